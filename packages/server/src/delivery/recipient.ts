/** To whom mails go, as they are when one leaves or is looked at. */
import { and, eq, inArray } from 'drizzle-orm';
import { isRow, type Store } from '../store/store.ts';
import type { Recipient } from './mail.ts';

/** By principal: members, contacts and stakeholders, who may be gone. One query for each table, however many. */
export async function readRecipients(
  store: Store,
  companyId: string,
  principals: readonly string[],
): Promise<ReadonlyMap<string, Recipient>> {
  const idsOf = (kind: 'contact' | 'stakeholder' | 'member') =>
    principals.map((each) => each.split(':')).flatMap(([of, id]) => (of === kind && id ? [id] : []));
  const [contacts, stakeholders, members, choices] = await Promise.all([
    readContacts(store, companyId, idsOf('contact')),
    readStakeholders(store, companyId, idsOf('stakeholder')),
    readMembers(store, companyId, idsOf('member')),
    readChoices(store, companyId, principals),
  ]);
  const people = [...contacts, ...stakeholders, ...members];
  return new Map(people.map(([principal, person]) => [principal, { ...person, ...usual, ...choices.get(principal) }]));
}

type Chosen = Pick<Recipient, 'messages' | 'secretHash'>;
type Somebody = Omit<Recipient, keyof Chosen>;

/** Of who has chosen nothing, and was mailed nothing that could be stopped. */
const usual: Chosen = { messages: 'all', secretHash: null };

async function readChoices({ read, t }: Store, companyId: string, principals: readonly string[]) {
  const { principal, messages, secretHash } = t.notifications;
  const found = await read
    .select({ principal, chosen: { messages, secretHash } })
    .from(t.notifications)
    .where(and(eq(t.notifications.companyId, companyId), inArray(principal, [...principals])));
  return new Map(found.map((each) => [each.principal, each.chosen]));
}

async function readContacts({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Somebody][]> {
  if (ids.length === 0) return [];
  const { contacts, customers } = t;
  const found = await read
    .select({ contact: contacts, binnedAt: customers.binnedAt })
    .from(contacts)
    .innerJoin(customers, isRow(customers, companyId, contacts.customerId))
    .where(and(eq(contacts.companyId, companyId), inArray(contacts.id, ids)));
  return found.map(({ contact: { id, name, firstName, email, lang, removedAt }, binnedAt }) => [
    `contact:${id}`,
    { name, firstName, email, lang, gone: removedAt !== null || binnedAt !== null, active: true },
  ]);
}

async function readStakeholders({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Somebody][]> {
  if (ids.length === 0) return [];
  const { stakeholders } = t;
  const found = await read
    .select()
    .from(stakeholders)
    .where(and(eq(stakeholders.companyId, companyId), inArray(stakeholders.id, ids)));
  return found.map(({ id, name, email, lang, removedAt }) => [
    `stakeholder:${id}`,
    { name, firstName: '', email, lang, gone: removedAt !== null, active: true },
  ]);
}

async function readMembers({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Somebody][]> {
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
