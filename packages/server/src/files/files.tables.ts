import { sql } from 'drizzle-orm';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const filesTables = (k: TenantKit, t: Targets<'customers' | 'interventions' | 'dossiers' | 'messages'>) => {
  const files = k.tenantTable(
    'files',
    {
      id: k.id('id').notNull(),
      /** Principal that uploaded it: `contact:<id>`, `member:<id>`, `key:<id>`. Theirs alone until it is claimed. */
      owner: k.text('owner').notNull(),
      /** What holds it: an intervention (with its customer), a customer alone as an attachment, or a dossier. All null: not claimed yet. */
      interventionId: k.reference('intervention_id', t.interventions),
      customerId: k.reference('customer_id', t.customers),
      dossierId: k.reference('dossier_id', t.dossiers),
      /** Of a file of a dossier: the message that it came with. */
      messageId: k.reference('message_id', t.messages),
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
          .index('files_dossier')
          .on(f.companyId, f.dossierId, f.id)
          .where(sql`dossier_id is not null`),
        k
          .index('files_message')
          .on(f.companyId, f.messageId, f.id)
          .where(sql`message_id is not null`),
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
