/** What all mails say, in both languages; what one kind of them says is its feature's (`<feature>.mail.ts`). */
import type { Lang } from '@parvis/sdk/contract';

interface MailTexts {
  greeting(name: string): string;
  phone(number: string): string;
}

const fr: MailTexts = {
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  phone: (number) => `Téléphone : ${number}`,
};

const en: MailTexts = {
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  phone: (number) => `Phone: ${number}`,
};

export const mailTexts: Record<Lang, MailTexts> = { fr, en };
