import type { Branding, InterventionType, PortalOptions } from '@parvis/sdk/contract';
import type { Kit } from '../store/kit.ts';

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
    /** Exact origins, sorted. What names no company finds them in the look-ups. */
    allowedOrigins: k.json<string[]>('allowed_origins').notNull(),
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
