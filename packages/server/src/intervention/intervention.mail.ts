/** A request, mailed to those in charge; those that follow one another are put into one mail. */
import type { Address, InterventionType, Lang } from '@parvis/sdk/contract';
import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { requests } from '../delivery/coalesce.ts';
import { mail, type Content, type MailRow, type NewMail, type Recipient } from '../delivery/mail.ts';
import type { ComposedMail } from '../delivery/render.ts';
import { oneLine, severalLines } from '../delivery/text.ts';
import { isKept } from '../work/put-away.reach.ts';
import type { Entry } from '../journal/journal.ts';
import { isRow, one, rows, type Schema, type Store, type Tx, type Work } from '../store/store.ts';

export interface InterventionSubject {
  intervention: Schema['interventions']['$inferSelect'];
  customerName: string;
  siteName: string | null;
}

export const requestMail = mail<InterventionSubject>({
  trigger: {
    by: ['intervention.created'],
    where: ({ actor }) => actor.startsWith('contact:'),
    to: toThoseInCharge,
  },
  coalesces: requests,
  read: readInterventions,
  obstacle({ subjects }, { active }) {
    // An address that nobody has proven to be theirs hears nothing of customers.
    if (!active) return 'not-active';
    return subjects.length > 0 ? null : 'subject-gone';
  },
  maskedUrl: ({ row }, { url }) => requestsUrl(url, row),
  urls: async ({ config }, { row }) => [requestsUrl(config.url, row)],
  say({ row: { count }, subjects, company }, recipient) {
    const said = texts[recipient.lang];
    const [first] = subjects;
    if (!first) return null;
    if (count > 1)
      return {
        ...said.requests({ count, named: subjects.length }),
        facts: subjects.map((request) => requestFact(request, recipient)),
      };
    const customer = oneLine(first.customerName, 80);
    return {
      ...said.request({ number: first.intervention.number, customer }),
      facts: interventionFacts(first, recipient, company.types),
    };
  },
});

/** The desk, open at the request, or where all that are to be scheduled wait. */
const requestsUrl = (url: string, { count, subjectId }: MailRow): string =>
  count === 1 ? `${url}/desk#/interventions/${subjectId}` : `${url}/desk#/inbox`;

/** A request reaches the administrators, and whom it was given to; never its author. */
export function* toThoseInCharge(tx: Tx, { companyId, subjectId, actor }: Entry): Work<NewMail[]> {
  const { interventions, members } = tx.t;
  const asked = yield* one(
    tx
      .select({ customerId: interventions.customerId, assigneeId: interventions.assigneeId })
      .from(interventions)
      .where(isRow(interventions, companyId, subjectId)),
  );
  if (!asked) return [];
  const { customerId, assigneeId } = asked;
  const found = yield* rows(
    tx
      .select({ id: members.id })
      .from(members)
      .where(
        and(
          eq(members.companyId, companyId),
          eq(members.status, 'active'),
          assigneeId === null ? eq(members.role, 'admin') : or(eq(members.role, 'admin'), eq(members.id, assigneeId)),
        ),
      ),
  );
  return found
    .map(({ id }) => `member:${id}` as const)
    .filter((recipient) => recipient !== actor)
    .map((recipient) => ({ recipient, subjectId, customerId }));
}

export async function readInterventions(
  { read, t }: Store,
  companyId: string,
  ids: string[],
): Promise<Map<string, InterventionSubject>> {
  const { interventions, customers, sites } = t;
  const found = await read
    .select({ intervention: interventions, customerName: customers.name, siteName: sites.name })
    .from(interventions)
    .innerJoin(customers, isRow(customers, companyId, interventions.customerId))
    .leftJoin(sites, isKept(sites, companyId, interventions.siteId))
    // Of what is in the bin nobody hears.
    .where(and(eq(interventions.companyId, companyId), inArray(interventions.id, ids), isNull(interventions.binnedAt)));
  return new Map(found.map((subject) => [subject.intervention.id, subject]));
}

/** One of several requests: enough to see which it is. */
const requestFact = (
  { intervention, customerName }: InterventionSubject,
  { lang }: Recipient,
): ComposedMail['facts'][number] => ({
  name: texts[lang].named({ number: intervention.number, customer: oneLine(customerName, 80) }),
  value: oneLine(intervention.description) || '…',
});

function interventionFacts(
  { intervention, siteName }: InterventionSubject,
  { lang }: Recipient,
  types: InterventionType[],
): ComposedMail['facts'] {
  const { facts: names } = texts[lang];
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

export const addressLines = ({ line1, line2, postalCode, city }: Address): string =>
  [line1, line2, `${postalCode} ${city}`]
    .map((line) => oneLine(line))
    .filter(Boolean)
    .join('\n');

interface RequestTexts {
  request(facts: { number: number; customer: string }): Content;
  /** Several in one mail, which names so many of them. */
  requests(facts: { count: number; named: number }): Content;
  /** What one of several requests is called. */
  named(facts: { number: number; customer: string }): string;
  facts: Record<'site' | 'address' | 'type' | 'contact' | 'description', string>;
}

const fr: RequestTexts = {
  request: ({ number, customer }) => ({
    subject: `Nouvelle demande n° ${number} – ${customer}`,
    paragraphs: [`${customer} demande une intervention. Elle vous attend dans « À planifier ».`],
    button: 'Voir la demande',
    notes: [],
  }),
  requests: ({ count, named }) => ({
    subject: `${count} nouvelles demandes`,
    paragraphs: [`${count} demandes d’intervention sont arrivées. Elles vous attendent dans « À planifier ».`],
    button: 'Voir les demandes',
    notes: [
      ...(count > named ? [count - named === 1 ? 'Et 1 autre.' : `Et ${count - named} autres.`] : []),
      'Les demandes qui se suivent sont réunies dans un seul message.',
    ],
  }),
  named: ({ number, customer }) => `N° ${number} – ${customer}`,
  facts: {
    site: 'Site',
    address: 'Adresse',
    type: 'Type',
    contact: 'Interlocuteur',
    description: 'Description',
  },
};

const en: RequestTexts = {
  request: ({ number, customer }) => ({
    subject: `New request no. ${number} – ${customer}`,
    paragraphs: [`${customer} asks for an intervention. It waits for you under “To schedule”.`],
    button: 'See the request',
    notes: [],
  }),
  requests: ({ count, named }) => ({
    subject: `${count} new requests`,
    paragraphs: [`${count} requests for an intervention have come in. They wait for you under “To schedule”.`],
    button: 'See the requests',
    notes: [
      ...(count > named ? [count - named === 1 ? 'And 1 other.' : `And ${count - named} others.`] : []),
      'Requests that follow one another are gathered into one mail.',
    ],
  }),
  named: ({ number, customer }) => `No. ${number} – ${customer}`,
  facts: {
    site: 'Site',
    address: 'Address',
    type: 'Type',
    contact: 'Contact',
    description: 'Description',
  },
};

const texts: Record<Lang, RequestTexts> = { fr, en };
