/** How other rules come by a customer. */
import { and, eq } from 'drizzle-orm';
import { within } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { notFound } from '../problem.ts';
import { one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';

export type CustomerRow = Schema['customers']['$inferSelect'];

/** The customer, if the viewer may see it. Raises 404 `not-found`. */
export function* findCustomer(tx: Tx, viewer: Viewer, id: string): Work<CustomerRow> {
  const { t } = tx;
  const scope = within(viewer, 'customers');
  const found = yield* one(
    prepared(tx, `customer.find:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.customers)
        .where(and(scope.where(t, ph), eq(t.customers.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  return found;
}

/** The company's customer with its own identifier for it. */
export function* customerByExternalId(tx: Tx, companyId: string, externalId: string): Work<CustomerRow | undefined> {
  const { customers } = tx.t;
  return yield* one(
    prepared(tx, 'customer.byExternalId', (ph) =>
      tx
        .select()
        .from(customers)
        .where(and(eq(customers.companyId, ph('companyId')), eq(customers.externalId, ph('externalId')))),
    )({ companyId, externalId }),
  );
}
