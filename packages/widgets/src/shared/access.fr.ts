/** Words for who has a link that no longer opens, or a session that ended. */
import { plural } from './plural.ts';

export const words = {
  expired: 'Votre lien a expiré',
  expiredWhy: 'Par sécurité, un lien n’est valable qu’un certain temps. Recevez-en un nouveau par e-mail.',
  expiredAsk:
    'Par sécurité, un lien n’est valable qu’un certain temps. L’entreprise n’a pas d’adresse e-mail à votre nom\u00a0: demandez-lui un nouveau lien.',
  mail: 'Recevoir un nouveau lien',
  start: 'Recevez un lien pour entrer',
  ended: 'Ce lien ne s’ouvre plus',
  endedWhy:
    'Indiquez l’adresse e-mail que l’entreprise connaît\u00a0: si elle correspond, un nouveau lien y est envoyé.',
  kept: 'Votre demande n’est pas encore partie. Un nouveau lien la reprendra sur cet appareil.',
  /** At the very minute: it may have been long ago. */
  written: (when: string) => `Ce que vous aviez écrit, le ${when}`,
  photos: (count: number) => plural('fr', count, '#\u00a0photo gardée avec elle', '#\u00a0photos gardées avec elle'),
  copy: 'Copier le texte',
  copied: 'Le texte est copié.',
  call: (phone: string) => `Appeler le ${phone}`,
  email: 'Votre adresse e-mail',
  emailWrong: 'Cette adresse e-mail ne semble pas complète.',
  send: 'Recevoir un lien',
  sent: 'Regardez votre boîte de réception',
  sentWhy:
    'Si l’entreprise connaît votre adresse, un lien vient d’y être envoyé. Regardez aussi dans les courriers indésirables.',
  sentExpiredWhy:
    'Un nouveau lien vient d’être envoyé à l’adresse que l’entreprise connaît. Regardez aussi dans les courriers indésirables.',
  nothing: 'Rien n’arrive\u00a0? Essayez une autre adresse, ou appelez l’entreprise.',
  other: 'Une autre adresse',
  signedOutWhy: 'Rien de vos données ne reste sur cet appareil. Pour revenir, rouvrez votre lien.',
  unsent: 'Votre demande n’est pas encore partie',
  unsentWhy: 'Se déconnecter effacera de cet appareil ce que vous avez écrit et vos photos.',
  stay: 'Rester',
  leave: 'Effacer et se déconnecter',
  session: 'Votre session a pris fin',
  sessionWhy: 'Rechargez la page pour continuer.',
  reload: 'Recharger la page',
};
