/** A site among all that is searched. */
import { and, eq } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import type { Finder } from '../search/search.finder.ts';
import { isRow, prepared } from '../store/store.ts';
import { sites } from './site.reach.ts';
import { searchedSites } from './site.search.ts';

export const siteFinder: Finder<'site'> = {
  searched: searchedSites,
  reach: sites,
  order: (t) => [t.sites.nameFolded, t.sites.id],
  rows: async ({ read, t }, viewer, ids) => {
    const scope = scopeOf(viewer, sites);
    const found = await Promise.all(
      ids.map(
        async (id) =>
          await prepared(read, `site.found:${scope.shape}`, (ph) =>
            read
              .select({
                id: t.sites.id,
                name: t.sites.name,
                customerId: t.sites.customerId,
                customerName: t.customers.name,
                address: t.sites.address,
                contact: t.sites.contact,
              })
              .from(t.sites)
              .innerJoin(t.customers, isRow(t.customers, ph('inCompany'), t.sites.customerId))
              .where(and(scope.where(t, ph), eq(t.sites.id, ph('id')))),
          )({ ...scope.values, id }),
      ),
    );
    return found.flat();
  },
};
