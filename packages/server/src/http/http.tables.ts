import type { Kit } from '../store/kit.ts';

export const httpTables = (k: Kit) => {
  /** Answers kept for `Idempotency-Key`: reserved and written in the transaction whose effect they report. */
  const idempotency = k.table(
    'idempotency',
    {
      companyId: k.id('company_id').notNull(),
      principal: k.text('principal').notNull(),
      key: k.text('key').notNull(),
      /** SHA-256 of route and body, of an upload its bytes: another one under the same key is refused. */
      requestHash: k.text('request_hash').notNull(),
      status: k.int('status').notNull(),
      /** The reply, sealed: it may hold a link or a secret. */
      reply: k.text('reply').notNull(),
      createdAt: k.time('created_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.companyId, t.principal, t.key] }), k.index('idempotency_age').on(t.createdAt)],
  );
  return { idempotency };
};
