/** What a mail tells of, read when it leaves or is looked at: the outbox itself holds ids alone. */
import type { MailKind } from '@parvis/sdk/contract';
import { and, eq, inArray } from 'drizzle-orm';
import { isRow, type Store } from '../store/store.ts';
import type { DeliveryServices, Mail, MailOf, MailRow, Recipient } from './mail.ts';

export interface MailContext extends MailOf<unknown> {
  /** As it is declared. */
  mail: Mail;
  /** Null when no row bears that id, which only a hand in the database can bring about. */
  recipient: Recipient | null;
}

/** Of one company. One query for each table, however many mails. */
export async function readContexts(
  { store, features }: Pick<DeliveryServices, 'store' | 'features'>,
  companyId: string,
  mails: readonly MailRow[],
): Promise<MailContext[]> {
  if (mails.length === 0) return [];
  const { read, t } = store;
  const idsOf = (kind: 'contact' | 'stakeholder' | 'member' | 'former') =>
    mails.map(({ recipient }) => recipient.split(':')).flatMap(([of, id]) => (of === kind && id ? [id] : []));
  const kinds = [...Map.groupBy(mails, ({ kind }) => kind)];
  const [[company], contacts, stakeholders, members, known] = await Promise.all([
    read.select().from(t.companies).where(eq(t.companies.id, companyId)),
    readContacts(store, companyId, idsOf('contact')),
    readStakeholders(store, companyId, idsOf('stakeholder')),
    readMembers(store, companyId, [...idsOf('member'), ...idsOf('former')]),
    Promise.all(
      kinds.map(async ([kind, some]): Promise<[MailKind, ReadonlyMap<string, unknown>]> => [
        kind,
        (await features.mails[kind].read?.(store, companyId, some.flatMap(subjectsOf))) ?? new Map<string, unknown>(),
      ]),
    ),
  ]);
  if (!company) return [];
  const recipients = new Map([...contacts, ...stakeholders, ...members]);
  const subjects = new Map(known);
  return mails.map((row) => {
    const found = subjects.get(row.kind)!;
    return {
      row,
      company,
      mail: features.mails[row.kind],
      recipient: recipientOf(row, recipients),
      subject: found.get(row.subjectId) ?? null,
      subjects: subjectsOf(row).flatMap((id) => found.get(id) ?? []),
    };
  });
}

const subjectsOf = ({ subjectId, gathered }: MailRow): string[] => [subjectId, ...gathered];

function recipientOf({ recipient, address }: MailRow, known: ReadonlyMap<string, Recipient>): Recipient | null {
  const person = known.get(recipient.replace(/^former:/, 'member:'));
  if (!person) return null;
  if (!recipient.startsWith('former:')) return person;
  // Whose address it is now is not known: it may be a stranger's, to whom nobody is named.
  return { ...person, name: '', firstName: '', email: address ?? '' };
}

async function readContacts({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Recipient][]> {
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

async function readStakeholders({ read, t }: Store, companyId: string, ids: string[]): Promise<[string, Recipient][]> {
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
