/** What a mail tells of, read when it leaves or is looked at: the outbox itself holds ids alone. */
import type { Lang, Scope } from '@parvis/sdk/contract';
import { and, eq, inArray } from 'drizzle-orm';
import { isRow, type Schema, type Store } from '../store/store.ts';

export type MailRow = Schema['outbox']['$inferSelect'];
type LinkRow = Schema['links']['$inferSelect'];
type CompanyRow = Schema['companies']['$inferSelect'];
type InterventionRow = Schema['interventions']['$inferSelect'];

export interface Recipient {
  name: string;
  firstName: string;
  email: string;
  lang: Lang;
  /** A removed contact, a deactivated member: nothing is mailed to them any more. */
  gone: boolean;
  /** A member who has chosen a password. */
  active: boolean;
}

export interface LinkSubject {
  link: LinkRow;
  /** What its scope is called, when it is not the whole customer. */
  scope: { kind: Scope['kind']; name: string };
  customerName: string;
}

export interface InterventionSubject {
  intervention: InterventionRow;
  customerName: string;
  siteName: string | null;
}

export interface MailContext {
  row: MailRow;
  company: CompanyRow;
  /** Null when no row bears that id, which only a hand in the database can bring about. */
  recipient: Recipient | null;
  link: LinkSubject | null;
  /** All links of the mail, that one first. */
  links: LinkSubject[];
  /** The requests that it names. */
  requests: InterventionSubject[];
}

/** Of one company. One query for each table, however many mails. */
export async function readContexts(store: Store, companyId: string, mails: readonly MailRow[]): Promise<MailContext[]> {
  if (mails.length === 0) return [];
  const { read, t } = store;
  const idsOf = (kind: 'contact' | 'member' | 'former') =>
    mails.map(({ recipient }) => recipient.split(':')).flatMap(([of, id]) => (of === kind && id ? [id] : []));
  const linksOf = ({ kind, subjectId, gathered }: MailRow) => (kind === 'link' ? [subjectId, ...gathered] : []);
  const requestsOf = ({ kind, subjectId, gathered }: MailRow) =>
    kind === 'intervention_requested' ? [subjectId, ...gathered] : [];
  const [[company], contacts, members, links, interventions] = await Promise.all([
    read.select().from(t.companies).where(eq(t.companies.id, companyId)),
    readContacts(store, companyId, idsOf('contact')),
    readMembers(store, companyId, [...idsOf('member'), ...idsOf('former')]),
    readLinks(store, companyId, mails.flatMap(linksOf)),
    readInterventions(store, companyId, mails.flatMap(requestsOf)),
  ]);
  if (!company) return [];
  const recipients = new Map([...contacts, ...members]);
  return mails.map((row) => ({
    row,
    company,
    recipient: recipientOf(row, recipients),
    link: links.get(row.subjectId) ?? null,
    links: linksOf(row).flatMap((id) => links.get(id) ?? []),
    requests: requestsOf(row).flatMap((id) => interventions.get(id) ?? []),
  }));
}

function recipientOf({ recipient, address }: MailRow, known: ReadonlyMap<string, Recipient>): Recipient | null {
  const person = known.get(recipient.replace(/^former:/, 'member:'));
  if (!person) return null;
  if (!recipient.startsWith('former:')) return person;
  // Whose address it is now is not known: it may be a stranger's, to whom nobody is named.
  return { ...person, name: '', firstName: '', email: address ?? '' };
}

async function readContacts({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Recipient][]> {
  if (ids.length === 0) return [];
  const { contacts } = t;
  const found = await read
    .select()
    .from(contacts)
    .where(and(eq(contacts.companyId, companyId), inArray(contacts.id, ids)));
  return found.map(({ id, name, firstName, email, lang, removedAt }) => [
    `contact:${id}`,
    { name, firstName, email, lang, gone: removedAt !== null, active: true },
  ]);
}

async function readMembers({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Recipient][]> {
  if (ids.length === 0) return [];
  const { members } = t;
  const found = await read
    .select()
    .from(members)
    .where(and(eq(members.companyId, companyId), inArray(members.id, ids)));
  return found.map(({ id, name, firstName, email, lang, status }) => [
    `member:${id}`,
    { name, firstName, email, lang, gone: status === 'deactivated', active: status === 'active' },
  ]);
}

async function readLinks({ read, t }: Store, companyId: string, ids: string[]): Promise<Map<string, LinkSubject>> {
  if (ids.length === 0) return new Map();
  const { links, customers, sites, interventions } = t;
  const found = await read
    .select({
      link: links,
      customerName: customers.name,
      siteName: sites.name,
      interventionNumber: interventions.number,
    })
    .from(links)
    .innerJoin(customers, isRow(customers, companyId, links.customerId))
    .leftJoin(sites, and(eq(links.scopeKind, 'site'), isRow(sites, companyId, links.scopeId)))
    .leftJoin(interventions, and(eq(links.scopeKind, 'intervention'), isRow(interventions, companyId, links.scopeId)))
    .where(and(eq(links.companyId, companyId), inArray(links.id, ids)));
  return new Map(
    found.map(({ link, customerName, siteName, interventionNumber }) => [
      link.id,
      { link, customerName, scope: { kind: link.scopeKind, name: siteName ?? String(interventionNumber ?? '') } },
    ]),
  );
}

async function readInterventions(
  { read, t }: Store,
  companyId: string,
  ids: string[],
): Promise<Map<string, InterventionSubject>> {
  if (ids.length === 0) return new Map();
  const { interventions, customers, sites } = t;
  const found = await read
    .select({ intervention: interventions, customerName: customers.name, siteName: sites.name })
    .from(interventions)
    .innerJoin(customers, isRow(customers, companyId, interventions.customerId))
    .leftJoin(sites, isRow(sites, companyId, interventions.siteId))
    .where(and(eq(interventions.companyId, companyId), inArray(interventions.id, ids)));
  return new Map(found.map((subject) => [subject.intervention.id, subject]));
}
