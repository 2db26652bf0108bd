/** What all mails say, in both languages; what one kind of them says is its feature's (`<feature>.mail.ts`). */
import type { Lang } from '@parvis/sdk/contract';

interface MailTexts {
  greeting(name: string): string;
  phone(number: string): string;
  /** Where its reader chooses what they are mailed. */
  stop: string;
}

const fr: MailTexts = {
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  phone: (number) => `Téléphone : ${number}`,
  stop: 'Recevoir moins de ces e-mails, ou ne plus en recevoir',
};

const en: MailTexts = {
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  phone: (number) => `Phone: ${number}`,
  stop: 'Get fewer of these e-mails, or none',
};

export const mailTexts: Record<Lang, MailTexts> = { fr, en };
