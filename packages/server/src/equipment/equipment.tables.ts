import { sql } from 'drizzle-orm';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';
import { putAwayColumns } from '../work/put-away.columns.ts';

export const equipmentTables = (k: TenantKit, { customers, sites }: Targets<'customers' | 'sites'>) => {
  const equipment = k.tenantTable(
    'equipment',
    {
      id: k.id('id').notNull(),
      customerId: k.reference('customer_id', customers).notNull(),
      siteId: k.reference('site_id', sites),
      kind: k.text('kind').notNull(),
      kindFolded: k.text('kind_folded').notNull(),
      brand: k.text('brand').notNull().default(''),
      model: k.text('model').notNull().default(''),
      serialNumber: k.text('serial_number').notNull().default(''),
      installedOn: k.text('installed_on'),
      warrantyUntil: k.text('warranty_until'),
      externalId: k.text('external_id'),
      ...putAwayColumns(k),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        // With the bin, so that counting reads this index alone.
        k.index('equipment_customer').on(t.companyId, t.customerId, t.kindFolded, t.id, t.binnedAt),
        k.index('equipment_site').on(t.companyId, t.siteId, t.kindFolded, t.id),
        k.index('equipment_kind').on(t.companyId, t.kindFolded, t.id),
        // Of the few that are: the others cost nothing.
        k
          .index('equipment_archived')
          .on(t.companyId, t.kindFolded, t.id)
          .where(sql`${t.archivedAt} is not null`),
        k
          .index('equipment_binned')
          .on(t.companyId, t.binnedAt, t.id)
          .where(sql`${t.binnedAt} is not null`),
        k.uniqueIndex('equipment_external_id').on(t.companyId, t.externalId),
      ],
    },
  );
  return { equipment };
};
