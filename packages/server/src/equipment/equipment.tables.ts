import type { Targets, TenantKit } from '../store/tenant-kit.ts';

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
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.index('equipment_customer').on(t.companyId, t.customerId, t.kindFolded, t.id),
        k.index('equipment_site').on(t.companyId, t.siteId, t.kindFolded, t.id),
        k.index('equipment_kind').on(t.companyId, t.kindFolded, t.id),
        k.uniqueIndex('equipment_external_id').on(t.companyId, t.externalId),
      ],
    },
  );
  return { equipment };
};
