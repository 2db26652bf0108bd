import type { Right } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

export const keyTables = (k: TenantKit) => {
  const keys = k.tenantTable(
    'keys',
    {
      id: k.id('id').notNull(),
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
    { indexes: (t) => [k.uniqueIndex('keys_secret').on(t.companyId, t.secretHash)] },
  );
  return { keys };
};
