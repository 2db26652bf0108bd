/** What a customer is found by: number, name, and the telephone numbers of its contacts. */
import { and, eq, isNull, ne } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { reindexInterventionsOf } from '../work/intervention.search.ts';
import type { KindBy } from '../search/search.kind.ts';
import { indexForSearch } from '../search/search.index.ts';
import { one, rows, type Schema, type Tx, type Work } from '../store/store.ts';

export const searchedCustomers: KindBy<'number'> = { letter: 'c', rows: (t) => t.customers, key: 'number' };

type CustomerRow = Schema['customers']['$inferSelect'];
type Known = Pick<CustomerRow, 'companyId' | 'number' | 'name'>;

/** Indexes a new one, which has no contacts yet. */
export const indexCustomer = (tx: Tx, { companyId, number, name }: Known): Work<void> =>
  indexForSearch(tx, companyId, searchedCustomers, [{ key: number, texts: [number], names: [name], phones: [] }]);

/**
 * Indexes it anew: its name has changed, or a telephone number; and so its interventions, unless they have nothing of what changed.
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
      .select({ number: customers.number, name: customers.name })
      .from(customers)
      .where(and(eq(customers.companyId, companyId), eq(customers.id, id))),
  );
  const { number, name } = customer!;
  const dialled = yield* rows(
    tx
      .select({ phone: contacts.phone })
      .from(contacts)
      .where(
        and(
          eq(contacts.companyId, companyId),
          eq(contacts.customerId, id),
          isNull(contacts.removedAt),
          ne(contacts.phone, ''),
        ),
      ),
  );
  const phones = dialled.map(({ phone }) => phone);
  yield* indexForSearch(
    tx,
    companyId,
    searchedCustomers,
    [{ key: number, texts: [number], names: [name], phones }],
    'replace',
  );
  if (interventions) yield* reindexInterventionsOf(tx, companyId, { customerId: id });
}
