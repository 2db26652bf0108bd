/** A mail from what it tells of: made when it leaves, with its secret address, or when it is looked at, with that masked. */
import type { MailContext } from './context.ts';
import type { ComposedMail } from './render.ts';
import { oneLine } from './text.ts';
import { mailTexts } from './texts.ts';

/**
 * Null when what it tells of is there no longer. `urls`: the button's, then those of what leaves in the same mail. `stop`: where
 * its reader chooses what they are mailed.
 */
export function composeMail(
  context: MailContext,
  urls: readonly string[],
  stop: string | null = null,
): ComposedMail | null {
  const { mail, recipient } = context;
  const content = recipient && mail.say(context, recipient);
  if (!content) return null;
  const texts = mailTexts[recipient.lang];
  const { name, phone, email, branding } = context.company;
  const { subject, paragraphs, facts = [], button, links = [], notes, preview = '' } = content;
  return {
    lang: recipient.lang,
    subject: oneLine(subject),
    preview: oneLine(preview),
    greeting: texts.greeting(oneLine(recipient.firstName || recipient.name, 80)),
    paragraphs,
    facts: facts.filter(({ value }) => value !== ''),
    button: button === null ? null : { label: button, url: urls[0] ?? '' },
    links: links.flatMap((label, n) => (urls[n] === undefined ? [] : [{ label, url: urls[n] }])),
    notes,
    stop: stop === null ? null : { label: texts.stop, url: stop },
    company: {
      name: oneLine(name, 80),
      accent: branding.accent,
      lines: [phone && texts.phone(oneLine(phone, 40)), oneLine(email, 254)].filter((line) => line !== ''),
    },
  };
}
