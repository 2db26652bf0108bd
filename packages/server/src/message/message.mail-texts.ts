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
  colon: ':',
};

export const messageTexts: Record<Lang, MessageTexts> = { fr, en };
