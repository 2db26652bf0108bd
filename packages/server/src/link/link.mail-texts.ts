import type { Lang, Scope } from '@parvis/sdk/contract';
import type { Content } from '../delivery/mail.ts';

interface LinkFacts {
  company: string;
  scope: { kind: Scope['kind']; name: string };
  /** As a date in words. */
  until: string;
  /** The customer asked for it; the company did not send it by itself. */
  asked: boolean;
}

interface LinkTexts {
  link(facts: LinkFacts): Content;
  /** Several links in one mail, a line each. */
  links(facts: LinkFacts & { count: number }): Content;
  /** What a link to one intervention is called beside others. */
  intervention(number: string): string;
}

const fr: LinkTexts = {
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
};

function frenchScope(company: string, { kind, name }: LinkFacts['scope']): Omit<Content, 'notes'> {
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
    case 'dossier':
      return {
        subject: `Dossier ${name} – ${company}`,
        paragraphs: [
          `${company} vous ouvre le dossier « ${name} » : les interventions prévues et passées, au même endroit.`,
        ],
        button: 'Ouvrir le dossier',
      };
    case 'customer':
      return {
        subject: `Votre espace client – ${company}`,
        paragraphs: [
          `${company} vous ouvre votre espace client : vos interventions, prévues et passées, au même endroit.`,
        ],
        button: 'Ouvrir mon espace',
      };
  }
}

const en: LinkTexts = {
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
  intervention: (number) => `visit no. ${number}`,
};

function englishScope(company: string, { kind, name }: LinkFacts['scope']): Omit<Content, 'notes'> {
  switch (kind) {
    case 'intervention':
      return {
        subject: `Your visit no. ${name} – ${company}`,
        paragraphs: [
          `${company} has opened the page of your visit no. ${name} for you: what is planned, and how it is going.`,
        ],
        button: 'Follow my visit',
      };
    case 'site':
      return {
        subject: `Your portal for ${name} – ${company}`,
        paragraphs: [
          `${company} has opened a portal for the site “${name}” for you: planned and past visits in one place.`,
        ],
        button: 'Open my portal',
      };
    case 'dossier':
      return {
        subject: `Project ${name} – ${company}`,
        paragraphs: [`${company} has opened the project “${name}” for you: planned and past visits in one place.`],
        button: 'Open the project',
      };
    case 'customer':
      return {
        subject: `Your customer portal – ${company}`,
        paragraphs: [`${company} has opened your customer portal: your visits, planned and past, in one place.`],
        button: 'Open my portal',
      };
  }
}

export const linkTexts: Record<Lang, LinkTexts> = { fr, en };
