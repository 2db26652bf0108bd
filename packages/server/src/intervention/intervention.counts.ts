/** How many interventions wait for the company, without reading any. */
import { and, count, eq, lt, sql, type SQL } from 'drizzle-orm';
import type { interventionApi, Query, Reply } from '@parvis/sdk/contract';
import { scopeOf, type Placeholders } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepared, type Store } from '../store/store.ts';
import { interventions } from '../work/intervention.reach.ts';
import { isPlanned } from './intervention.planned.ts';

type Route = (typeof interventionApi)['GET /interventions/counts'];

/** More are not counted: who has as many wants to hear no figure. */
const most = 1_000;

export const countInterventions = async (
  { read, t }: Store,
  viewer: Viewer,
  { lateAt }: Query<Route>,
): Promise<Reply<Route>> => {
  const scope = scopeOf(viewer, interventions);
  const countOf = async (name: string, isIt: (ph: Placeholders) => SQL | undefined) => {
    const [row] = await prepared(read, `intervention.count:${name}:${scope.shape}`, (ph) =>
      read.select({ found: count() }).from(
        read
          .select({ one: sql`1`.as('one') })
          .from(t.interventions)
          .where(and(scope.where(t, ph), isIt(ph)))
          .limit(most)
          .as('some'),
      ),
    )({ ...scope.values, lateAt });
    return row!.found;
  };
  const [inbox, requested, incomplete, late] = await Promise.all([
    countOf('inbox', () => eq(t.interventions.inbox, true)),
    countOf('requested', () => eq(t.interventions.status, 'requested')),
    countOf('incomplete', () => sql`${t.interventions.incomplete}`),
    lateAt ? countOf('late', (ph) => and(isPlanned(t), lt(t.interventions.windowEnd, ph('lateAt')))) : null,
  ]);
  return { inbox, requested, incomplete, late };
};
