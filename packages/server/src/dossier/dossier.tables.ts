import type { Targets, TenantKit } from '../store/tenant-kit.ts';

/** What interventions point at, and who takes part in it. */
export const dossierTables = (k: TenantKit, { customers }: Targets<'customers'>) => {
  const dossiers = k.tenantTable(
    'dossiers',
    {
      id: k.id('id').notNull(),
      number: k.int('number').notNull(),
      name: k.text('name').notNull(),
      status: k.oneOf('status', ['open', 'closed', 'archived']).notNull().default('open'),
      /** Calendar date. */
      startsOn: k.text('starts_on'),
      /** Of what is written in it: each message takes the next one, whatever clocks say. */
      lastPosition: k.int('last_position').notNull().default(0),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.uniqueIndex('dossiers_number').on(t.companyId, t.number),
        k.index('dossiers_status').on(t.companyId, t.status, t.id),
      ],
    },
  );

  /** The customers who take part. */
  const dossierParticipants = k.tenantTable(
    'dossier_participants',
    {
      dossierId: k.reference('dossier_id', dossiers).notNull(),
      customerId: k.reference('customer_id', customers).notNull(),
      /** What they call the dossier by: read by them and the company alone. */
      reference: k.text('reference').notNull().default(''),
    },
    {
      key: ['dossierId', 'customerId'],
      indexes: (t) => [k.index('dossier_participants_customer').on(t.companyId, t.customerId, t.dossierId)],
    },
  );

  /** Outside persons on a dossier, with a link or session of their own. Who is on several stands here for each. */
  const stakeholders = k.tenantTable(
    'stakeholders',
    {
      id: k.id('id').notNull(),
      dossierId: k.reference('dossier_id', dossiers).notNull(),
      name: k.text('name').notNull(),
      email: k.text('email').notNull(),
      emailFolded: k.text('email_folded').notNull(),
      /** What they are to the work, in the company's words: architect, electrician … */
      role: k.text('role').notNull().default(''),
      /** What they call the dossier by: read by them and the company alone. */
      reference: k.text('reference').notNull().default(''),
      lang: k.oneOf('lang', ['fr', 'en']).notNull().default('fr'),
      createdAt: k.time('created_at').notNull(),
      /** A removed stakeholder keeps their row: links and journal entries name it. */
      removedAt: k.time('removed_at'),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.index('stakeholders_dossier').on(t.companyId, t.dossierId, t.id),
        k.index('stakeholders_email').on(t.companyId, t.emailFolded),
      ],
    },
  );

  return { dossiers, dossierParticipants, stakeholders };
};
