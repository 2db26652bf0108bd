/** What was incomplete may be complete once a field is asked otherwise, or no longer. */
import { and, eq, sql } from 'drizzle-orm';
import type { Field } from '@parvis/sdk/contract';
import { rows, run, type Tx, type Work } from '../store/store.ts';
import { missingIn } from './intervention.fields.ts';

/** Takes the mark from those of which no compulsory field is open. A field that is compulsory from now on marks none. */
export function* unmarkComplete(tx: Tx, companyId: string, definitions: readonly Field[]): Work<void> {
  const { interventions: i } = tx.t;
  const marked = yield* rows(
    tx
      .select({ id: i.id, fields: i.fields })
      .from(i)
      .where(and(eq(i.companyId, companyId), sql`${i.incomplete}`)),
  );
  for (const { id, fields } of marked)
    if (missingIn(definitions, fields).length === 0)
      yield* run(
        tx
          .update(i)
          .set({ incomplete: false, version: sql`${i.version} + 1` })
          .where(and(eq(i.companyId, companyId), eq(i.id, id))),
      );
}
