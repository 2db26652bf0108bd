import type { TenantKit } from '../store/tenant-kit.ts';

export const httpTables = (k: TenantKit) => {
  /** Answers kept for `Idempotency-Key`: reserved and written in the transaction whose effect they report. */
  const idempotency = k.tenantTable(
    'idempotency',
    {
      principal: k.text('principal').notNull(),
      key: k.text('key').notNull(),
      /** SHA-256 of route and body, of an upload its bytes: another one under the same key is refused. */
      requestHash: k.text('request_hash').notNull(),
      status: k.int('status').notNull(),
      /** The reply, sealed: it may hold a link or a secret. */
      reply: k.text('reply').notNull(),
      createdAt: k.time('created_at').notNull(),
    },
    { key: ['principal', 'key'], indexes: (t) => [k.index('idempotency_age').on(t.createdAt)], unbound: true },
  );
  return { idempotency };
};
