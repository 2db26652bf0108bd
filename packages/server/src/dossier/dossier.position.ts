import { sql } from 'drizzle-orm';
import { isRow, one, prepared, type Tx, type Work } from '../store/store.ts';
import type { DossierRow } from '../work/dossier.open.ts';

/** The next position of what is written in a dossier: no one else takes one until the transaction ends. */
export function* takePosition(tx: Tx, { companyId, id }: Pick<DossierRow, 'companyId' | 'id'>): Work<number> {
  const { dossiers: table } = tx.t;
  const taken = yield* one(
    prepared(tx, 'dossier.position', (ph) =>
      tx
        .update(table)
        .set({ lastPosition: sql`${table.lastPosition} + 1` })
        .where(isRow(table, ph('companyId'), ph('id')))
        .returning({ position: table.lastPosition }),
    )({ companyId, id }),
  );
  return taken!.position;
}
