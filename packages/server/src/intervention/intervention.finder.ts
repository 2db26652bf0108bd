/** An intervention among all that is searched: the latest first. */
import { and, eq } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import type { Finder } from '../search/search.finder.ts';
import { isRow, prepared } from '../store/store.ts';
import { interventions } from '../work/intervention.reach.ts';
import { isKept } from '../work/put-away.reach.ts';
import { searchedInterventions } from '../work/intervention.search.ts';

export const interventionFinder: Finder<'intervention'> = {
  searched: searchedInterventions,
  reach: interventions,
  order: (t) => [t.interventions.date, t.interventions.id],
  isLastFirst: true,
  rows: async ({ read, t }, viewer, ids) => {
    const scope = scopeOf(viewer, interventions);
    const found = await Promise.all(
      ids.map(
        async (id) =>
          await prepared(read, `intervention.found:${scope.shape}`, (ph) =>
            read
              .select({
                id: t.interventions.id,
                number: t.interventions.number,
                type: t.interventions.type,
                description: t.interventions.description,
                status: t.interventions.status,
                date: t.interventions.date,
                customerId: t.interventions.customerId,
                customerName: t.customers.name,
                siteName: t.sites.name,
                address: t.interventions.address,
              })
              .from(t.interventions)
              .innerJoin(t.customers, isRow(t.customers, ph('inCompany'), t.interventions.customerId))
              .leftJoin(t.sites, isKept(t.sites, ph('inCompany'), t.interventions.siteId))
              .where(and(scope.where(t, ph), eq(t.interventions.id, ph('id')))),
          )({ ...scope.values, id }),
      ),
    );
    return found.flat();
  },
};
