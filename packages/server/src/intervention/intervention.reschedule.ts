/** « Un empêchement »: the customer asks for another time than the one that is planned, and what becomes of that. */
import { and, desc, eq, isNull, sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm';
import type { Intervention } from '@parvis/sdk/contract';
import { assertAllowed } from '../access/acts.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { insertRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, run, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { lockIntervention, tellOf, type InterventionRow } from './intervention.find.ts';
import { viewedIntervention } from './intervention.view.ts';

type Outcome = NonNullable<Schema['rescheduleRequests']['$inferSelect']['outcome']>;

/**
 * Writes down when the customer could instead, in the place of what they asked for before. Raises 404 `not-found`,
 * 403 `forbidden`, 409 `move-not-allowed` where nothing is planned, or it is under way.
 */
export function* requestReschedule(s: Services, tx: Tx, viewer: Viewer, id: string, wish: string): Work<Intervention> {
  const before = yield* lockIntervention(tx, viewer, id);
  assertAllowed(viewer, 'request_reschedule', before);
  const after = yield* setRequested(tx, before, true);
  yield* answerRequest(tx, after, 'replaced');
  yield* insertRow(tx, 'rescheduleRequests', {
    id: newId(),
    companyId: after.companyId,
    interventionId: after.id,
    wish,
    at: now(),
    by: principalOf(viewer),
    outcome: null,
    answeredAt: null,
  });
  yield* tellOf(tx, viewer, 'intervention.reschedule_requested', after, ['rescheduleRequested']);
  return yield* viewedIntervention(s, tx, viewer, id);
}

/**
 * The time that is planned stands, whatever the customer wished when the intervention was at `version`. Raises 404
 * `not-found`, 403 `forbidden`, 409 `move-not-allowed` where nobody waits for an answer, 412 `stale` where they may wish
 * something else by now.
 */
export function* keepAppointment(s: Services, tx: Tx, viewer: Viewer, id: string, version: number): Work<Intervention> {
  const before = yield* lockIntervention(tx, viewer, id);
  assertAllowed(viewer, 'keep_appointment', before);
  if (before.version !== version) throw stale();
  const after = yield* setRequested(tx, before, false);
  yield* answerRequest(tx, after, 'kept');
  yield* tellOf(tx, viewer, 'intervention.kept', after, ['rescheduleRequested']);
  return yield* viewedIntervention(s, tx, viewer, id);
}

function* setRequested(
  tx: Tx,
  { companyId, id }: InterventionRow,
  rescheduleRequested: boolean,
): Work<InterventionRow> {
  const { interventions } = tx.t;
  const after = yield* one(
    tx
      .update(interventions)
      .set({ rescheduleRequested, version: sql`${interventions.version} + 1` })
      .where(and(eq(interventions.companyId, companyId), eq(interventions.id, id)))
      .returning(),
  );
  if (!after) throw new Error(`intervention ${id} is locked and gone`);
  return after;
}

/** What became of the request that waits for an answer, if one does. */
export const answerRequest = (
  tx: Tx,
  { companyId, id }: Pick<InterventionRow, 'companyId' | 'id'>,
  outcome: Outcome,
): Work<void> => {
  const { rescheduleRequests: r } = tx.t;
  return run(
    tx
      .update(r)
      .set({ outcome, answeredAt: now() })
      .where(and(eq(r.companyId, companyId), eq(r.interventionId, id), isNull(r.outcome))),
  );
};

/** What became of the last request for another time than the one that is planned, as a value of a query. */
export const lastOutcome = (
  { rescheduleRequests: r }: Schema,
  { id, status }: Record<'id' | 'status', AnyColumn>,
  companyId: Placeholder,
): SQL<Outcome | null> =>
  sql`case when ${eq(status, sql.raw(`'scheduled'`))} then (select ${r.outcome} from ${r} where ${and(eq(r.companyId, companyId), eq(r.interventionId, id))} order by ${desc(r.id)} limit 1) end`;
