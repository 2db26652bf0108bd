/** What people type, in a mail through a real server: it arrives as typed, and is never a header, an address or markup. */
import given from 'big-list-of-naughty-strings' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { features } from '../feature-set.ts';
import { everyPart } from '../testing.ts';
import { composeMail } from './compose.ts';
import type { MailContext } from './context.ts';
import { renderHtml, renderText } from './render.ts';
import { testSmtp, type TestSmtp } from './smtp.testing.ts';
import { oneLine, severalLines } from './text.ts';
import { openTransport, type MailTransport } from './transport.ts';

const own = [
  'Durand\r\nBcc: thief@evil.example',
  'Durand\nContent-Type: text/html\n\n<h1>',
  'a\rSubject: b',
  '=?utf-8?Q?=0D=0ABcc:_thief@evil.example?=',
  '"Durand" <thief@evil.example>, x',
  'thief@evil.example',
  '<thief@evil.example>',
  '\r\n.\r\nMAIL FROM:<thief@evil.example>',
  '.',
  '</bdi></p><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '\u202egpj.exe',
  '\u2028\u2029\u0085',
  '\u0000\u0007\u001b[31m',
  'Éléonore 😀 ﷽',
  ' ',
  'a'.repeat(4000),
  'a '.repeat(2000),
];
const strings = [...own, ...given];

const headers = new Set([
  'auto-submitted',
  'content-type',
  'content-transfer-encoding',
  'date',
  'from',
  'message-id',
  'mime-version',
  'reply-to',
  'subject',
  'to',
  'x-auto-response-suppress',
]);

let smtp: TestSmtp;
let transport: MailTransport;
beforeAll(async () => {
  smtp = await testSmtp();
  const config = readConfig({
    PARVIS_SECRET: 'a secret of tests, long enough for them',
    PARVIS_URL: 'https://parvis.example',
  });
  transport = openTransport(smtp.url, config);
});
afterAll(async () => {
  transport.close();
  await smtp.stop();
});

const url = 'https://parvis.example/p#secret';
const row = { id: 'mail', companyId: 'company', recipient: 'member:1', subjectId: 'subject' };
const kinds = {
  link: { kind: 'link', count: 1 },
  'several links': { kind: 'link', count: 2 },
  intervention_requested: { kind: 'intervention_requested', count: 1 },
  'several requests': { kind: 'intervention_requested', count: 2 },
} as const;
type Kind = keyof typeof kinds;

const linkNamed = (text: string) => ({
  link: { expiresAt: '2027-01-01T00:00:00.000Z', createdBy: null },
  scope: { kind: 'site', name: text },
  customerName: text,
  overrides: {},
});

const requestNamed = (text: string) => ({
  intervention: {
    number: 7,
    type: 'type',
    description: text,
    address: { line1: text, line2: text, postalCode: text, city: text, country: 'FR' },
    contact: { name: text, phone: text, email: text },
  },
  customerName: text,
  siteName: text,
});

const subjects = (subject: object, count: number) => ({
  subject,
  subjects: Array.from({ length: count }, () => subject),
});

const contextWith = (text: string, kind: Kind, lang: 'fr' | 'en'): MailContext =>
  ({
    row: { ...row, ...kinds[kind] },
    company: {
      name: text,
      phone: text,
      email: text,
      timeZone: 'Europe/Paris',
      options: everyPart,
      branding: { accent: text },
      types: [{ key: 'type', label: { fr: text, en: text } }],
    },
    recipient: { name: text, firstName: text, email: 'nora@atelier.example', lang, gone: false, active: true },
    mail: features.mails[kinds[kind].kind],
    ...subjects(kinds[kind].kind === 'link' ? linkNamed(text) : requestNamed(text), kinds[kind].count),
  }) as unknown as MailContext;

/** The tags of a page, without what stands in them. */
const tagsOf = (html: string) => html.replace(/"[^"]*"/g, '""').match(/<[^>]*>?/g);
const lines = (text: string) => text.replaceAll('\r\n', '\n');

describe(`${strings.length} strings, in every place of each mail`, () => {
  // The other two say less, in the same way.
  it.each(Object.keys(kinds) as Kind[])('%s', async (kind) => {
    await Promise.all(strings.map((text, n) => trip(kind, text, n)));
  });
});

/** What must be read of the text. */
const shown: Record<Kind, (text: string) => string> = {
  link: (text) => oneLine(text, 80),
  'several links': (text) => oneLine(text, 80),
  intervention_requested: (text) => severalLines(text).split('\n')[0]!,
  'several requests': (text) => oneLine(text),
};

/** Sends a mail that holds the text wherever one can be, and looks at what arrives. */
async function trip(kind: Kind, text: string, n: number): Promise<void> {
  const lang = n % 2 === 0 ? 'fr' : 'en';
  const letter = composeMail(contextWith(text, kind, lang), [url, url])!;
  const html = renderHtml(letter);
  const messageId = `<${kind.replace(' ', '')}${n}@parvis.example>`;
  await transport.send({
    messageId,
    from: { name: text, replyTo: text },
    to: { name: text, email: 'nora@atelier.example' },
    subject: letter.subject,
    text: renderText(letter),
    html,
  });
  const mail = smtp.mails.find((each) => each.messageId === messageId)!;
  expect(
    mail.headers.map(({ key }) => key).filter((key) => !headers.has(key)),
    text,
  ).toEqual([]);
  expect(mail.recipients, text).toEqual(['nora@atelier.example']);
  expect(
    mail.to?.map(({ address }) => address),
    text,
  ).toEqual(['nora@atelier.example']);
  expect(mail.from?.address, text).toBe('portail@atelier.example');
  expect(mail.attachments, text).toEqual([]);
  expect(mail.subject, text).toBe(letter.subject);
  // Programs that read mails make the end of the text their own.
  expect(lines(mail.text ?? '').trimEnd(), text).toBe(renderText(letter).trimEnd());
  expect(lines(mail.html ?? '').trimEnd(), text).toBe(lines(html).trimEnd());
  expect(mail.text, text).toContain(shown[kind](text));
  // The same places filled with something harmless have the same tags: nothing typed has become one.
  const tame = contextWith(text.replace(/[^\s\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, 'x'), kind, lang);
  expect(tagsOf(html), text).toEqual(tagsOf(renderHtml(composeMail(tame, [url, url])!)));
}
