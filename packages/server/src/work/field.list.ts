/** The company's own fields, as whoever shows or writes an intervention reads them. */
import { asc, eq } from 'drizzle-orm';
import type { Field } from '@parvis/sdk/contract';
import { prepared, rows, type Reader, type Store, type Tx, type Work } from '../store/store.ts';

type FieldRow = Store['t']['fields']['$inferSelect'];

export const fieldView = ({ companyId: _, ...row }: FieldRow): Field => row;

const inOrder = (db: Reader, t: Store['t'], companyId: string) =>
  prepared(db, 'field.list', (ph) =>
    db
      .select()
      .from(t.fields)
      .where(eq(t.fields.companyId, ph('companyId')))
      .orderBy(asc(t.fields.position), asc(t.fields.id)),
  )({ companyId });

/** The company's own fields in the order of the form, those no longer asked included. */
export const listFields = async ({ read, t }: Store, companyId: string): Promise<Field[]> =>
  (await inOrder(read, t, companyId)).map(fieldView);

/** The same in a transaction. */
export function* fieldsOf(tx: Tx, companyId: string): Work<Field[]> {
  return (yield* rows(inOrder(tx, tx.t, companyId))).map(fieldView);
}
