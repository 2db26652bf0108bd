/** The one-time link to choose another password, for whoever asked for it. */
import type { Lang } from '@parvis/sdk/contract';
import { mail, mask, type Content } from '../delivery/mail.ts';
import { oneLine } from '../delivery/text.ts';
import { oneTimeLink, passwordUrl } from '../session/password-token.ts';

export const resetMail = mail({
  trigger: {
    by: ['member.password_reset_requested'],
    to: (_tx, { subjectId }) => [{ recipient: `member:${subjectId}`, subjectId, customerId: null }],
  },
  oneTime: oneTimeLink('reset'),
  obstacle: (_, { active }) => (active ? null : 'not-active'),
  maskedUrl: (_, config) => passwordUrl(config, mask),
  urls: async ({ config }, _, token) => [passwordUrl(config, token!)],
  say: ({ company }, { lang }) => texts[lang]({ company: oneLine(company.name, 80) }),
});

const texts: Record<Lang, (facts: { company: string }) => Content> = {
  fr: ({ company }) => ({
    subject: `Nouveau mot de passe – ${company}`,
    paragraphs: [`Vous avez demandé à changer votre mot de passe chez ${company}.`],
    button: 'Choisir un nouveau mot de passe',
    notes: [
      'Ce lien ne sert qu’une fois. Il reste valable une heure.',
      'Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe reste le même.',
    ],
  }),
  en: ({ company }) => ({
    subject: `New password – ${company}`,
    paragraphs: [`You asked to change your password at ${company}.`],
    button: 'Choose a new password',
    notes: [
      'This link works once. It remains valid for one hour.',
      'You asked for nothing? Ignore this message: your password stays the same.',
    ],
  }),
};
