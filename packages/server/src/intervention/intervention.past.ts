/** Interventions that were over before Parvis kept them: a program writes them with their state and their dates. */
import { isBlank, type interventionApi } from '@parvis/sdk/contract';
import type { RowOf } from '../batch.ts';
import { refused } from '../problem.ts';

export type Past = NonNullable<RowOf<(typeof interventionApi)['POST /interventions/batch']>['past']>;

/** What one that is over begins with. Raises 422 for an instant that is to come, and for what is missing. */
export const pastOf = ({ status, at, createdAt = at, windowStart, windowEnd, reason }: Past, today: string) => {
  for (const [field, value] of Object.entries({ at, createdAt }))
    if (value > today) throw refused(`past.${field}`, 'in-the-future');
  if (createdAt > at) throw refused('past.at', 'not-after-start');
  if ((windowStart === undefined) !== (windowEnd === undefined))
    throw refused(windowEnd === undefined ? 'past.windowEnd' : 'past.windowStart', 'required');
  if (windowStart !== undefined && windowEnd! <= windowStart) throw refused('past.windowEnd', 'not-after-start');
  if (status === 'cancelled' && isBlank(reason ?? '')) throw refused('past.reason', 'required');
  const changes = { status, inbox: false, date: at, windowStart: windowStart ?? null, windowEnd: windowEnd ?? null };
  return { createdAt, changes, reason };
};
