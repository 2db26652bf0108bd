/** Words of the fields that the form unfolds when they are asked for. */
export const words = {
  type: 'Type d’intervention',
  noType: 'Je ne sais pas',
  site: 'Site',
  noSite: 'L’adresse ci-dessous',
  equipment: 'Équipement',
  noEquipment: 'Aucun en particulier',
  line1: 'Adresse',
  line2: 'Complément',
  line2Hint: 'Étage, code, bâtiment…',
  postalCode: 'Code postal',
  city: 'Ville',
  name: 'Personne à demander sur place',
  phone: 'Téléphone',
  email: 'E-mail',
  choose: 'Choisir…',
  onlyHere: 'Pour cette intervention seulement\u00a0: vos coordonnées ne changent pas.',
};
