import type { Lang, NotificationChoice } from '@parvis/sdk/contract';

interface NotificationTexts {
  title: string;
  /** The address opens nothing any more. */
  gone: string;
  done: string;
  /** What holds. */
  now: Record<NotificationChoice, string>;
  choose: Record<NotificationChoice, string>;
  undo: string;
  /** What goes on whatever is chosen. */
  others: string;
}

const fr: NotificationTexts = {
  title: 'E-mails de vos dossiers',
  gone: 'Cette adresse ne s’ouvre plus : elle était celle d’une personne ou d’un e-mail qui a changé depuis. Un e-mail plus récent en apporte une autre.',
  done: 'C’est fait.',
  now: {
    all: 'Vous recevez un e-mail quand quelqu’un écrit dans un de vos dossiers.',
    digest: 'Vous recevez un e-mail par jour, à 7\u00a0h\u00a030, quand quelqu’un a écrit dans un de vos dossiers.',
    none: 'Vous ne recevez plus d’e-mail quand quelqu’un écrit dans un de vos dossiers.',
  },
  choose: {
    all: 'Recevoir chaque e-mail',
    digest: 'Recevoir un seul e-mail par jour, à 7\u00a0h\u00a030',
    none: 'Ne plus recevoir ces e-mails',
  },
  undo: 'Annuler',
  others: 'Les e-mails que vous demandez, comme un lien ou un mot de passe, arrivent dans tous les cas.',
};

const en: NotificationTexts = {
  title: 'E-mails about your projects',
  gone: 'This address no longer opens: it was that of a person or an e-mail that has changed since. A more recent e-mail brings another one.',
  done: 'Done.',
  now: {
    all: 'You get an e-mail when somebody writes in one of your projects.',
    digest: 'You get one e-mail a day, at 7:30, when somebody has written in one of your projects.',
    none: 'You no longer get an e-mail when somebody writes in one of your projects.',
  },
  choose: {
    all: 'Get each e-mail',
    digest: 'Get one e-mail a day, at 7:30',
    none: 'Get none of these e-mails any more',
  },
  undo: 'Undo',
  others: 'E-mails that you ask for, such as a link or a password, arrive in any case.',
};

export const notificationTexts: Record<Lang, NotificationTexts> = { fr, en };
