/** How rules come by an intervention, and what they tell of it. */
import type { ChangeKindOf } from '@parvis/sdk/contract';
import { and, eq, sql } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { findRow, notKept } from '../edit.ts';
import { append } from '../journal/append.ts';
import { refused } from '../problem.ts';
import { one, prepared, touch, type Schema, type Tx, type Work } from '../store/store.ts';
import { interventions } from '../work/intervention.reach.ts';
import { changedAudience, leftBehind } from '../work/intervention.audience.ts';

export type InterventionRow = Schema['interventions']['$inferSelect'];

/** The intervention, if the viewer may see it. Raises 404 `not-found`, 409 `in-bin`. */
export const findIntervention = (tx: Tx, viewer: Viewer, id: string): Work<InterventionRow> =>
  findRow(tx, viewer, interventions, id);

/**
 * The same, locked until the transaction ends: of two that decide on its state, or on what its customer wishes, the second
 * one reads here what the first one made of it. Raises 404 `not-found`, 409 `in-bin`.
 */
export function* lockIntervention(tx: Tx, viewer: Viewer, id: string): Work<InterventionRow> {
  const { interventions: table } = tx.t;
  const scope = scopeOf(viewer, interventions);
  const found = yield* one(
    prepared(tx, `intervention.lock:${scope.shape}`, (ph) =>
      tx
        .update(table)
        .set({ version: sql`${table.version}` })
        .where(and(scope.where(tx.t, ph), eq(table.id, ph('id'))))
        .returning(),
    )({ ...scope.values, id }),
  );
  if (!found) return yield* notKept(tx, viewer, interventions, id);
  return found;
}

/** Work is given to the company's own people, and to those who still work there. Raises 422 on `assigneeId`. */
export function* checkAssignee(tx: Tx, companyId: string, memberId: string): Work<void> {
  const { members } = tx.t;
  const member = yield* one(
    tx
      .select({ status: members.status })
      .from(members)
      .where(and(eq(members.companyId, companyId), eq(members.id, memberId))),
  );
  if (!member || member.status === 'deactivated') throw refused('assigneeId', 'unknown-reference');
}

/** `before`: as it was, where it may have been given to another. */
export function tellOf(
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'intervention'>,
  row: InterventionRow,
  fields: string[] = [],
  before = row,
): Work<void> {
  const { id, companyId } = row;
  touch(tx, companyId, { about: 'intervention', keys: leftBehind(before, row) });
  return append(tx, {
    companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'intervention', id },
    audience: changedAudience(before, row),
    fields,
  });
}
