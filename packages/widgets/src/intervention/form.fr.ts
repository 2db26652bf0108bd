/** Words of `<parvis-intervention-form>`: what is seen at once. */
export const words = {
  title: 'Demander une intervention',
  description: 'De quoi avez-vous besoin\u00a0?',
  descriptionHint: 'Décrivez le problème en quelques mots.',
  alone: 'C’est la seule chose nécessaire.',
  lost: 'Rechargez la page.',
};
