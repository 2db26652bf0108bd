/** An intervention's way from state to state (access/acts.ts says which ways there are, and whose they are). */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { isBlank, type Body, type Intervention, type MoveAct, type interventionApi } from '@parvis/sdk/contract';
import { actOfMove, assertAllowed } from '../access/acts.ts';
import type { Viewer } from '../access/viewer.ts';
import { conflict, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, rows, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { checkAssignee, lockIntervention, tellOf, type InterventionRow } from './intervention.find.ts';
import { noteMove } from './intervention.insert.ts';
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
  const act = actOfMove(before.status, move.to, move.reason);
  if (!act) throw conflict('move-not-allowed');
  const request = move.to === 'requested' ? yield* requestOf(tx, before) : null;
  assertAllowed(viewer, act, { ...before, wasRequested: request !== null });
  const { version } = move;
  if (version !== undefined && version !== before.version) throw stale();
  const at = now();
  const changes = {
    ...changesOf(act, before, move, viewer, at),
    // Whom accepting made its owner is so no longer; whom it was given to by name is.
    ...(request && request.acceptedBy === `member:${before.assigneeId}` && { assigneeId: null }),
  };
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
  yield* noteMove(tx, viewer, after, { act, at, reason: move.reason });
  yield* tellOf(
    tx,
    viewer,
    'intervention.moved',
    after,
    Object.keys(changes).filter((name) => name !== 'inbox' && name !== 'archivedBy'),
    before,
  );
  return yield* viewedIntervention(s, tx, viewer, id);
}

/** A customer who asked for another time hears what became of that. */
const outcomeOf = (act: MoveAct, before: InterventionRow, after: InterventionRow) => {
  if (act !== 'schedule') return 'lapsed';
  return before.windowStart === after.windowStart && before.windowEnd === after.windowEnd ? 'kept' : 'rescheduled';
};

/** A planning is taken back with whom it gave the work to. */
const assigning: ReadonlySet<MoveAct> = new Set(['accept', 'schedule', 'unschedule']);

/** The customer reads why. */
const explained: ReadonlySet<MoveAct> = new Set(['cancel', 'set_back', 'reopen']);

/** What else changes with the state. Raises 422 for what is missing, or is not of this move. */
const changesOf = (act: MoveAct, before: InterventionRow, move: Move, viewer: Viewer, at: string): Changes => {
  const isSchedule = act === 'schedule';
  if (!isSchedule && move.windowStart !== undefined) throw refused('windowStart', 'not-of-this-move');
  if (!isSchedule && move.windowEnd !== undefined) throw refused('windowEnd', 'not-of-this-move');
  if (!assigning.has(act) && move.assigneeId !== undefined) throw refused('assigneeId', 'not-of-this-move');
  if (explained.has(act) && isBlank(move.reason ?? '')) throw refused('reason', 'required');

  const status = move.to;
  const inbox = status === 'requested' || status === 'to_schedule';
  const accepted = act === 'accept' ? (before.assigneeId ?? ownerOf(viewer)) : undefined;
  return {
    status,
    inbox,
    // What is taken up again is shown again.
    ...(before.archivedAt !== null && { archivedAt: null, archivedBy: null }),
    // What is to be planned anew waits for that, with the wish of the customer.
    ...(act !== 'unschedule' && before.rescheduleRequested && { rescheduleRequested: false }),
    ...(isSchedule && windowOf(move)),
    ...((act === 'unschedule' || act === 'reopen') && { windowStart: null, windowEnd: null, date: before.createdAt }),
    // Planned for another day or not: it is over on this one.
    ...((act === 'finish' || act === 'cancel') && { date: at }),
    ...(act === 'set_back' && before.status === 'done' && { date: before.windowStart ?? before.createdAt }),
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

/** That a customer asked for it, and who accepted that last, as a principal; null where the company made it. */
function* requestOf(tx: Tx, { companyId, id }: InterventionRow): Work<{ acceptedBy: string | null } | null> {
  const { interventionMoves: m } = tx.t;
  const lines = yield* rows(
    tx
      .select({ to: m.to, by: m.by })
      .from(m)
      .where(and(eq(m.companyId, companyId), eq(m.interventionId, id), inArray(m.to, ['requested', 'to_schedule'])))
      .orderBy(asc(m.id)),
  );
  if (lines[0]?.to !== 'requested') return null;
  return { acceptedBy: lines.findLast(({ to }) => to === 'to_schedule')?.by ?? null };
}
