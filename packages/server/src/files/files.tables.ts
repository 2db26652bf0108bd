import { sql } from 'drizzle-orm';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const filesTables = (k: TenantKit, t: Targets<'customers' | 'interventions'>) => {
  const files = k.tenantTable(
    'files',
    {
      id: k.id('id').notNull(),
      /** Principal that uploaded it: `contact:<id>`, `member:<id>`, `key:<id>`. Theirs alone until it is claimed. */
      owner: k.text('owner').notNull(),
      /** What holds it: an intervention (with its customer), or a customer alone as an attachment. Both null: not claimed yet. */
      interventionId: k.reference('intervention_id', t.interventions),
      customerId: k.reference('customer_id', t.customers),
      name: k.text('name').notNull(),
      mediaType: k.oneOf('media_type', ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']).notNull(),
      size: k.int('size').notNull(),
      /** Of the bytes as they are kept, hexadecimal. */
      sha256: k.text('sha256').notNull(),
      width: k.int('width'),
      height: k.int('height'),
      thumbnail: k.oneOf('thumbnail', ['none', 'pending', 'ready', 'failed']).notNull(),
      claimedAt: k.time('claimed_at'),
      createdAt: k.time('created_at').notNull(),
    },
    {
      indexes: (f) => [
        k.index('files_intervention').on(f.companyId, f.interventionId, f.id),
        // What a customer holds alone is found without going through the photographs of all their interventions.
        k
          .index('files_holder')
          .on(f.companyId, f.customerId, f.id)
          .where(sql`intervention_id is null`),
        k
          .index('files_unclaimed')
          .on(f.companyId, f.id, f.owner)
          .where(sql`claimed_at is null`),
        k
          .index('files_thumbnail_pending')
          .on(f.createdAt)
          .where(sql`thumbnail = 'pending'`),
      ],
    },
  );
  return { files };
};
