/** Words of what waits on the device until it has arrived. */
import { plural } from '../shared/plural.ts';

export const words = {
  title: (count: number) => plural('fr', count, '#\u00a0demande en attente', '#\u00a0demandes en attente'),
  titleRefused: (count: number) => plural('fr', count, '#\u00a0demande à corriger', '#\u00a0demandes à corriger'),
  written: (when: string) => `Écrite ${when}.`,
  photos: (count: number) => plural('fr', count, 'Avec #\u00a0photo.', 'Avec #\u00a0photos.'),
  sending: 'Envoi…',
  offline: 'Pas de réseau. Votre demande est gardée sur cet appareil et partira dès le retour du réseau.',
  away: 'Le service ne répond pas pour le moment. Votre demande est gardée sur cet appareil et partira d’elle-même.',
  busy: 'Trop d’envois à la suite. Votre demande est gardée sur cet appareil et partira d’elle-même dans l’heure.',
  elsewhere: 'Votre demande est gardée sur cet appareil et partira d’elle-même.',
  /** Where the page may keep nothing. */
  onlyHere: 'Cet appareil ne peut rien garder\u00a0: laissez cette page ouverte jusqu’à l’envoi.',
  send: 'Envoyer maintenant',
  change: 'Modifier',
  refused: (why: string) => `Refusée\u00a0: ${why}`,
  toCorrect: 'quelque chose est à revoir.',
  alreadySent: 'elle était déjà partie. Vérifiez la liste avant d’en envoyer une autre.',
  correct: 'Corriger',
  arrived: (number: number) => `Votre demande est bien arrivée\u00a0: intervention n°\u00a0${number}.`,
  missing: (count: number) =>
    plural('fr', count, '#\u00a0photo n’a pas pu être jointe.', '#\u00a0photos n’ont pas pu être jointes.'),
  attach: 'Joindre à l’intervention',
  attached: 'Les photos ont été jointes.',
  close: (number: number) => `Fermer\u00a0: intervention n°\u00a0${number}`,
};
