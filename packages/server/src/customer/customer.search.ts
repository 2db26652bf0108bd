/** What a customer is found by: number, name, address, and the names, e-mails and telephone numbers of its contacts. */
import { and, eq, isNull } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { reindexInterventionsOf } from '../work/intervention.search.ts';
import { streetOf } from '../search/search.address.ts';
import type { IndexedRow, KindBy } from '../search/search.kind.ts';
import { indexForSearch } from '../search/search.index.ts';
import { isRow, one, rows, type Schema, type Tx, type Work } from '../store/store.ts';

export const searchedCustomers: KindBy<'number'> = { letter: 'c', rows: (t) => t.customers, key: 'number' };

type Known = Pick<Schema['customers']['$inferSelect'], 'number' | 'name' | 'address'>;
type Reachable = Pick<Schema['contacts']['$inferSelect'], 'name' | 'email' | 'phone'>;

const searched = ({ number, name, address }: Known, contacts: readonly Reachable[]): IndexedRow<'number'> => ({
  key: number,
  texts: [number, ...streetOf(address), ...contacts.map(({ email }) => email)],
  names: [name, address.city, ...contacts.map((contact) => contact.name)],
  phones: contacts.map(({ phone }) => phone),
});

/** Indexes a new one, which has no contacts yet. */
export const indexCustomer = (tx: Tx, customer: Known & { companyId: string }): Work<void> =>
  indexForSearch(tx, customer.companyId, searchedCustomers, [searched(customer, [])]);

/**
 * Indexes it anew: what it is found by has changed; and so its interventions, unless they have nothing of what changed.
 * The company's row is locked, so that what is read here is what the last one to change any of it has written.
 */
export function* reindexCustomer(
  tx: Tx,
  { companyId, id }: { companyId: string; id: string },
  interventions = true,
): Work<void> {
  const { contacts, customers } = tx.t;
  yield* lockRow(tx, 'companies', companyId);
  const customer = yield* one(
    tx
      .select({ number: customers.number, name: customers.name, address: customers.address })
      .from(customers)
      .where(isRow(customers, companyId, id)),
  );
  const reachable = yield* rows(
    tx
      .select({ name: contacts.name, email: contacts.email, phone: contacts.phone })
      .from(contacts)
      .where(and(eq(contacts.companyId, companyId), eq(contacts.customerId, id), isNull(contacts.removedAt))),
  );
  yield* indexForSearch(tx, companyId, searchedCustomers, [searched(customer!, reachable)], 'replace');
  if (interventions) yield* reindexInterventionsOf(tx, companyId, { customerId: id });
}
