import { sql } from 'drizzle-orm';
import type { Address, ContactRight, PortalOverrides } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';
import { putAwayColumns } from '../work/put-away.columns.ts';

export const customerTables = (k: TenantKit) => {
  const customers = k.tenantTable(
    'customers',
    {
      id: k.id('id').notNull(),
      number: k.int('number').notNull(),
      kind: k.oneOf('kind', ['person', 'organization']).notNull(),
      firstName: k.text('first_name').notNull().default(''),
      lastName: k.text('last_name').notNull(),
      name: k.text('name').notNull(),
      /** Last name first, folded: what lists sort by. */
      nameFolded: k.text('name_folded').notNull(),
      status: k.oneOf('status', ['prospect', 'active']).notNull().default('active'),
      address: k.json<Address>('address').notNull(),
      extra: k.text('extra').notNull().default(''),
      options: k.json<PortalOverrides>('options').notNull(),
      externalId: k.text('external_id'),
      ...putAwayColumns(k),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.uniqueIndex('customers_number').on(t.companyId, t.number),
        k.index('customers_name').on(t.companyId, t.nameFolded, t.id),
        k.index('customers_status').on(t.companyId, t.status, t.nameFolded, t.id),
        // Of the few that are: the others cost nothing.
        k
          .index('customers_archived')
          .on(t.companyId, t.nameFolded, t.id)
          .where(sql`${t.archivedAt} is not null`),
        k
          .index('customers_binned')
          .on(t.companyId, t.binnedAt, t.id)
          .where(sql`${t.binnedAt} is not null`),
        // Last of all: where PostgreSQL knows nothing of a table that has just been filled, it takes the last that fits.
        k.uniqueIndex('customers_external_id').on(t.companyId, t.externalId),
      ],
    },
  );

  const contacts = k.tenantTable(
    'contacts',
    {
      id: k.id('id').notNull(),
      customerId: k.reference('customer_id', customers).notNull(),
      firstName: k.text('first_name').notNull().default(''),
      lastName: k.text('last_name').notNull(),
      name: k.text('name').notNull(),
      email: k.text('email').notNull().default(''),
      emailFolded: k.text('email_folded').notNull().default(''),
      phone: k.text('phone').notNull().default(''),
      lang: k.oneOf('lang', ['fr', 'en']).notNull().default('fr'),
      main: k.bool('main').notNull().default(false),
      /** In the order of the contract. */
      rights: k.json<ContactRight[]>('rights').notNull(),
      externalId: k.text('external_id'),
      createdAt: k.time('created_at').notNull(),
      /** A removed contact keeps its row: links and journal entries name it. */
      removedAt: k.time('removed_at'),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.index('contacts_customer').on(t.companyId, t.customerId, t.id),
        k.index('contacts_email').on(t.companyId, t.emailFolded),
        k.uniqueIndex('contacts_external_id').on(t.companyId, t.externalId),
      ],
    },
  );

  return { customers, contacts };
};
