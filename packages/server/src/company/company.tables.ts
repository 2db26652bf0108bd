import type { Branding, InterventionType, PortalOptions } from '@parvis/sdk/contract';
import type { Kit } from '../store/kit.ts';
import type { TenantKit } from '../store/tenant-kit.ts';

export const companyTables = (k: Kit) => {
  const companies = k.table('companies', {
    id: k.id('id').primaryKey(),
    name: k.text('name').notNull(),
    phone: k.text('phone').notNull().default(''),
    email: k.text('email').notNull().default(''),
    lang: k.oneOf('lang', ['fr', 'en']).notNull().default('fr'),
    timeZone: k.text('time_zone').notNull().default('Europe/Paris'),
    branding: k.json<Branding>('branding').notNull(),
    options: k.json<PortalOptions>('options').notNull(),
    types: k.json<InterventionType[]>('types').notNull(),
    linkDays: k.int('link_days').notNull().default(180),
    portalUrl: k.text('portal_url'),
    /** Last numbers given out; the next one is taken in the transaction that uses it. */
    customerNumber: k.int('customer_number').notNull().default(0),
    interventionNumber: k.int('intervention_number').notNull().default(0),
    dossierNumber: k.int('dossier_number').notNull().default(0),
    journalPosition: k.int('journal_position').notNull().default(0),
    createdAt: k.time('created_at').notNull(),
    version: k.int('version').notNull().default(1),
  });

  return { companies };
};

export const originTables = (k: TenantKit) => {
  /** Its own table because a preflight carries no token: any registered origin must be found without a company. */
  const companyOrigins = k.tenantTable(
    'company_origins',
    {
      origin: k.text('origin').notNull(),
    },
    { key: ['origin'], indexes: (t) => [k.index('company_origins_origin').on(t.origin)] },
  );

  return { companyOrigins };
};
