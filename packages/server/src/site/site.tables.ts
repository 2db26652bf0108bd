import type { Address, ContactDetails } from '@parvis/sdk/contract';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const siteTables = (k: TenantKit, { customers }: Targets<'customers'>) => {
  const sites = k.tenantTable(
    'sites',
    {
      id: k.id('id').notNull(),
      customerId: k.reference('customer_id', customers).notNull(),
      name: k.text('name').notNull(),
      nameFolded: k.text('name_folded').notNull(),
      address: k.json<Address>('address').notNull(),
      contact: k.json<ContactDetails>('contact'),
      externalId: k.text('external_id'),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.index('sites_customer').on(t.companyId, t.customerId, t.nameFolded, t.id),
        k.index('sites_name').on(t.companyId, t.nameFolded, t.id),
        k.uniqueIndex('sites_external_id').on(t.companyId, t.externalId),
      ],
    },
  );
  return { sites };
};
