/** A piece of equipment among all that is searched. */
import { and, eq } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import type { Finder } from '../search/search.finder.ts';
import { isRow, prepared } from '../store/store.ts';
import { equipment } from './equipment.reach.ts';
import { isKept } from '../work/put-away.reach.ts';
import { searchedEquipment } from './equipment.search.ts';

export const equipmentFinder: Finder<'equipment'> = {
  searched: searchedEquipment,
  reach: equipment,
  order: (t) => [t.equipment.kindFolded, t.equipment.id],
  rows: async ({ read, t }, viewer, ids) => {
    const scope = scopeOf(viewer, equipment);
    const found = await Promise.all(
      ids.map(
        async (id) =>
          await prepared(read, `equipment.found:${scope.shape}`, (ph) =>
            read
              .select({
                id: t.equipment.id,
                kind: t.equipment.kind,
                brand: t.equipment.brand,
                model: t.equipment.model,
                serialNumber: t.equipment.serialNumber,
                customerId: t.equipment.customerId,
                customerName: t.customers.name,
                siteName: t.sites.name,
              })
              .from(t.equipment)
              .innerJoin(t.customers, isRow(t.customers, ph('inCompany'), t.equipment.customerId))
              .leftJoin(t.sites, isKept(t.sites, ph('inCompany'), t.equipment.siteId))
              .where(and(scope.where(t, ph), eq(t.equipment.id, ph('id')))),
          )({ ...scope.values, id }),
      ),
    );
    return found.flat();
  },
};
