import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import {
  contactRight,
  type Body,
  type ChangeKindOf,
  type Contact,
  type ContactRight,
  type customerApi,
} from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { RowOf, Written } from '../batch.ts';
import { byExternalId, differences, lockRow, insertRow, isEmpty, unlessTaken, updateRow } from '../edit.ts';
import { fold } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { revokeLinksOf } from '../link/link.revocation.ts';
import { assertBelowLimit } from '../limits.ts';
import { notFound, refused, stale } from '../problem.ts';
import { phoneNumber } from '../phone.ts';
import { endPortalSessions } from '../session/session.revocation.ts';
import { one, prepared, type Reader, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { touchWrittenBy } from '../work/message.named.ts';
import { langOf } from './contact.lang.ts';
import { lookUpContact } from './contact.lookup.ts';
import { mainContact, noLongerMain, ofCustomer } from './contact.main.ts';
import { customerByExternalId, findCustomer, type CustomerRow } from './customer.find.ts';
import { contacts } from './customer.reach.ts';
import { reindexCustomer } from './customer.search.ts';
import { contactAudience } from './customer.audience.ts';

type Api = typeof customerApi;
type ContactFields = Body<Api['POST /customers/:customerId/contacts']>;
type ContactChange = Body<Api['PATCH /contacts/:contactId']>;
type ContactWrite = RowOf<Api['POST /contacts/batch']>;
export type ContactRow = Schema['contacts']['$inferSelect'];

export const fullName = (firstName: string, lastName: string): string =>
  [firstName, lastName].filter((part) => part.trim() !== '').join(' ');

export const contactView = (row: ContactRow): Contact => ({
  id: row.id,
  customerId: row.customerId,
  firstName: row.firstName,
  lastName: row.lastName,
  name: row.name,
  email: row.email,
  phone: row.phone,
  lang: row.lang,
  main: row.main,
  rights: row.rights,
  externalId: row.externalId,
  version: row.version,
});

/** However often and in whatever order they are named. */
const inOrder = (rights: readonly ContactRight[]): ContactRight[] =>
  contactRight.options.filter((right) => rights.includes(right));

/** The contacts of a customer, the main one first. */
export const contactsOf = (db: Reader, t: Schema, companyId: string, customerId: string) =>
  prepared(db, 'contact.ofCustomer', (ph) =>
    db
      .select()
      .from(t.contacts)
      .where(
        and(
          eq(t.contacts.companyId, ph('companyId')),
          eq(t.contacts.customerId, ph('customerId')),
          isNull(t.contacts.removedAt),
        ),
      )
      .orderBy(desc(t.contacts.main), asc(t.contacts.id)),
  )({ companyId, customerId });

/** Adds a contact to a customer. Raises 404 `not-found`, 409 `limit-reached`, 422 naming the field. */
export function* addContactTo(tx: Tx, viewer: Viewer, customerId: string, fields: ContactFields): Work<Contact> {
  const customer = yield* findCustomer(tx, viewer, customerId);
  return contactView(yield* addContact(tx, viewer, customer, fields));
}

/** `path` is where the fields lie in what was sent. */
export const addContact = (
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  fields: ContactFields,
  path = '',
): Work<ContactRow> => unlessTaken(insertContact(tx, viewer, customer, fields, path), path);

function* insertContact(
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  fields: ContactFields,
  path = '',
): Work<ContactRow> {
  const phone = phoneNumber(`${path}phone`, fields.phone, customer.address.country);
  const lang = fields.lang ?? (yield* langOf(tx, customer.companyId));
  yield* assertBelowLimit(tx, 'contacts', ofCustomer(tx, customer.companyId, customer.id));
  let first = yield* mainContact(tx, customer);
  if (fields.main || !first) {
    yield* lockRow(tx, 'customers', customer.companyId, customer.id);
    first = yield* mainContact(tx, customer);
  }
  const row: ContactRow = {
    id: newId(),
    companyId: customer.companyId,
    customerId: customer.id,
    ...fields,
    name: fullName(fields.firstName, fields.lastName),
    emailFolded: fold(fields.email),
    phone,
    lang,
    main: fields.main || !first,
    rights: inOrder(fields.rights),
    externalId: fields.externalId ?? null,
    createdAt: now(),
    removedAt: null,
    version: 1,
  };
  if (row.main && first) yield* passOn(tx, viewer, row);
  yield* insertRow(tx, 'contacts', row);
  yield* lookUpContact(tx, null, row);
  yield* reindexCustomer(tx, customer, row.main && (phone !== '' || first !== undefined));
  yield* tell(tx, viewer, 'contact.created', row);
  return row;
}

/**
 * Changes a contact. A new e-mail address ends what was mailed to the old one, and what the company's own pages opened;
 * whatever stays open is looked at again, and has the rights that they have now.
 * Raises 404 `not-found`, 412 `stale`, 422 naming the field.
 */
export function* changeContact(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  change: ContactChange,
): Work<Contact> {
  const before = yield* findContact(tx, viewer, id);
  if (before.version !== version) throw stale();
  const customer = yield* findCustomer(tx, viewer, before.customerId);
  return contactView(yield* unlessTaken(updateContact(tx, viewer, customer, before, change)));
}

function* updateContact(
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  before: ContactRow,
  { phone, main, rights, ...fields }: ContactChange,
): Work<ContactRow> {
  // There is always one whom links are sent to first: it changes by choosing another.
  if (before.main && main === false) throw refused('main', 'required');
  const change = differences(before, {
    ...fields,
    main,
    rights: rights && inOrder(rights),
    name: fullName(fields.firstName ?? before.firstName, fields.lastName ?? before.lastName),
    emailFolded: fold(fields.email ?? before.email),
    phone: phone === undefined ? undefined : phoneNumber('phone', phone, customer.address.country),
  });
  if (isEmpty(change)) return before;
  if (change.main) {
    yield* lockRow(tx, 'customers', customer.companyId, customer.id);
    yield* passOn(tx, viewer, before);
  }
  const after = yield* updateRow(tx, 'contacts', before, change);
  yield* lookUpContact(tx, before, after);
  if (change.email !== undefined) {
    yield* revokeLinksOf(tx, principalOf(viewer), after.companyId, { contactId: after.id }, 'mailed');
    yield* endPortalSessions(tx, after.companyId, { contactId: after.id });
  }
  if (change.name !== undefined) yield* touchWrittenBy(tx, 'contactId', after);
  const byPhone = change.phone !== undefined || Boolean(change.main);
  if (byPhone || change.name !== undefined || change.email !== undefined)
    yield* reindexCustomer(tx, customer, after.main && byPhone);
  yield* tell(
    tx,
    viewer,
    'contact.changed',
    after,
    Object.keys(change).filter((name) => name !== 'emailFolded'),
  );
  return after;
}

/** Removes a contact; their links and sessions end with it. Raises 404 `not-found`. */
export function* removeContact(tx: Tx, viewer: Viewer, id: string): Work<void> {
  const { contacts } = tx.t;
  const { customerId } = yield* findContact(tx, viewer, id);
  yield* lockRow(tx, 'customers', viewer.companyId, customerId);
  const contact = yield* findContact(tx, viewer, id);
  const removed = yield* one(
    tx
      .update(contacts)
      // The company may use its identifier again, for somebody else.
      .set({ removedAt: now(), main: false, externalId: null, version: sql`${contacts.version} + 1` })
      .where(and(eq(contacts.companyId, viewer.companyId), eq(contacts.id, id), isNull(contacts.removedAt)))
      .returning(),
  );
  if (!removed) throw notFound();
  // Their e-mail and telephone number may have become others since they were read.
  yield* lookUpContact(tx, { ...removed, removedAt: null }, removed);
  const next = yield* one(
    tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(ofCustomer(tx, contact.companyId, contact.customerId))
      .orderBy(asc(contacts.id))
      .limit(1),
  );
  if (contact.main && next) {
    const main = yield* one(
      tx
        .update(contacts)
        .set({ main: true })
        .where(and(eq(contacts.companyId, viewer.companyId), eq(contacts.id, next.id)))
        .returning(),
    );
    if (main) yield* tell(tx, viewer, 'contact.changed', main, ['main']);
  }
  yield* revokeLinksOf(tx, principalOf(viewer), contact.companyId, { contactId: id }, 'all');
  yield* endPortalSessions(tx, contact.companyId, { contactId: id });
  yield* reindexCustomer(tx, { companyId: contact.companyId, id: customerId }, contact.main);
  yield* tell(tx, viewer, 'contact.removed', removed);
}

/** Another is the main contact now. Whoever was reaches less of a person's, so that their sessions are looked at again. */
function* passOn(tx: Tx, viewer: Viewer, to: Pick<ContactRow, 'id' | 'companyId' | 'customerId'>): Work<void> {
  for (const was of yield* noLongerMain(tx, to)) yield* tell(tx, viewer, 'contact.changed', was, ['main']);
}

/** One row of a bulk write: creates the contact with this `externalId`, or changes what the row names. */
export function* writeContact(tx: Tx, viewer: Viewer, { customerExternalId, ...row }: ContactWrite): Work<Written> {
  const customer = yield* customerByExternalId(tx, viewer, customerExternalId, 'customerExternalId');
  if (!customer) throw refused('customerExternalId', 'unknown-reference');
  const before = yield* byExternalId(tx, viewer, contacts, row.externalId);
  if (before) {
    // Links and sessions stand for a person of one customer: they would open another's.
    if (before.customerId !== customer.id) throw refused('customerExternalId', 'of-another-customer');
    const after = yield* updateContact(tx, viewer, customer, before, row);
    return { outcome: after === before ? 'unchanged' : 'updated', id: after.id };
  }
  if (row.lastName === undefined) throw refused('lastName', 'required');
  const created = yield* insertContact(tx, viewer, customer, {
    firstName: '',
    email: '',
    phone: '',
    main: false,
    rights: contactRight.options,
    ...row,
    lastName: row.lastName,
  });
  return { outcome: 'created', id: created.id };
}

function* findContact(tx: Tx, viewer: Viewer, id: string): Work<ContactRow> {
  const { t } = tx;
  const scope = scopeOf(viewer, contacts);
  const found = yield* one(
    prepared(tx, `contact.find:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.contacts)
        .where(and(scope.where(t, ph), eq(t.contacts.id, ph('id')), isNull(t.contacts.removedAt))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  return found;
}

const tell = (
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'contact'>,
  { id, companyId }: ContactRow,
  fields: string[] = [],
): Work<void> =>
  append(tx, {
    companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'contact', id },
    audience: contactAudience({ id }),
    fields,
  });
