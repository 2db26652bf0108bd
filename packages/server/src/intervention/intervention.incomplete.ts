/** What was incomplete may be complete once a field is asked otherwise, or no longer. */
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Field } from '@parvis/sdk/contract';
import { rows, run, touch, type Tx, type Work } from '../store/store.ts';
import { addBackfill, atOnce } from '../work/intervention.batch.ts';
import { missingIn } from './intervention.fields.ts';
import { interventionAudience } from '../work/intervention.audience.ts';

/**
 * Takes the mark from those of which no compulsory field is open: at once where they are few, else from one batch after
 * the other. A field that is compulsory from now on marks none.
 */
export function* unmarkComplete(tx: Tx, companyId: string, fieldId: string, definitions: readonly Field[]): Work<void> {
  const { interventions: i } = tx.t;
  const marked = yield* rows(
    tx
      .select({ id: i.id })
      .from(i)
      .where(and(eq(i.companyId, companyId), sql`${i.incomplete}`))
      .limit(atOnce + 1),
  );
  if (marked.length > atOnce) return yield* addBackfill(tx, companyId, { kind: 'field', subject: fieldId });
  const ids = marked.map(({ id }) => id);
  if (ids.length > 0) yield* unmarkAmong(tx, companyId, definitions, inArray(i.id, ids));
}

/**
 * The same of some. Their version stays: whoever has one of them open changes what was read, less a mark that the server
 * sets by itself.
 */
export function* unmarkAmong(tx: Tx, companyId: string, definitions: readonly Field[], among: SQL): Work<void> {
  const { interventions: i } = tx.t;
  // All of them first, which holds them: what is answered in the same instant is read before, or marked after.
  const unmarked = yield* rows(
    tx
      .update(i)
      .set({ incomplete: false })
      .where(and(eq(i.companyId, companyId), among, sql`${i.incomplete}`))
      .returning({
        id: i.id,
        customerId: i.customerId,
        siteId: i.siteId,
        dossierId: i.dossierId,
        assigneeId: i.assigneeId,
        fields: i.fields,
      }),
  );
  for (const row of unmarked) touch(tx, companyId, { about: 'intervention', keys: interventionAudience(row) });
  const open = unmarked.filter(({ fields }) => missingIn(definitions, fields).length > 0).map(({ id }) => id);
  if (open.length > 0)
    yield* run(
      tx
        .update(i)
        .set({ incomplete: true })
        .where(and(eq(i.companyId, companyId), inArray(i.id, open))),
    );
}
