/** How every mail looks: the company's name, a few calm sentences, one button, how to reach the company. */
import type { Lang } from '@parvis/sdk/contract';
import { accentColours } from './colour.ts';
import { escaped } from './text.ts';

/** What a mail says, in the reader's language, before it is set as text or HTML. Every text is as typed: not escaped. */
export interface ComposedMail {
  lang: Lang;
  subject: string;
  /** What lists of mails show behind the subject: said again below, and not shown there; '': what the mail begins with. */
  preview: string;
  greeting: string;
  paragraphs: string[];
  /** Facts, a line each. */
  facts: { name: string; value: string }[];
  button: { label: string; url: string } | null;
  /** Several addresses in the place of one button, a line each. */
  links: { label: string; url: string }[];
  /** Below the button, smaller. */
  notes: string[];
  /** Where its reader chooses what they are mailed; null for what nobody stops. */
  stop: { label: string; url: string } | null;
  company: { name: string; accent: string | null; lines: string[] };
}

export function renderText({
  lang,
  greeting,
  paragraphs,
  facts,
  button,
  links,
  notes,
  stop,
  company,
}: ComposedMail): string {
  const colon = lang === 'fr' ? ' :' : ':';
  const blocks = [
    greeting,
    ...paragraphs,
    facts.map(({ name, value }) => `${name}${colon} ${value.replaceAll('\n', '\n  ')}`).join('\n'),
    button ? `${button.label}${colon}\n${button.url}` : '',
    ...links.map(({ label, url }) => `${label}${colon}\n${url}`),
    ...notes,
    stop ? `${stop.label}${colon}\n${stop.url}` : '',
    `-- \n${[company.name, ...company.lines].join('\n')}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const font = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif';

/** A picture in the mail itself: its name there, and its own size. */
export interface Logo {
  cid: string;
  width: number;
  height: number;
}

/**
 * No script, no sheet, nothing fetched: the same in every mail program, and nobody told that it was opened. The logo comes along;
 * programs that show none say the company's name in its place.
 */
export function renderHtml(letter: ComposedMail, logo: Logo | null = null): string {
  const { lang, subject, preview, greeting, paragraphs, facts, button, links, notes, stop, company } = letter;
  const { accent, onAccent } = accentColours(company.accent);
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${lines(text)}</p>`;
  const note = (text: string) => `<p style="margin:0 0 8px;font-size:14px;color:#4a4f55">${lines(text)}</p>`;
  const buttonHtml = ({ label, url }: { label: string; url: string }) =>
    `<table role="presentation" cellspacing="0" cellpadding="0" border="0" style="margin:24px 0"><tr><td style="background:${accent};border-radius:8px"><a href="${escaped(url)}" style="display:inline-block;padding:12px 22px;color:${onAccent};font-weight:600;text-decoration:none">${lines(label)}</a></td></tr></table>`;
  const linkHtml = ({ label, url }: { label: string; url: string }) =>
    `<p style="margin:0 0 8px"><a href="${escaped(url)}" style="display:inline-block;padding:4px 0;color:#1c1f22;font-weight:600"><bdi>${lines(label)}</bdi></a></p>`;
  const fact = ({ name, value }: { name: string; value: string }) =>
    `<p style="margin:0 0 8px"><span style="color:#4a4f55">${lines(name)}</span><br><bdi>${lines(value)}</bdi></p>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;background:#f4f4f2;color:#1c1f22;${escaped(font)};font-size:16px;line-height:1.5">
${preview === '' ? '' : `<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escaped(preview)}</div>`}
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:560px;background:#ffffff;border-top:4px solid ${accent}"><tr><td style="padding:28px 24px">
<p style="margin:0 0 24px;font-size:18px;font-weight:600">${logo ? logoHtml(logo, company.name) : `<bdi>${lines(company.name)}</bdi>`}</p>
${paragraph(greeting)}
${paragraphs.map(paragraph).join('\n')}
${facts.length > 0 ? `<div style="margin:0 0 16px;padding:12px 0;border-top:1px solid #dfe1e4;border-bottom:1px solid #dfe1e4">${facts.map(fact).join('\n')}</div>` : ''}
${button ? buttonHtml(button) : ''}
${links.map(linkHtml).join('\n')}
${notes.map(note).join('\n')}
${company.lines.length > 0 ? `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #dfe1e4;font-size:14px;color:#4a4f55">${company.lines.map(lines).join('<br>')}</p>` : ''}
${stop ? `<p style="margin:16px 0 0;font-size:14px"><a href="${escaped(stop.url)}" style="color:#4a4f55">${escaped(stop.label)}</a></p>` : ''}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** Its largest size in a mail: logos are drawn twice as large, for fine screens. */
const logoSize = { width: 280, height: 72 };

/** On a plate of its own, white also where a program turns the mail dark. Sizes as attributes too: Word, which shows mails in Outlook, knows no others. */
function logoHtml({ cid, width, height }: Logo, name: string): string {
  const scale = Math.min(1, logoSize.width / width, logoSize.height / height);
  const [w, h] = [width, height].map((each) => Math.max(1, Math.round(each * scale)));
  return `<img src="cid:${cid}" width="${w}" height="${h}" alt="${escaped(name)}" style="display:inline-block;width:${w}px;height:${h}px;padding:8px;border-radius:8px;background:#ffffff;color:#1c1f22">`;
}

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>');
