import type { TenantKit } from '../store/tenant-kit.ts';

export const workTables = (k: TenantKit) => {
  /** Changes that many interventions have still to follow: their customer, site or type has another name, a field is asked otherwise. */
  const backfills = k.tenantTable(
    'backfills',
    {
      kind: k.oneOf('kind', ['customer', 'site', 'type', 'field']).notNull(),
      /** Its id; of a type, its key. */
      subject: k.text('subject').notNull(),
      /** Interventions up to this number have followed. */
      position: k.int('position').notNull(),
    },
    { key: ['kind', 'subject'] },
  );

  return { backfills };
};
