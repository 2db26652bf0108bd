/** How many interventions wait for the company, without reading any. */
import { and, count, eq, sql, type SQL } from 'drizzle-orm';
import type { interventionApi, Reply } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepared, type Store } from '../store/store.ts';
import { interventions } from '../work/intervention.reach.ts';

type Counts = Reply<(typeof interventionApi)['GET /interventions/counts']>;

/** More are not counted: who has as many wants to hear no figure. */
const most = 1_000;

export const countInterventions = async ({ read, t }: Store, viewer: Viewer): Promise<Counts> => {
  const scope = scopeOf(viewer, interventions);
  const countOf = async (name: 'inbox' | 'incomplete', isIt: SQL) => {
    const [row] = await prepared(read, `intervention.count:${name}:${scope.shape}`, (ph) =>
      read.select({ found: count() }).from(
        read
          .select({ one: sql`1`.as('one') })
          .from(t.interventions)
          .where(and(scope.where(t, ph), isIt))
          .limit(most)
          .as('some'),
      ),
    )(scope.values);
    return row!.found;
  };
  const [inbox, incomplete] = await Promise.all([
    countOf('inbox', eq(t.interventions.inbox, true)),
    countOf('incomplete', sql`${t.interventions.incomplete}`),
  ]);
  return { inbox, incomplete };
};
