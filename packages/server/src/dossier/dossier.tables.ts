import type { TenantKit } from '../store/tenant-kit.ts';

/** Only what an intervention needs to point at; participants, timeline and discussion come with the dossier itself. */
export const dossierTables = (k: TenantKit) => {
  const dossiers = k.tenantTable(
    'dossiers',
    {
      id: k.id('id').notNull(),
      number: k.int('number').notNull(),
      name: k.text('name').notNull(),
      status: k.oneOf('status', ['open', 'closed', 'archived']).notNull().default('open'),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    { indexes: (t) => [k.uniqueIndex('dossiers_number').on(t.companyId, t.number)] },
  );
  return { dossiers };
};
