import type { companyTables } from '../company/company.tables.ts';
import type { Kit } from '../store/kit.ts';

/** Only what an intervention needs to point at; participants, timeline and discussion come with the dossier itself. */
export const dossierTables = (k: Kit, { companies }: ReturnType<typeof companyTables>) => {
  const dossiers = k.table(
    'dossiers',
    {
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => companies.id),
      number: k.int('number').notNull(),
      name: k.text('name').notNull(),
      status: k.oneOf('status', ['open', 'closed', 'archived']).notNull().default('open'),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    (t) => [k.uniqueIndex('dossiers_number').on(t.companyId, t.number)],
  );
  return { dossiers };
};
