/** An intervention's way from state to state (access/acts.ts says which ways there are, and whose they are). */
import { and, eq, sql } from 'drizzle-orm';
import type { Body, Intervention, InterventionAct, interventionApi } from '@parvis/sdk/contract';
import { actOfMove, assertAllowed } from '../access/acts.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { insertRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { conflict, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { checkAssignee, lockIntervention, tellOf, type InterventionRow } from './intervention.find.ts';
import { answerRequest } from './intervention.reschedule.ts';
import { viewedIntervention } from './intervention.view.ts';

type Move = Body<(typeof interventionApi)['POST /interventions/:interventionId/moves']>;
type Changes = Partial<InterventionRow>;

/**
 * Moves an intervention. Raises 404 `not-found`; 409 `move-not-allowed` where no way leads there from its state; 412 `stale`
 * where the move names a version that was seen, and it is another by now; 403 `forbidden` when the way is not this viewer's;
 * 422 when a reason, a time window or an assignee is missing or wrong.
 */
export function* moveIntervention(s: Services, tx: Tx, viewer: Viewer, id: string, move: Move): Work<Intervention> {
  const { interventions } = tx.t;
  const before = yield* lockIntervention(tx, viewer, id);
  const act = actOfMove(before.status, move.to);
  if (!act) throw conflict('move-not-allowed');
  assertAllowed(viewer, act, before);
  const { version } = move;
  if (version !== undefined && version !== before.version) throw stale();
  const at = now();
  const changes = changesOf(act, before, move, viewer, at);
  if (changes.assigneeId) yield* checkAssignee(tx, viewer.companyId, changes.assigneeId);

  const after = yield* one(
    tx
      .update(interventions)
      .set({ ...changes, version: sql`${interventions.version} + 1` })
      .where(and(eq(interventions.companyId, viewer.companyId), eq(interventions.id, id)))
      .returning(),
  );
  if (!after) throw new Error(`intervention ${id} is locked and gone`);
  if (before.rescheduleRequested && !after.rescheduleRequested)
    yield* answerRequest(tx, after, outcomeOf(act, before, after));
  yield* noteMove(tx, viewer, after, at, move.reason);
  yield* tellOf(
    tx,
    viewer,
    'intervention.moved',
    after,
    Object.keys(changes).filter((name) => name !== 'inbox'),
    before,
  );
  return yield* viewedIntervention(s, tx, viewer, id);
}

/** A customer who asked for another time hears what became of that. */
const outcomeOf = (act: InterventionAct, before: InterventionRow, after: InterventionRow) => {
  if (act !== 'schedule') return 'lapsed';
  return before.windowStart === after.windowStart && before.windowEnd === after.windowEnd ? 'kept' : 'rescheduled';
};

/** A planning is taken back with whom it gave the work to. */
const assigning: ReadonlySet<InterventionAct> = new Set(['accept', 'schedule', 'unschedule']);

/** What else changes with the state. Raises 422 for what is missing, or is not of this move. */
const changesOf = (act: InterventionAct, before: InterventionRow, move: Move, viewer: Viewer, at: string): Changes => {
  const isSchedule = act === 'schedule';
  if (!isSchedule && move.windowStart !== undefined) throw refused('windowStart', 'not-of-this-move');
  if (!isSchedule && move.windowEnd !== undefined) throw refused('windowEnd', 'not-of-this-move');
  if (!assigning.has(act) && move.assigneeId !== undefined) throw refused('assigneeId', 'not-of-this-move');
  if (act === 'cancel' && !move.reason?.trim()) throw refused('reason', 'required');

  const status = move.to;
  const inbox = status === 'requested' || status === 'to_schedule';
  const accepted = act === 'accept' ? (before.assigneeId ?? ownerOf(viewer)) : undefined;
  return {
    status,
    inbox,
    // What is to be planned anew waits for that, with the wish of the customer.
    ...(act !== 'unschedule' && before.rescheduleRequested && { rescheduleRequested: false }),
    ...(isSchedule && windowOf(move)),
    ...(act === 'unschedule' && { windowStart: null, windowEnd: null, date: before.createdAt }),
    // Planned for another day or not: it is over on this one.
    ...((act === 'finish' || act === 'cancel') && { date: at }),
    ...assigned(before, move.assigneeId === undefined ? accepted : move.assigneeId),
  };
};

/** Whoever accepts a request owns it, until it is given to another. */
const ownerOf = (viewer: Viewer): string | null => (viewer.kind === 'member' ? viewer.memberId : null);

const assigned = (before: InterventionRow, assigneeId: string | null | undefined): Changes =>
  assigneeId === undefined || assigneeId === before.assigneeId ? {} : { assigneeId };

const windowOf = ({ windowStart, windowEnd }: Move): Changes => {
  if (windowStart === undefined) throw refused('windowStart', 'required');
  if (windowEnd === undefined) throw refused('windowEnd', 'required');
  if (windowEnd <= windowStart) throw refused('windowEnd', 'not-after-start');
  return { windowStart, windowEnd, date: windowStart };
};

/** Writes down a dated line of the course. */
export function* noteMove(tx: Tx, viewer: Viewer, row: InterventionRow, at: string, reason?: string): Work<void> {
  yield* insertRow(tx, 'interventionMoves', {
    id: newId(),
    companyId: row.companyId,
    interventionId: row.id,
    to: row.status,
    at,
    by: principalOf(viewer),
    reason: reason ?? null,
  });
}
