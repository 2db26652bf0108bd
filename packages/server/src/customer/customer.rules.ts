import { and, eq, sql } from 'drizzle-orm';
import type { Body, Customer, CustomerSummary, customerApi, File } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { RowOf, Written } from '../batch.ts';
import { differences, insertRow, isEmpty, lockRow, unlessTaken, updateRow } from '../edit.ts';
import { claimFiles, fileView, filesHeldBy, readFilesHeldBy, type FileRow } from '../files/files.rules.ts';
import { sortKey } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { notFound, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, prepared, rows, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { addContact, contactsOf, contactView, fullName } from './contact.rules.ts';
import { customerByExternalId, findCustomer, type CustomerRow } from './customer.find.ts';
import { customers } from './customer.reach.ts';
import { indexCustomer, reindexCustomer } from './customer.search.ts';
import { customerAudience } from './customer.audience.ts';
import { binnableCustomer } from './customer.bin.ts';
import { touchDossiersOf } from '../work/dossier.named.ts';
import { notPutAway } from '../work/put-away.columns.ts';
import { findToPutAway, putAway, type PutAway } from '../work/put-away.ts';

type Api = typeof customerApi;
type NewCustomer = Body<Api['POST /customers']>;
type CustomerChange = Body<Api['PATCH /customers/:customerId']>;
type CustomerWrite = RowOf<Api['POST /customers/batch']>;
type CustomerFields = Omit<NewCustomer, 'contact'>;
type ContactRow = Schema['contacts']['$inferSelect'];

export const summaryView = ({
  id,
  number,
  kind,
  name,
  status,
  address,
  createdAt,
}: CustomerSummary): CustomerSummary => ({
  id,
  number,
  kind,
  name,
  status,
  address,
  createdAt,
});

const view = (
  s: Services,
  viewer: Viewer,
  row: CustomerRow,
  contacts: ContactRow[],
  attachments: FileRow[],
): Customer => ({
  ...summaryView(row),
  firstName: row.firstName,
  lastName: row.lastName,
  extra: row.extra,
  options: row.options,
  archivedAt: row.archivedAt,
  contacts: contacts.map(contactView),
  attachments: attachments.map((file) => fileView(s, viewer, file, true)),
  externalId: row.externalId,
  version: row.version,
});

/** One customer with contacts and attachments. Raises 404 `not-found`. */
export const readCustomer = async (s: Services, viewer: Viewer, id: string): Promise<Customer> => {
  const { read, t } = s.store;
  const scope = scopeOf(viewer, customers);
  const [row] = await prepared(read, `customer.byId:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.customers)
      .where(and(scope.where(t, ph), eq(t.customers.id, ph('id')))),
  )({ ...scope.values, id });
  if (!row) throw notFound();
  const [contacts, attachments] = await Promise.all([
    contactsOf(read, t, viewer.companyId, id),
    readFilesHeldBy(s, viewer, { customerId: id, interventionId: null }),
  ]);
  return view(s, viewer, row, contacts, attachments);
};

function* viewed(s: Services, tx: Tx, viewer: Viewer, row: CustomerRow): Work<Customer> {
  const contacts = yield* rows(contactsOf(tx, tx.t, viewer.companyId, row.id));
  const attachments = yield* filesHeldBy(tx, viewer, { customerId: row.id, interventionId: null });
  return view(s, viewer, row, contacts, attachments);
}

/** Adds a customer, with a first contact if given. Raises 422 naming the field. */
export function* addCustomer(s: Services, tx: Tx, viewer: Viewer, { contact, ...fields }: NewCustomer): Work<Customer> {
  const row = yield* unlessTaken(insertCustomer(tx, viewer, fields));
  if (contact) yield* addContact(tx, viewer, row, contact, 'contact.');
  return yield* viewed(s, tx, viewer, row);
}

function* insertCustomer(tx: Tx, viewer: Viewer, fields: CustomerFields): Work<CustomerRow> {
  const { companies } = tx.t;
  const names = namesOf(fields);
  const company = yield* one(
    prepared(tx, 'customer.number', (ph) =>
      tx
        .update(companies)
        .set({ customerNumber: sql`${companies.customerNumber} + 1` })
        .where(eq(companies.id, ph('companyId')))
        .returning({ number: companies.customerNumber }),
    )({ companyId: viewer.companyId }),
  );
  const row: CustomerRow = {
    id: newId(),
    companyId: viewer.companyId,
    number: company!.number,
    ...fields,
    ...names,
    externalId: fields.externalId ?? null,
    options: {},
    ...notPutAway,
    createdAt: now(),
    version: 1,
  };
  yield* insertRow(tx, 'customers', row);
  yield* indexCustomer(tx, row);
  yield* append(tx, {
    companyId: row.companyId,
    kind: 'customer.created',
    actor: principalOf(viewer),
    subject: { type: 'customer', id: row.id },
    audience: customerAudience(row),
  });
  return row;
}

/** Changes a customer, or puts it away. Raises 404 `not-found`, 409 `in-bin`, 412 `stale`, 422 naming the field. */
export function* changeCustomer(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { archived, binned, ...change }: CustomerChange,
): Work<Customer> {
  const before = yield* findToPutAway(tx, viewer, binnableCustomer, id, { binned });
  if (before.version !== version) throw stale();
  const changed = yield* unlessTaken(updateCustomer(tx, viewer, before, change));
  return yield* viewed(s, tx, viewer, yield* putAway(tx, viewer, binnableCustomer, changed, { archived, binned }));
}

/** Writes nothing when nothing differs. */
function* updateCustomer(
  tx: Tx,
  viewer: Viewer,
  before: CustomerRow,
  { options, ...fields }: Omit<CustomerChange, keyof PutAway>,
): Work<CustomerRow> {
  const change = differences(before, {
    ...fields,
    ...namesOf({ ...before, ...fields }),
    ...(options && { options: { ...before.options, ...options } }),
  });
  if (isEmpty(change)) return before;
  const after = yield* updateRow(tx, 'customers', before, change);
  if (change.name !== undefined || change.address !== undefined)
    yield* reindexCustomer(tx, after, change.name !== undefined);
  if (change.name !== undefined) yield* touchDossiersOf(tx, after);
  yield* append(tx, {
    companyId: after.companyId,
    kind: 'customer.changed',
    actor: principalOf(viewer),
    subject: { type: 'customer', id: after.id },
    audience: customerAudience(after),
    fields: Object.keys(change).filter((name) => name !== 'nameFolded'),
  });
  return after;
}

/** One row of a bulk write: creates the customer with this `externalId`, or changes what the row names. */
export function* writeCustomer(tx: Tx, viewer: Viewer, row: CustomerWrite): Work<Written> {
  const before = yield* customerByExternalId(tx, viewer, row.externalId);
  if (before) {
    const after = yield* updateCustomer(tx, viewer, before, row);
    return { outcome: after === before ? 'unchanged' : 'updated', id: after.id };
  }
  const { lastName, address } = row;
  if (lastName === undefined) throw refused('lastName', 'required');
  if (address === undefined) throw refused('address', 'required');
  const created = yield* insertCustomer(tx, viewer, {
    kind: 'person',
    firstName: '',
    status: 'active',
    extra: '',
    ...row,
    lastName,
    address,
  });
  return { outcome: 'created', id: created.id };
}

/** Gives uploaded files to a customer, to show at the head of the portal. Raises 404 `not-found`, 409 `limit-reached`, 422 naming the file. */
export function* attachFiles(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  id: string,
  fileIds: string[],
): Work<{ items: File[] }> {
  const customer = yield* findCustomer(tx, viewer, id);
  yield* lockRow(tx, 'customers', customer.companyId, customer.id);
  const claimed = yield* claimFiles(tx, viewer, fileIds, { customerId: customer.id, interventionId: null });
  return { items: claimed.map((file) => fileView(s, viewer, file, true)) };
}

type Named = Pick<CustomerRow, 'kind' | 'firstName' | 'lastName'>;

const namesOf = ({ kind, firstName, lastName }: Named) => {
  if (kind === 'organization' && firstName !== '') throw refused('firstName', 'not-of-an-organization');
  return { name: fullName(firstName, lastName), nameFolded: sortKey(`${lastName} ${firstName}`) };
};
