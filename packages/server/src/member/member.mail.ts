/** The invitation of a member, and what a former address of theirs is told. */
import type { Lang } from '@parvis/sdk/contract';
import { mail, mask, type Content } from '../delivery/mail.ts';
import { oneLine } from '../delivery/text.ts';
import { oneTimeLink, passwordUrl } from '../session/password-token.ts';

export const invitationMail = mail({
  trigger: {
    by: ['member.invited'],
    to: (_tx, { subjectId }) => [{ recipient: `member:${subjectId}`, subjectId, customerId: null }],
  },
  oneTime: oneTimeLink('invitation'),
  obstacle: (_, { active }) => (active ? 'already-active' : null),
  maskedUrl: (_, config) => passwordUrl(config, mask),
  urls: async ({ config }, _, token) => [passwordUrl(config, token!)],
  say: ({ company }, { lang }) => invitation[lang]({ company: oneLine(company.name, 80) }),
});

/** Put into the outbox by `delivery/former-address.ts`. */
export const emailChangedMail = mail({
  obstacle: () => null,
  // Nothing that could be pressed: whoever reads it may be nobody of the company's.
  maskedUrl: () => '',
  urls: async () => [],
  say: ({ company }, { lang }) => emailChanged[lang]({ company: oneLine(company.name, 80) }),
});

const invitation: Record<Lang, (facts: { company: string }) => Content> = {
  fr: ({ company }) => ({
    subject: `Votre accès – ${company}`,
    paragraphs: [`${company} vous a ouvert un accès. Pour l’activer, choisissez votre mot de passe.`],
    button: 'Choisir mon mot de passe',
    notes: ['Ce lien ne sert qu’une fois. Il reste valable 7 jours.'],
  }),
  en: ({ company }) => ({
    subject: `Your access – ${company}`,
    paragraphs: [`${company} has opened an access for you. Choose your password to activate it.`],
    button: 'Choose my password',
    notes: ['This link works once. It remains valid for 7 days.'],
  }),
};

const emailChanged: Record<Lang, (facts: { company: string }) => Content> = {
  fr: ({ company }) => ({
    subject: `Votre adresse e-mail a été remplacée – ${company}`,
    paragraphs: [
      `Cette adresse ne donne plus accès à ${company} : une autre l’a remplacée. Les sessions ouvertes et les liens reçus ici ne fonctionnent plus.`,
    ],
    button: null,
    notes: ['Vous n’attendiez pas ce changement ? Prévenez l’entreprise sans tarder.'],
  }),
  en: ({ company }) => ({
    subject: `Your e-mail address was replaced – ${company}`,
    paragraphs: [
      `This address no longer opens ${company}: another one has replaced it. Open sessions and links received here no longer work.`,
    ],
    button: null,
    notes: ['You did not expect this change? Tell the company without delay.'],
  }),
};
