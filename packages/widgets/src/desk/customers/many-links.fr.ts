/** Words for a link to many customers at once. */
import { plural } from '../../shared/plural.ts';

const links = (count: number) => plural('fr', count, '# lien', '# liens');
const customers = (count: number) => plural('fr', count, '# client', '# clients');

export const words = {
  title: 'Envoyer un lien à plusieurs',
  reading: (count: number) => `${customers(count)}…`,
  able: (count: number) => plural('fr', count, '# client a une adresse e-mail.', '# clients ont une adresse e-mail.'),
  unable: (count: number) => plural('fr', count, '# n’en a pas.', '# n’en ont pas.'),
  isMore: (most: number) => `Ce sont les ${most} premiers\u00a0: cherchez les autres.`,
  what: (days: number) =>
    `Chacun reçoit par e-mail un lien vers tout son espace, valable ${plural('fr', days, '# jour', '# jours')}.`,
  chooseAll: 'Tous les choisir',
  chooseNone: 'N’en choisir aucun',
  none: (name: string) => `${name}\u00a0: pas d’adresse e-mail`,
  send: (count: number) => `Envoyer ${links(count)}`,
  sure: (count: number) => `Envoyer un lien à ${customers(count)}\u00a0? Un e-mail parti ne se reprend pas.`,
  waits: 'L’envoi reprendra de lui-même.',
  stop: 'Arrêter',
  stopped: 'L’envoi est arrêté.',
  goOn: 'Reprendre',
  over: (sent: number) => plural('fr', sent, '# lien part par e-mail.', '# liens partent par e-mail.'),
  without: 'Sans lien',
  gone: 'L’adresse a été retirée entre-temps.',
};
