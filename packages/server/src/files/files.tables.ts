import { sql } from 'drizzle-orm';
import type { companyTables } from '../company/company.tables.ts';
import type { customerTables } from '../customer/customer.tables.ts';
import type { interventionTables } from '../intervention/intervention.tables.ts';
import type { Kit } from '../store/kit.ts';

export const filesTables = (
  k: Kit,
  t: ReturnType<typeof companyTables> & ReturnType<typeof customerTables> & ReturnType<typeof interventionTables>,
) => {
  const files = k.table(
    'files',
    {
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => t.companies.id),
      /** Principal that uploaded it: `contact:<id>`, `member:<id>`, `key:<id>`. Theirs alone until it is claimed. */
      owner: k.text('owner').notNull(),
      /** What holds it: an intervention (with its customer), or a customer alone as an attachment. Both null: not claimed yet. */
      interventionId: k.id('intervention_id').references(() => t.interventions.id),
      customerId: k.id('customer_id').references(() => t.customers.id),
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
    (f) => [
      k.index('files_intervention').on(f.companyId, f.interventionId, f.id),
      // What a customer holds alone is found without going through the photographs of all their interventions.
      k.index('files_holder').on(f.companyId, f.customerId, f.interventionId, f.id),
      k
        .index('files_unclaimed')
        .on(f.createdAt)
        .where(sql`claimed_at is null`),
      k
        .index('files_thumbnail_pending')
        .on(f.createdAt)
        .where(sql`thumbnail = 'pending'`),
    ],
  );
  return { files };
};
