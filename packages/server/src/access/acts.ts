/**
 * What may be done with one intervention, by whom, from which state: one table, from which the server refuses and fills
 * `can`. Widgets show what `can` says and decide nothing.
 */
import type { InterventionAct, InterventionStatus, MoveAct, Right } from '@parvis/sdk/contract';
import { conflict, forbidden } from '../problem.ts';
import { isOffice } from './rights.ts';
import { isOutside, type Viewer } from './viewer.ts';

/** Which kind of actor: the office (and the company's programs), the member it is given to, a contact in whose scope it is. */
type ActorKind = 'office' | 'assignee' | 'contact';

interface Act {
  from: readonly InterventionStatus[];
  /** The state it leads to, or from each state which; absent: it stays. */
  to?: InterventionStatus | Partial<Record<InterventionStatus, InterventionStatus>>;
  by: readonly ActorKind[];
  /** The right that they must have beside. */
  right?: Right;
  /** Only while the customer waits for an answer to a wish for another time. */
  ifRequested?: true;
  /** A contact may, but from these states alone. */
  contactFrom?: readonly InterventionStatus[];
}

const beforeDone = ['requested', 'to_schedule', 'scheduled', 'en_route', 'in_progress'] as const;
const beforeSigned = [...beforeDone, 'done'] as const;
/** Nobody waits for it any more. */
const over = ['done', 'signed', 'cancelled'] as const;

/** What comes before each state. A planning goes back by `unschedule`, for which nobody needs a reason or a right. */
const before = {
  to_schedule: 'requested',
  en_route: 'scheduled',
  in_progress: 'en_route',
  done: 'in_progress',
  signed: 'done',
} as const;
const haveBefore = Object.keys(before) as (keyof typeof before)[];

/** `signed` is reached by a signature alone, so no act leads there. */
export const acts: Record<InterventionAct, Act> = {
  accept: { from: ['requested'], to: 'to_schedule', by: ['office'] },
  schedule: { from: ['to_schedule', 'scheduled'], to: 'scheduled', by: ['office'] },
  unschedule: { from: ['scheduled'], to: 'to_schedule', by: ['office'] },
  set_en_route: { from: ['scheduled'], to: 'en_route', by: ['office', 'assignee'] },
  start: { from: ['en_route'], to: 'in_progress', by: ['office', 'assignee'] },
  finish: { from: ['in_progress'], to: 'done', by: ['office', 'assignee'] },
  cancel: { from: beforeDone, to: 'cancelled', by: ['office', 'contact'], contactFrom: ['requested'] },
  set_back: { from: haveBefore, to: before, by: ['office'], right: 'set_back' },
  reopen: { from: ['cancelled'], to: 'to_schedule', by: ['office'], right: 'set_back' },
  copy: { from: ['cancelled'], by: ['office'], right: 'set_back' },
  assign: { from: beforeSigned, by: ['office'] },
  edit: { from: beforeSigned, by: ['office'] },
  add_file: { from: beforeSigned, by: ['office', 'assignee', 'contact'] },
  request_reschedule: { from: ['scheduled'], by: ['contact'] },
  keep_appointment: { from: ['scheduled'], by: ['office'], ifRequested: true },
  archive: { from: over, by: ['office'] },
  bin: { from: [...beforeSigned, 'signed', 'cancelled'], by: ['office'] },
};

/** What decides of an intervention. That it is in the viewer's scope is known already: they have read it. */
export interface Actable {
  status: InterventionStatus;
  assigneeId: string | null;
  rescheduleRequested?: boolean;
  /** A customer asked for it: it can be a request again. */
  wasRequested?: boolean;
}

/** What the viewer may do with it now. */
export const actsOf = (viewer: Viewer, row: Actable): InterventionAct[] =>
  (Object.keys(acts) as InterventionAct[]).filter((act) => can(viewer, act, row));

export function can(viewer: Viewer, act: InterventionAct, row: Actable): boolean {
  return isAllowed(viewer, act, row) && isPossible(viewer, act, row);
}

/** Refuses what the viewer may not do: 403 `forbidden` when it is not theirs to do, 409 `move-not-allowed` in this state. */
export function assertAllowed(viewer: Viewer, act: InterventionAct, row: Actable): void {
  if (!isAllowed(viewer, act, row)) throw forbidden();
  if (!isPossible(viewer, act, row)) throw conflict('move-not-allowed');
}

/**
 * The act that moves an intervention from one state to another, if any does. Whoever accepts, starts or plans says no reason: what
 * another did meanwhile is not undone by that.
 */
export const actOfMove = (from: InterventionStatus, to: InterventionStatus, reason?: string): MoveAct | null =>
  (Object.keys(acts) as MoveAct[]).find(
    (act) => acts[act].from.includes(from) && goalOf(act, from) === to && (reason !== undefined || !goesBack.has(act)),
  ) ?? null;

const goesBack: ReadonlySet<InterventionAct> = new Set(['set_back', 'reopen']);

/** Where an act leads from a state; undefined where it moves nothing. */
export function goalOf(act: InterventionAct, from: InterventionStatus): InterventionStatus | undefined {
  const { to } = acts[act];
  return typeof to === 'object' ? to[from] : to;
}

function isAllowed(viewer: Viewer, act: InterventionAct, row: Actable): boolean {
  if (isOutside(viewer) && viewer.previewBy !== null) return false;
  const { by, right } = acts[act];
  if (right && (isOutside(viewer) || !viewer.rights.has(right))) return false;
  return by.some((actor) => isActor(actor, viewer, row));
}

function isActor(actor: ActorKind, viewer: Viewer, row: Actable): boolean {
  switch (actor) {
    case 'office':
      return isOffice(viewer);
    case 'assignee':
      return viewer.kind === 'member'
        ? viewer.memberId === row.assigneeId
        : viewer.kind === 'key' && viewer.makerId !== null && viewer.makerId === row.assigneeId;
    case 'contact':
      return viewer.kind === 'contact';
  }
}

const isPossible = (viewer: Viewer, act: InterventionAct, row: Actable): boolean =>
  statesOf(viewer, act).includes(row.status) &&
  (!acts[act].ifRequested || row.rescheduleRequested === true) &&
  (goalOf(act, row.status) !== 'requested' || row.wasRequested === true);

const statesOf = (viewer: Viewer, act: InterventionAct): readonly InterventionStatus[] =>
  (viewer.kind === 'contact' && acts[act].contactFrom) || acts[act].from;
