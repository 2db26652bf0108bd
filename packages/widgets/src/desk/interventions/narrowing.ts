/** How the list of interventions is narrowed: what is asked for, what goes together, and what a change takes out of it. */
import type { Intervention, InterventionStatus, InterventionSummary } from '@parvis/sdk';
import { daysAfter } from '../zone.ts';
import { daysOf, instantsOf, todayIn, type Days } from './period.ts';

/** As long as nobody has chosen anything. */
export const newest = {
  q: '',
  period: '',
  status: '' as InterventionStatus | 'incomplete' | 'archived' | '',
  /** `none`: nobody's. */
  assigneeId: '',
  type: '',
  customerId: '',
  siteId: '',
  equipmentId: '',
  dossierId: '',
  order: 'date desc',
};
export type Narrowing = typeof newest;
/** Whose they are, or of what dossier. */
export const ownerKeys = ['customerId', 'siteId', 'equipmentId', 'dossierId'] as const;

/** What a day holds, unless another state is asked for: neither what waits to be planned, nor what will not take place. */
const takesPlace: readonly InterventionStatus[] = ['scheduled', 'en_route', 'in_progress', 'done', 'signed'];

/** The days that it is narrowed to, if it is. */
export const daysIn = (timeZone: string, { period }: Narrowing): Days | undefined => daysOf(period, todayIn(timeZone));

/** What the server is asked for; days come in the order of time, and most often all at once. */
export function queryOf(timeZone: string, chosen: Narrowing) {
  const { status, period: _period, order: _order, ...others } = chosen;
  const days = daysIn(timeZone, chosen);
  const [sort, order] = (days ? 'date asc' : chosen.order).split(' ') as ['date' | 'number', 'asc' | 'desc'];
  const isMarked = status === 'incomplete' || status === 'archived';
  return {
    ...(Object.fromEntries(Object.entries(others).filter(([, value]) => value)) as Partial<typeof others>),
    ...(days && instantsOf(timeZone, days)),
    ...(isMarked && { [status]: 'true' as const }),
    status: (!isMarked && status) || (days && takesPlace.join()) || undefined,
    sort,
    order,
    limit: days ? 200 : 100,
  };
}

/** Whether few enough are left for the server to look among them for a type, or for what is nobody's. */
export const isBounded = (timeZone: string, chosen: Narrowing): boolean =>
  isShort(daysIn(timeZone, chosen)) || chosen.status === 'incomplete' || ownerKeys.some((name) => chosen[name]);

/** Within the server's 400 days, whichever way clocks are put in them. */
const isShort = (days: Days | undefined): boolean => days !== undefined && daysAfter(days.first, 398) >= days.last;

/** All there are, or all of a customer, have an index by number: the server refuses it of a part. */
export const isByDateOnly = ({ q: _q, order: _order, period, customerId, ...others }: Narrowing): boolean =>
  period !== '' || (!customerId && Object.values(others).some(Boolean));

const isId = (text: string) => /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(text);

/** As somebody chose it, or wrote it into an address: without what the server knows nothing of, and what does not go together. */
export function normalized(
  timeZone: string,
  statuses: Record<InterventionStatus, string>,
  chosen: Narrowing,
): Narrowing {
  const kept = { ...chosen };
  if (!daysIn(timeZone, kept)) kept.period = '';
  if (!Object.hasOwn({ ...statuses, incomplete: 0, archived: 0 }, kept.status)) kept.status = '';
  for (const name of [...ownerKeys, 'assigneeId'] as const)
    if (!isId(kept[name]) && (name !== 'assigneeId' || kept[name] !== 'none')) kept[name] = '';
  if (!isBounded(timeZone, kept)) {
    if (kept.assigneeId === 'none') kept.assigneeId = '';
    if (!kept.assigneeId) kept.type = '';
  }
  const isOrder = /^(?:date|number) (?:asc|desc)$/.test(kept.order);
  if (!isOrder || kept.period || (isByDateOnly(kept) && !kept.order.startsWith('date'))) kept.order = newest.order;
  return kept;
}

/** Whether a row that changed is still where it stands. */
export function staysIn(chosen: Narrowing, before: InterventionSummary, now: InterventionSummary): boolean {
  const { q, status, period } = chosen;
  // A search is by words that may be others now.
  if (q && before.description !== now.description) return false;
  if (((now as Intervention).archivedAt !== null) !== (status === 'archived')) return false;
  const narrowed = ['assigneeId', 'type', ...ownerKeys] as const;
  if (narrowed.some((name) => chosen[name] && before[name] !== now[name])) return false;
  if (before.date !== now.date) return false;
  if (status) return before.status === now.status && before.incomplete === now.incomplete;
  return !period || takesPlace.includes(now.status);
}
