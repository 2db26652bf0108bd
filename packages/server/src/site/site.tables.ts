import type { Address, ContactDetails } from '@parvis/sdk/contract';
import type { companyTables } from '../company/company.tables.ts';
import type { customerTables } from '../customer/customer.tables.ts';
import type { Kit } from '../store/kit.ts';

export const siteTables = (
  k: Kit,
  { companies }: ReturnType<typeof companyTables>,
  { customers }: ReturnType<typeof customerTables>,
) => {
  const sites = k.table(
    'sites',
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
      name: k.text('name').notNull(),
      nameFolded: k.text('name_folded').notNull(),
      address: k.json<Address>('address').notNull(),
      contact: k.json<ContactDetails>('contact'),
      externalId: k.text('external_id'),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    (t) => [
      k.index('sites_customer').on(t.companyId, t.customerId, t.nameFolded, t.id),
      k.index('sites_name').on(t.companyId, t.nameFolded, t.id),
      k.uniqueIndex('sites_external_id').on(t.companyId, t.externalId),
    ],
  );
  return { sites };
};
