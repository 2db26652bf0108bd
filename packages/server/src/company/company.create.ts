/** A company's beginning: usual settings, and a first administrator who has yet to choose a password. */
import { eq } from 'drizzle-orm';
import { portalPart, type Company, type InterventionType, type Lang, type PortalOptions } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { inviteMember } from '../member/member.rules.ts';
import { run, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { phoneNumber } from '../phone.ts';
import { noLogo, putLogos, type DrawnLogos } from './company.logo.ts';
import { everybody } from '../access/audience.ts';

/** What a company of the trade begins with; it changes them at its desk. */
const defaultTypes: InterventionType[] = [
  { key: 'depannage', label: { fr: 'Dépannage', en: 'Repair' } },
  { key: 'entretien', label: { fr: 'Entretien', en: 'Maintenance' } },
  { key: 'installation', label: { fr: 'Installation', en: 'Installation' } },
  { key: 'autre', label: { fr: 'Autre', en: 'Other' } },
];

/** What the portal shows at first: customers open no dossiers by themselves until the company wants it. */
export const defaultOptions = Object.fromEntries(
  portalPart.options.map((part) => [part, part !== 'dossierCreation']),
) as PortalOptions;

const noBranding: Company['branding'] = { accent: null, surface: null, text: null, radius: null };

export interface NewCompany {
  name: string;
  lang: Lang;
  /** As it is called from the company's country; empty for none. */
  phone?: string;
  logos?: DrawnLogos;
  administrator: { firstName: string; lastName: string; email: string };
}

/** Adds a company and invites its first administrator. */
export function* createCompany(
  tx: Tx,
  { name, lang, phone = '', logos = {}, administrator }: NewCompany,
): Work<{ companyId: string; memberId: string }> {
  const companyId = newId();
  yield* run(
    tx.insert(tx.t.companies).values({
      id: companyId,
      name,
      lang,
      phone: phoneNumber('phone', phone),
      branding: noBranding,
      options: defaultOptions,
      types: defaultTypes,
      allowedOrigins: [],
      createdAt: now(),
    }),
  );
  const logo = yield* putLogos(tx, { id: companyId, logo: noLogo }, logos);
  yield* run(tx.update(tx.t.companies).set({ logo }).where(eq(tx.t.companies.id, companyId)));
  const by = { companyId, principal: 'system' };
  yield* append(tx, {
    companyId,
    kind: 'company.created',
    actor: 'system',
    subject: { type: 'company', id: companyId },
    audience: everybody,
  });
  const profile = {
    ...administrator,
    civility: '',
    landline: '',
    mobile: '',
    role: 'admin',
    rights: {},
    lang,
  } as const;
  const { id: memberId } = yield* inviteMember(tx, by, profile);
  return { companyId, memberId };
}
