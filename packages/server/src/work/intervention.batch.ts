/** How many interventions follow a change at once, and where it is written down that more of them have still to. */
import { and, eq, sql } from 'drizzle-orm';
import { one, run, type Schema, type Tx, type Work } from '../store/store.ts';

/** Rows of one transaction: on SQLite, where nothing else happens meanwhile, some thirty milliseconds. */
export const atOnce = 100;

type Changed = Pick<Schema['backfills']['$inferSelect'], 'kind' | 'subject'>;
type Backfill = Changed & { companyId: string };

/** Leaves the interventions that a change concerns to the worker; from the first one again where it was under way. */
export function* addBackfill(tx: Tx, companyId: string, changed: Changed): Work<void> {
  const { backfills } = tx.t;
  yield* run(
    tx
      .insert(backfills)
      .values({ companyId, ...changed, position: 0 })
      .onConflictDoUpdate({
        target: [backfills.companyId, backfills.kind, backfills.subject],
        set: { position: 0 },
      }),
  );
}

/** The next batch, for whoever holds it until the transaction ends: the number of its last intervention. Null where the work is done. */
export function* takeBatch(tx: Tx, backfill: Backfill): Work<number | null> {
  const { backfills } = tx.t;
  const taken = yield* one(
    tx
      .update(backfills)
      .set({ position: sql`${backfills.position} + ${atOnce}` })
      .where(isBackfill(tx, backfill))
      .returning({ position: backfills.position }),
  );
  return taken?.position ?? null;
}

export const endBackfill = (tx: Tx, backfill: Backfill): Work<void> =>
  run(tx.delete(tx.t.backfills).where(isBackfill(tx, backfill)));

const isBackfill = ({ t: { backfills } }: Tx, { companyId, kind, subject }: Backfill) =>
  and(eq(backfills.companyId, companyId), eq(backfills.kind, kind), eq(backfills.subject, subject));
