import type { companyTables } from '../company/company.tables.ts';
import type { customerTables } from '../customer/customer.tables.ts';
import type { siteTables } from '../site/site.tables.ts';
import type { Kit } from '../store/kit.ts';

export const equipmentTables = (
  k: Kit,
  { companies }: ReturnType<typeof companyTables>,
  { customers }: ReturnType<typeof customerTables>,
  { sites }: ReturnType<typeof siteTables>,
) => {
  const equipment = k.table(
    'equipment',
    {
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => companies.id),
      customerId: k
        .id('customer_id')
        .notNull()
        .references(() => customers.id),
      siteId: k.id('site_id').references(() => sites.id),
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
    (t) => [
      k.index('equipment_customer').on(t.companyId, t.customerId, t.kindFolded, t.id),
      k.index('equipment_site').on(t.companyId, t.siteId, t.kindFolded, t.id),
      k.index('equipment_kind').on(t.companyId, t.kindFolded, t.id),
      k.uniqueIndex('equipment_external_id').on(t.companyId, t.externalId),
    ],
  );
  return { equipment };
};
