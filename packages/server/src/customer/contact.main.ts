/** The main contact of a customer. */
import { and, eq, isNull, ne } from 'drizzle-orm';
import { one, prepared, rows, type Schema, type Tx, type Work } from '../store/store.ts';

type ContactRow = Schema['contacts']['$inferSelect'];

/** The one to whom links are sent first; a customer without contacts has none. */
export function* mainContact(
  tx: Tx,
  { companyId, id }: { companyId: string; id: string },
): Work<{ id: string } | undefined> {
  const { contacts } = tx.t;
  return yield* one(
    prepared(tx, 'contact.main', (ph) =>
      tx
        .select({ id: contacts.id })
        .from(contacts)
        .where(
          and(
            eq(contacts.companyId, ph('companyId')),
            eq(contacts.customerId, ph('customerId')),
            eq(contacts.main, true),
            isNull(contacts.removedAt),
          ),
        )
        // In the order of their index: PostgreSQL, which knows nothing of a table that is new, might take another.
        .orderBy(contacts.id)
        .limit(1),
    )({ companyId, customerId: id }),
  );
}

/** The contacts of a customer who are still there. */
export const ofCustomer = (tx: Tx, companyId: string, customerId: string) =>
  and(
    eq(tx.t.contacts.companyId, companyId),
    eq(tx.t.contacts.customerId, customerId),
    isNull(tx.t.contacts.removedAt),
  );

/** All others of the customer: there is one main contact. Returns who was. */
export function* noLongerMain(
  tx: Tx,
  { id, companyId, customerId }: Pick<ContactRow, 'id' | 'companyId' | 'customerId'>,
): Work<ContactRow[]> {
  const { contacts } = tx.t;
  return yield* rows(
    tx
      .update(contacts)
      .set({ main: false })
      .where(and(ofCustomer(tx, companyId, customerId), eq(contacts.main, true), ne(contacts.id, id)))
      .returning(),
  );
}
