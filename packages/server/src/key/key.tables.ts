import type { Right } from '@parvis/sdk/contract';
import type { companyTables } from '../company/company.tables.ts';
import type { Kit } from '../store/kit.ts';

export const keyTables = (k: Kit, { companies }: ReturnType<typeof companyTables>) => {
  const keys = k.table(
    'keys',
    {
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => companies.id),
      name: k.text('name').notNull(),
      prefix: k.text('prefix').notNull(),
      /** SHA-256 of the secret: 256 random bits need no slow hash. */
      secretHash: k.text('secret_hash').notNull(),
      role: k.oneOf('role', ['office', 'technician']).notNull(),
      rights: k.json<Right[]>('rights').notNull(),
      createdAt: k.time('created_at').notNull(),
      /** Principal. */
      createdBy: k.text('created_by'),
      lastUsedAt: k.time('last_used_at'),
      revokedAt: k.time('revoked_at'),
    },
    (t) => [k.uniqueIndex('keys_secret').on(t.companyId, t.secretHash), k.index('keys_company').on(t.companyId, t.id)],
  );
  return { keys };
};
