import type { Lang } from '@parvis/sdk/contract';

interface DossierFacts {
  number: number;
  name: string;
}

interface MessageTexts {
  /** The same for each mail about a dossier: programs show them together by it. */
  subject(facts: DossierFacts & { company: string }): string;
  one(facts: DossierFacts & { author: string }): string;
  several(facts: DossierFacts & { count: number }): string;
  button: string;
  /** There are others than those that are named. */
  more: string;
  answer: string;
  personal: string;
  /** The same of several links. */
  personals: string;
  /** Of a mail a day. */
  digest(company: string): string;
  ofDay(count: number): string;
  dossier(facts: DossierFacts): string;
  /** Between who wrote and what. */
  colon: string;
}

const fr: MessageTexts = {
  subject: ({ number, name, company }) => `Dossier n° ${number}, ${name} – ${company}`,
  one: ({ number, name, author }) => `${author} a écrit dans le dossier n° ${number}, « ${name} ».`,
  several: ({ number, name, count }) => `${count} nouveaux messages dans le dossier n° ${number}, « ${name} ».`,
  button: 'Voir la discussion',
  more: 'D’autres messages suivent dans le dossier.',
  answer: 'Pour répondre à tous, écrivez dans le dossier : une réponse à cet e-mail n’y arriverait pas.',
  personal: 'Ce lien vous est personnel : merci de ne pas le transmettre.',
  personals: 'Ces liens vous sont personnels : merci de ne pas les transmettre.',
  digest: (company) => `Vos dossiers – ${company}`,
  ofDay: (count) =>
    count === 1
      ? 'Un message a été écrit dans un de vos dossiers.'
      : `${count} messages ont été écrits dans vos dossiers.`,
  dossier: ({ number, name }) => `Dossier n° ${number}, ${name}`,
  colon: ' :',
};

const en: MessageTexts = {
  subject: ({ number, name, company }) => `Project no. ${number}, ${name} – ${company}`,
  one: ({ number, name, author }) => `${author} has written in project no. ${number}, “${name}”.`,
  several: ({ number, name, count }) => `${count} new messages in project no. ${number}, “${name}”.`,
  button: 'See the discussion',
  more: 'More messages follow in the project.',
  answer: 'To answer everybody, write in the project: a reply to this e-mail would not arrive there.',
  personal: 'This link is yours alone: please do not pass it on.',
  personals: 'These links are yours alone: please do not pass them on.',
  digest: (company) => `Your projects – ${company}`,
  ofDay: (count) =>
    count === 1 ? 'A message was written in one of your projects.' : `${count} messages were written in your projects.`,
  dossier: ({ number, name }) => `Project no. ${number}, ${name}`,
  colon: ':',
};

export const messageTexts: Record<Lang, MessageTexts> = { fr, en };
