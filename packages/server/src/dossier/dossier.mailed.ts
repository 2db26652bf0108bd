/** To whom what others add to a dossier is mailed. */
import { and, eq, exists, inArray, isNotNull, isNull, ne, notExists, or, type SQL } from 'drizzle-orm';
import { partsOf } from '../access/parts.ts';
import { rightsOf } from '../access/rights.ts';
import type { NewMail } from '../delivery/mail.ts';
import { isRow, rows, type Reader, type Schema, type Store, type Tx, type Work } from '../store/store.ts';

/** Who hears of one dossier by mail: by principal, whose contact they are. */
export type Mailed = ReadonlyMap<NewMail['recipient'], { customerId: string | null }>;

interface Of {
  companyId: string;
  dossierIds: string[];
}

/**
 * Those of each dossier: of the company its administrators, and whoever work in it was given to; the contacts of its customers who
 * reach it; its stakeholders. People from outside where the portal shows them messages, and unless all their links were revoked:
 * whoever was shut out is not let in by a mail.
 */
export function* mailedOf(tx: Tx, of: Of): Work<ReadonlyMap<string, Mailed>> {
  return byDossier({
    company: yield* rows(companyOf(tx, tx.t, of)),
    contacts: yield* rows(contactsOf(tx, tx.t, of)),
    stakeholders: yield* rows(stakeholdersOf(tx, tx.t, of)),
    members: yield* rows(membersOf(tx, tx.t, of)),
    work: yield* rows(workOf(tx, tx.t, of)),
    of,
  });
}

/** The same, read when a mail leaves or is looked at. */
export async function readMailed({ read, t }: Store, of: Of): Promise<ReadonlyMap<string, Mailed>> {
  const [company, contacts, stakeholders, members, work] = await Promise.all([
    companyOf(read, t, of),
    contactsOf(read, t, of),
    stakeholdersOf(read, t, of),
    membersOf(read, t, of),
    workOf(read, t, of),
  ]);
  return byDossier({ company, contacts, stakeholders, members, work, of });
}

type Found<Query extends (...args: never[]) => PromiseLike<unknown>> = Awaited<ReturnType<Query>>;

interface Everybody {
  company: Found<typeof companyOf>;
  contacts: Found<typeof contactsOf>;
  stakeholders: Found<typeof stakeholdersOf>;
  members: Found<typeof membersOf>;
  work: Found<typeof workOf>;
  of: Of;
}

function byDossier({ company: [company], contacts, stakeholders, members, work, of }: Everybody) {
  const found = new Map(
    of.dossierIds.map((id) => [id, new Map<NewMail['recipient'], { customerId: string | null }>()]),
  );
  if (!company) return found;
  const active = new Set(members.map(({ id }) => id));
  for (const { id, role, rights } of members)
    if (role === 'admin' && rightsOf(role, rights).has('see_all'))
      for (const mailed of found.values()) mailed.set(`member:${id}`, { customerId: null });
  for (const { dossierId, assigneeId } of work)
    if (active.has(assigneeId ?? '')) found.get(dossierId ?? '')?.set(`member:${assigneeId}`, { customerId: null });
  for (const { dossierId, id, customerId, overrides } of contacts)
    if (partsOf(company.options, overrides).has('messages')) found.get(dossierId)?.set(`contact:${id}`, { customerId });
  for (const { dossierId, id } of stakeholders)
    if (company.options.messages) found.get(dossierId)?.set(`stakeholder:${id}`, { customerId: null });
  return found;
}

const companyOf = (db: Reader, { companies }: Schema, { companyId }: Of) =>
  db.select({ options: companies.options }).from(companies).where(eq(companies.id, companyId));

const contactsOf = (db: Reader, t: Schema, { companyId, dossierIds }: Of) => {
  const { contacts, customers, dossierParticipants: p, links } = t;
  return db
    .select({ dossierId: p.dossierId, id: contacts.id, customerId: contacts.customerId, overrides: customers.options })
    .from(p)
    .innerJoin(customers, and(isRow(customers, companyId, p.customerId), isNull(customers.binnedAt)))
    .innerJoin(contacts, and(eq(contacts.companyId, companyId), eq(contacts.customerId, customers.id)))
    .where(
      and(
        eq(p.companyId, companyId),
        inArray(p.dossierId, dossierIds),
        // As `reachesDossiers` has it: of a person, the main contact alone.
        or(eq(customers.kind, 'organization'), eq(contacts.main, true)),
        isNull(contacts.removedAt),
        ne(contacts.email, ''),
        isLetIn(db, t, companyId, eq(links.contactId, contacts.id)),
      ),
    );
};

const stakeholdersOf = (db: Reader, t: Schema, { companyId, dossierIds }: Of) => {
  const { stakeholders, links } = t;
  return db
    .select({ dossierId: stakeholders.dossierId, id: stakeholders.id })
    .from(stakeholders)
    .where(
      and(
        eq(stakeholders.companyId, companyId),
        inArray(stakeholders.dossierId, dossierIds),
        isNull(stakeholders.removedAt),
        isLetIn(db, t, companyId, eq(links.stakeholderId, stakeholders.id)),
      ),
    );
};

/** Had no link yet, or one that was not revoked. */
const isLetIn = (db: Reader, { links }: Schema, companyId: string, theirs: SQL) => {
  const linkWhere = (more?: SQL) =>
    db
      .select({ id: links.id })
      .from(links)
      .where(and(eq(links.companyId, companyId), theirs, more));
  return or(notExists(linkWhere()), exists(linkWhere(isNull(links.revokedAt))));
};

const membersOf = (db: Reader, { members }: Schema, { companyId }: Of) =>
  db
    .select({ id: members.id, role: members.role, rights: members.rights })
    .from(members)
    .where(and(eq(members.companyId, companyId), eq(members.status, 'active')));

const workOf = (db: Reader, { interventions: i }: Schema, { companyId, dossierIds }: Of) =>
  db
    .selectDistinct({ dossierId: i.dossierId, assigneeId: i.assigneeId })
    .from(i)
    .where(
      and(eq(i.companyId, companyId), inArray(i.dossierId, dossierIds), isNull(i.binnedAt), isNotNull(i.assigneeId)),
    );
