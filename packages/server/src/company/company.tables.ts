import type { Address, Branding, InterventionType, PortalOptions } from '@parvis/sdk/contract';
import type { Kit } from '../store/kit.ts';
import type { TenantKit } from '../store/tenant-kit.ts';

/** The logos that a company has, by what they are shown on; their bytes are in `logos`. */
export interface LogoRefs {
  light: LogoRef | null;
  dark: LogoRef | null;
}
export interface LogoRef {
  id: string;
  width: number;
  height: number;
}

export const companyTables = (k: Kit) => {
  const companies = k.table('companies', {
    id: k.id('id').primaryKey(),
    name: k.text('name').notNull(),
    phone: k.text('phone').notNull().default(''),
    email: k.text('email').notNull().default(''),
    address: k
      .json<Address>('address')
      .notNull()
      .$defaultFn(() => ({ line1: '', line2: '', postalCode: '', city: '', country: 'FR' })),
    lang: k.oneOf('lang', ['fr', 'en']).notNull().default('fr'),
    timeZone: k.text('time_zone').notNull().default('Europe/Paris'),
    branding: k.json<Branding>('branding').notNull(),
    logo: k
      .json<LogoRefs>('logo')
      .notNull()
      .$defaultFn(() => ({ light: null, dark: null })),
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

/**
 * The bytes of logos. They lie in the database and not in the storage of files: some kilobytes each, two of a company at
 * most, asked for by pages that nobody is signed in to; written and gone with the setting, and in its backup.
 */
export const logoTables = (k: TenantKit) => {
  const logos = k.tenantTable('logos', {
    /** Another one for each picture: its address never changes what it answers. */
    id: k.id('id').notNull(),
    /** WebP, in base64. */
    content: k.text('content').notNull(),
  });
  return { logos };
};
