/** Words of `<parvis-intervention-form>` beyond its first field. */
import { plural } from '../shared/plural.ts';
import { words as pending } from './pending.fr.ts';

export const words = {
  known: 'Pour cette intervention',
  type: 'Type',
  noType: 'L’entreprise décidera',
  place: 'Lieu',
  contact: 'Vos coordonnées',
  fields: 'Précisions',
  noFields: 'Aucune pour l’instant',
  change: 'Modifier',
  changePart: (part: string) => `Modifier\u00a0: ${part}`,
  send: 'Envoyer la demande',
  sending: 'Envoi…',
  restored: 'Votre brouillon a été repris.',
  alreadySent: 'Cette demande était déjà partie. Vérifiez la liste avant d’en envoyer une autre.',
  preview: 'Aperçu\u00a0: rien ne part d’ici.',
  closed: (company: string) => `${company} ne prend pas de demandes en ligne pour le moment.`,
  call: (phone: string) => `Appeler le ${phone}`,
  follow: 'Suivre ma demande',
  another: 'Demander une autre intervention',
  created: 'Votre demande est bien arrivée',
  createdNext: (company: string) =>
    `${company} l’a reçue et vous proposera un rendez-vous. Vous pouvez la suivre ici.`,
  missing: (count: number) => `${pending.missing(count)} Vous pourrez les ajouter ensuite.`,
  fieldErrors: {
    'description required': 'Dites-nous ce qui se passe.',
    'contact.name required': 'Dites-nous qui demander.',
  },
  fieldsToCorrect: (count: number) => plural('fr', count, '#\u00a0champ est à revoir', '#\u00a0champs sont à revoir'),
  /** Of the fields that unfold when they are asked for. */
  details: {
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
  },
};
