import { sql } from 'drizzle-orm';
import type { Address, ContactDetails } from '@parvis/sdk/contract';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';
import { putAwayColumns } from '../work/put-away.columns.ts';

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
      ...putAwayColumns(k),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        // With the bin, so that counting reads this index alone.
        k.index('sites_customer').on(t.companyId, t.customerId, t.nameFolded, t.id, t.binnedAt),
        k.index('sites_name').on(t.companyId, t.nameFolded, t.id),
        // Of the few that are: the others cost nothing.
        k
          .index('sites_archived')
          .on(t.companyId, t.nameFolded, t.id)
          .where(sql`${t.archivedAt} is not null`),
        k
          .index('sites_binned')
          .on(t.companyId, t.binnedAt, t.id)
          .where(sql`${t.binnedAt} is not null`),
        k.uniqueIndex('sites_external_id').on(t.companyId, t.externalId),
      ],
    },
  );
  return { sites };
};
