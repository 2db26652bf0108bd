/** How many interventions follow a change at once, and where it is written down that more of them have still to. */
import { run, type Schema, type Tx, type Work } from '../store/store.ts';

/** Rows of one transaction: on SQLite, where nothing else happens meanwhile, some thirty milliseconds. */
export const atOnce = 100;

type Changed = Pick<Schema['backfills']['$inferSelect'], 'kind' | 'subject'>;

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
