/** How far a reader of the journal has come in a company, kept in the transaction of what it makes of the entries. */
import { and, eq, sql } from 'drizzle-orm';
import { one, run, type Tx, type Work } from '../store/store.ts';

/** Where the reader stands, held until the end of the transaction: two servers never read the same entries. */
export function* lockPosition(tx: Tx, companyId: string, reader: string): Work<number> {
  const { journalReaders: r } = tx.t;
  yield* run(tx.insert(r).values({ reader, companyId, position: 0 }).onConflictDoNothing());
  const found = yield* one(
    tx
      .update(r)
      .set({ position: sql`${r.position}` })
      .where(and(eq(r.reader, reader), eq(r.companyId, companyId)))
      .returning({ position: r.position }),
  );
  return found?.position ?? 0;
}

export function* writePosition(tx: Tx, companyId: string, reader: string, position: number): Work<void> {
  const { journalReaders: r } = tx.t;
  yield* run(
    tx
      .update(r)
      .set({ position })
      .where(and(eq(r.reader, reader), eq(r.companyId, companyId))),
  );
}
