/** What the mails say, in both languages. Names and numbers come from the caller; nothing here is escaped. */
import type { Lang } from '@parvis/sdk/contract';
import type { LinkSubject } from './context.ts';

interface LinkFacts {
  company: string;
  scope: LinkSubject['scope'];
  /** As a date in words. */
  until: string;
  /** The customer asked for it; the company did not send it by itself. */
  asked: boolean;
}

/** What differs from mail to mail. */
export interface Words {
  subject: string;
  paragraphs: string[];
  /** None where there is nothing to open. */
  button: string | null;
  notes: string[];
}

export interface MailWords {
  greeting(name: string): string;
  link(facts: LinkFacts): Words;
  /** Several links in one mail, a line each. */
  links(facts: LinkFacts & { count: number }): Words;
  /** What a link to one intervention is called beside others. */
  intervention(number: string): string;
  invitation(facts: { company: string }): Words;
  emailChanged(facts: { company: string }): Words;
  passwordReset(facts: { company: string }): Words;
  interventionRequested(facts: { number: number; customer: string }): Words;
  /** Several in one mail, which names so many of them. */
  interventionsRequested(facts: { count: number; named: number }): Words;
  /** What one of several requests is called. */
  request(facts: { number: number; customer: string }): string;
  facts: Record<'site' | 'address' | 'type' | 'contact' | 'description', string>;
  phone(number: string): string;
}

const fr: MailWords = {
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  link: ({ company, scope, until, asked }) => ({
    ...frenchScope(company, scope),
    notes: [
      `Ce lien vous est personnel : merci de ne pas le transmettre. Il reste valable jusqu’au ${until}.`,
      ...(asked ? ['Vous n’avez pas demandé ce lien ? Vous pouvez ignorer ce message.'] : []),
    ],
  }),
  links: ({ company, until, count }) => ({
    subject: `Vos ${count} liens – ${company}`,
    paragraphs: [`Voici vos liens vers ${company}, un par ligne.`],
    button: null,
    notes: [
      `Ces liens vous sont personnels : merci de ne pas les transmettre. Ils restent valables jusqu’au ${until}.`,
      'Vous ne les avez pas demandés ? Vous pouvez ignorer ce message.',
    ],
  }),
  intervention: (number) => `intervention n° ${number}`,
  invitation: ({ company }) => ({
    subject: `Votre accès – ${company}`,
    paragraphs: [`${company} vous a ouvert un accès. Pour l’activer, choisissez votre mot de passe.`],
    button: 'Choisir mon mot de passe',
    notes: ['Ce lien ne sert qu’une fois. Il reste valable 7 jours.'],
  }),
  emailChanged: ({ company }) => ({
    subject: `Votre adresse e-mail a été remplacée – ${company}`,
    paragraphs: [
      `Cette adresse ne donne plus accès à ${company} : une autre l’a remplacée. Les sessions ouvertes et les liens reçus ici ne fonctionnent plus.`,
    ],
    button: null,
    notes: ['Vous n’attendiez pas ce changement ? Prévenez l’entreprise sans tarder.'],
  }),
  passwordReset: ({ company }) => ({
    subject: `Nouveau mot de passe – ${company}`,
    paragraphs: [`Vous avez demandé à changer votre mot de passe chez ${company}.`],
    button: 'Choisir un nouveau mot de passe',
    notes: [
      'Ce lien ne sert qu’une fois. Il reste valable une heure.',
      'Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe reste le même.',
    ],
  }),
  interventionRequested: ({ number, customer }) => ({
    subject: `Nouvelle demande n° ${number} – ${customer}`,
    paragraphs: [`${customer} demande une intervention. Elle vous attend dans « À planifier ».`],
    button: 'Voir la demande',
    notes: [],
  }),
  interventionsRequested: ({ count, named }) => ({
    subject: `${count} nouvelles demandes`,
    paragraphs: [`${count} demandes d’intervention sont arrivées. Elles vous attendent dans « À planifier ».`],
    button: 'Voir les demandes',
    notes: [
      ...(count > named ? [count - named === 1 ? 'Et 1 autre.' : `Et ${count - named} autres.`] : []),
      'Les demandes qui se suivent sont réunies dans un seul message.',
    ],
  }),
  request: ({ number, customer }) => `N° ${number} – ${customer}`,
  facts: {
    site: 'Site',
    address: 'Adresse',
    type: 'Type',
    contact: 'Interlocuteur',
    description: 'Description',
  },
  phone: (number) => `Téléphone : ${number}`,
};

function frenchScope(company: string, { kind, name }: LinkSubject['scope']): Omit<Words, 'notes'> {
  switch (kind) {
    case 'intervention':
      return {
        subject: `Votre intervention n° ${name} – ${company}`,
        paragraphs: [
          `${company} vous ouvre la page de votre intervention n° ${name} : ce qui est prévu, et où elle en est.`,
        ],
        button: 'Suivre mon intervention',
      };
    case 'site':
      return {
        subject: `Votre espace pour ${name} – ${company}`,
        paragraphs: [
          `${company} vous ouvre un espace pour le site « ${name} » : les interventions prévues et passées, au même endroit.`,
        ],
        button: 'Ouvrir mon espace',
      };
    case 'customer':
    case 'dossier':
      return {
        subject: `Votre espace client – ${company}`,
        paragraphs: [
          `${company} vous ouvre votre espace client : vos interventions, prévues et passées, au même endroit.`,
        ],
        button: 'Ouvrir mon espace',
      };
  }
}

const en: MailWords = {
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  link: ({ company, scope, until, asked }) => ({
    ...englishScope(company, scope),
    notes: [
      `This link is yours alone: please do not pass it on. It remains valid until ${until}.`,
      ...(asked ? ['You did not ask for this link? You can ignore this message.'] : []),
    ],
  }),
  links: ({ company, until, count }) => ({
    subject: `Your ${count} links – ${company}`,
    paragraphs: [`Here are your links to ${company}, one a line.`],
    button: null,
    notes: [
      `These links are yours alone: please do not pass them on. They are valid until ${until}.`,
      'You did not ask for them? You can ignore this message.',
    ],
  }),
  intervention: (number) => `intervention no. ${number}`,
  invitation: ({ company }) => ({
    subject: `Your access – ${company}`,
    paragraphs: [`${company} has opened an access for you. Choose your password to activate it.`],
    button: 'Choose my password',
    notes: ['This link works once. It remains valid for 7 days.'],
  }),
  emailChanged: ({ company }) => ({
    subject: `Your e-mail address was replaced – ${company}`,
    paragraphs: [
      `This address no longer opens ${company}: another one has replaced it. Open sessions and links received here no longer work.`,
    ],
    button: null,
    notes: ['You did not expect this change? Tell the company without delay.'],
  }),
  passwordReset: ({ company }) => ({
    subject: `New password – ${company}`,
    paragraphs: [`You asked to change your password at ${company}.`],
    button: 'Choose a new password',
    notes: [
      'This link works once. It remains valid for one hour.',
      'You asked for nothing? Ignore this message: your password stays the same.',
    ],
  }),
  interventionRequested: ({ number, customer }) => ({
    subject: `New request no. ${number} – ${customer}`,
    paragraphs: [`${customer} asks for an intervention. It waits for you under “To schedule”.`],
    button: 'See the request',
    notes: [],
  }),
  interventionsRequested: ({ count, named }) => ({
    subject: `${count} new requests`,
    paragraphs: [`${count} requests for an intervention have come in. They wait for you under “To schedule”.`],
    button: 'See the requests',
    notes: [
      ...(count > named ? [count - named === 1 ? 'And 1 other.' : `And ${count - named} others.`] : []),
      'Requests that follow one another are gathered into one mail.',
    ],
  }),
  request: ({ number, customer }) => `No. ${number} – ${customer}`,
  facts: {
    site: 'Site',
    address: 'Address',
    type: 'Type',
    contact: 'Contact',
    description: 'Description',
  },
  phone: (number) => `Phone: ${number}`,
};

function englishScope(company: string, { kind, name }: LinkSubject['scope']): Omit<Words, 'notes'> {
  switch (kind) {
    case 'intervention':
      return {
        subject: `Your intervention no. ${name} – ${company}`,
        paragraphs: [
          `${company} opens the page of your intervention no. ${name} to you: what is planned, and how far it has come.`,
        ],
        button: 'Follow my intervention',
      };
    case 'site':
      return {
        subject: `Your portal for ${name} – ${company}`,
        paragraphs: [
          `${company} opens a portal for the site “${name}” to you: planned and past interventions in one place.`,
        ],
        button: 'Open my portal',
      };
    case 'customer':
    case 'dossier':
      return {
        subject: `Your customer portal – ${company}`,
        paragraphs: [`${company} opens your customer portal: your interventions, planned and past, in one place.`],
        button: 'Open my portal',
      };
  }
}

export const mailWords: Record<Lang, MailWords> = { fr, en };
