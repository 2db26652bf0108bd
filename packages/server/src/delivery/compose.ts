/** A mail from what it tells of: made when it leaves, with its secret address, or when it is looked at, with that masked. */
import type { Address } from '@parvis/sdk/contract';
import type { Config } from '../config.ts';
import { passwordUrl } from '../session/password.rules.ts';
import type { InterventionSubject, LinkSubject, MailContext, MailRow, Recipient } from './context.ts';
import type { Letter } from './letter.ts';
import { oneLine, severalLines } from './text.ts';
import { mailWords, type MailWords, type Words } from './words.ts';

/** What is shown in the place of a secret. */
export const mask = '•••';

/** Where a mail's button leads, for everybody's eyes. */
export const maskedUrl = ({ row, company }: MailContext, config: Config): string => {
  switch (row.kind) {
    case 'link':
      return `${company.portalUrl ?? `${config.url}/p`}#${mask}`;
    case 'invitation':
    case 'password_reset':
      return passwordUrl(config, mask);
    case 'intervention_requested':
      return requestsUrl(config, row);
    // Nothing that could be pressed: whoever reads it may be nobody of the company's.
    case 'email_changed':
      return '';
  }
};

/** The desk, open at the request, or where all that are to be scheduled wait. */
export const requestsUrl = ({ url }: Config, { count, subjectId }: MailRow): string =>
  count === 1 ? `${url}/desk#/interventions/${subjectId}` : `${url}/desk#/inbox`;

/** Null when what it tells of is there no longer. */
/** `further`: of the links beside the first, where several leave in one mail. */
export function letterOf(context: MailContext, buttonUrl: string, further: readonly string[] = []): Letter | null {
  const { recipient } = context;
  const content = recipient && contentOf(context, recipient);
  if (!content) return null;
  const words = mailWords[recipient.lang];
  const { name, phone, email, branding } = context.company;
  return {
    lang: recipient.lang,
    subject: oneLine(content.subject),
    greeting: words.greeting(oneLine(recipient.firstName || recipient.name, 80)),
    paragraphs: content.paragraphs,
    facts: content.facts.filter(({ value }) => value !== ''),
    button: content.button === null ? null : { label: content.button, url: buttonUrl },
    links:
      context.links.length > 1
        ? [buttonUrl, ...further].map((url, n) => ({ label: linkLabel(context.links[n]!, words), url }))
        : [],
    notes: content.notes,
    company: {
      name: oneLine(name, 80),
      accent: branding.accent,
      lines: [phone && words.phone(oneLine(phone, 40)), oneLine(email, 254)].filter((line) => line !== ''),
    },
  };
}

type Content = Words & { facts: Letter['facts'] };

function contentOf({ row, company, link, links, requests }: MailContext, recipient: Recipient): Content | null {
  const words = mailWords[recipient.lang];
  const name = oneLine(company.name, 80);
  switch (row.kind) {
    case 'link':
      if (!link) return null;
      return {
        ...(links.length > 1
          ? words.links({ ...linkFacts(link, name, recipient, company.timeZone), count: links.length })
          : words.link(linkFacts(link, name, recipient, company.timeZone))),
        facts: [],
      };
    case 'invitation':
      return { ...words.invitation({ company: name }), facts: [] };
    case 'password_reset':
      return { ...words.passwordReset({ company: name }), facts: [] };
    case 'email_changed':
      return { ...words.emailChanged({ company: name }), facts: [] };
    case 'intervention_requested':
      return requestedContent(row, requests, recipient, company.types);
  }
}

/** Whose, and what of theirs where it is not the whole. */
const linkLabel = ({ customerName, scope }: LinkSubject, words: MailWords): string => {
  const customer = oneLine(customerName, 80);
  const part = scope.kind === 'intervention' ? words.intervention(scope.name) : oneLine(scope.name, 80);
  return scope.kind === 'customer' || part === '' ? customer : `${customer} – ${part}`;
};

function requestedContent(
  { count }: MailRow,
  requests: InterventionSubject[],
  recipient: Recipient,
  types: MailContext['company']['types'],
): Content | null {
  const words = mailWords[recipient.lang];
  const [first] = requests;
  if (!first) return null;
  if (count > 1)
    return {
      ...words.interventionsRequested({ count, named: requests.length }),
      facts: requests.map((request) => requestFact(request, recipient)),
    };
  const customer = oneLine(first.customerName, 80);
  return {
    ...words.interventionRequested({ number: first.intervention.number, customer }),
    facts: interventionFacts(first, recipient, types),
  };
}

/** One of several requests: enough to see which it is. */
const requestFact = (
  { intervention, customerName }: InterventionSubject,
  { lang }: Recipient,
): Letter['facts'][number] => ({
  name: mailWords[lang].request({ number: intervention.number, customer: oneLine(customerName, 80) }),
  value: oneLine(intervention.description) || '…',
});

const linkFacts = ({ link, scope }: LinkSubject, company: string, { lang }: Recipient, timeZone: string) => ({
  company,
  scope: { kind: scope.kind, name: oneLine(scope.name, 80) },
  until: new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(new Date(link.expiresAt)),
  asked: link.createdBy === null,
});

function interventionFacts(
  { intervention, siteName }: InterventionSubject,
  { lang }: Recipient,
  types: MailContext['company']['types'],
): Letter['facts'] {
  const { facts: names } = mailWords[lang];
  const { address, contact, description } = intervention;
  const type = types.find(({ key }) => key === intervention.type)?.label[lang] ?? '';
  return [
    { name: names.description, value: severalLines(description) },
    { name: names.type, value: oneLine(type) },
    { name: names.site, value: oneLine(siteName ?? '') },
    { name: names.address, value: addressLines(address) },
    {
      name: names.contact,
      value: [contact.name, contact.phone, contact.email]
        .map((line) => oneLine(line))
        .filter(Boolean)
        .join('\n'),
    },
  ];
}

const addressLines = ({ line1, line2, postalCode, city }: Address): string =>
  [line1, line2, `${postalCode} ${city}`]
    .map((line) => oneLine(line))
    .filter(Boolean)
    .join('\n');
