import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Body, Company, InterventionType, companyApi } from '@parvis/sdk/contract';
import { asMember } from '../access/rights.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { reindexInterventionsOf } from '../work/intervention.search.ts';
import { append } from '../journal/append.ts';
import { withKeys } from '../named.ts';
import { countryOfZone, phoneNumber } from '../phone.ts';
import { invalid, refused, stale, type FieldError } from '../problem.ts';
import { cardView } from './company.card.ts';
import { putLogos, type DrawnLogos } from './company.logo.ts';
import { lookUpCompany } from './company.lookup.ts';
import { originOf, pageOf } from './web-address.ts';
import { assertPasswordFresh } from '../session/password-check.ts';
import { one, prepared, type Tx, type Store, type Work } from '../store/store.ts';
import { everybody } from '../access/audience.ts';

type CompanyChange = Body<(typeof companyApi)['PATCH /company']>;
type CompanyRow = Store['t']['companies']['$inferSelect'];

const view = (row: CompanyRow): Company => ({
  ...cardView(row),
  lang: row.lang,
  timeZone: row.timeZone,
  options: row.options,
  types: row.types,
  allowedOrigins: row.allowedOrigins,
  linkDays: row.linkDays,
  portalUrl: row.portalUrl,
  version: row.version,
});

/** The company's settings. */
export const readCompany = async ({ read, t }: Store, companyId: string): Promise<Company> => {
  const [row] = await prepared(read, 'company.read', (ph) =>
    read
      .select()
      .from(t.companies)
      .where(eq(t.companies.id, ph('companyId'))),
  )({ companyId });
  if (!row) throw new Error(`company ${companyId} has a viewer and no row`);
  return view(row);
};

/** One name for each zone, however it was typed: what is kept by it stays as much as there are zones. Raises 422 on `timeZone`. */
const zoneOf = (typed: string): string => {
  try {
    const { timeZone } = new Intl.DateTimeFormat('fr', { timeZone: typed }).resolvedOptions();
    // `+01:00` is read, too, and knows no summer.
    if (/^[A-Z]/.test(timeZone)) return timeZone;
  } catch {
    // Nobody knows it.
  }
  throw refused('timeZone', 'unknown-time-zone');
};

/** The types that are called otherwise now: interventions are found by their words. */
const wordsChanged = (before: InterventionType[], after: InterventionType[]): InterventionType[] =>
  after.filter(({ key, label }) => {
    const was = before.find((each) => each.key === key)?.label;
    return was && (was.fr !== label.fr || was.en !== label.en);
  });
/** What the browser will send and the policy of a page will hold: never the text as typed. Raises 422 naming each that is none. */
const parsedOrigins = (typed: readonly string[]): string[] => {
  const parsed = typed.map(originOf);
  const errors = parsed.flatMap((origin, n): FieldError[] =>
    origin === null ? [{ field: `allowedOrigins.${n}`, code: 'invalid' }] : [],
  );
  if (errors.length > 0) throw invalid(errors);
  return parsed.filter((origin) => origin !== null);
};

/** Raises 422 on `portalUrl`: `has-fragment` where the link itself would stand, `invalid` for what is no page. */
const portalPage = (typed: string | null): string | null => {
  if (typed === null) return null;
  const page = pageOf(typed);
  if (page === null) throw refused('portalUrl', typed.includes('#') ? 'has-fragment' : 'invalid');
  return page;
};

/**
 * Changes what the company set. Raises 412 `stale` when it was changed meanwhile, 422 for a time zone that does not exist, a phone
 * number that cannot be dialled, types that share a key, or a portal page outside the allowed origins; 403 `password-required` for
 * other origins, or another portal page.
 */
export function* changeCompany(
  tx: Tx,
  viewer: Viewer,
  version: number,
  change: CompanyChange,
  logos: DrawnLogos = {},
): Work<Company> {
  const { t } = tx;
  const companyId = viewer.companyId;
  const { allowedOrigins, branding, options, types, logo: _, ...plain } = change;
  const before = yield* one(tx.select().from(t.companies).where(eq(t.companies.id, companyId)));
  if (!before || before.version !== version) throw stale();

  const timeZone = plain.timeZone === undefined ? before.timeZone : zoneOf(plain.timeZone);
  const origins = allowedOrigins ? [...new Set(parsedOrigins(allowedOrigins))].toSorted() : before.allowedOrigins;
  const portalUrl = plain.portalUrl === undefined ? before.portalUrl : portalPage(plain.portalUrl);
  if (portalUrl !== null && !origins.includes(new URL(portalUrl).origin))
    throw refused(plain.portalUrl === undefined ? 'allowedOrigins' : 'portalUrl', 'origin-not-allowed');

  const after = yield* one(
    tx
      .update(t.companies)
      .set({
        ...plain,
        timeZone,
        portalUrl,
        allowedOrigins: origins,
        logo: yield* putLogos(tx, before, logos),
        ...(plain.phone !== undefined && { phone: phoneNumber('phone', plain.phone, countryOfZone(timeZone)) }),
        ...(types && { types: withKeys(before.types, types, 'types') }),
        ...(branding && { branding: { ...before.branding, ...branding } }),
        ...(options && { options: { ...before.options, ...options } }),
        version: version + 1,
      })
      .where(and(eq(t.companies.id, companyId), eq(t.companies.version, version)))
      .returning(),
  );
  if (!after) throw stale();
  for (const { key } of wordsChanged(before.types, after.types))
    yield* reindexInterventionsOf(tx, companyId, { type: key });
  const letsIn = !isDeepStrictEqual(origins, before.allowedOrigins);
  // A page that is let in may do in a member's or customer's browser what they may; on the portal's page every mailed link opens.
  if (letsIn || portalUrl !== before.portalUrl) yield* assertPasswordFresh(tx, asMember(viewer));
  yield* lookUpCompany(tx, before, after);
  yield* append(tx, {
    companyId,
    kind: 'company.changed',
    actor: principalOf(viewer),
    subject: { type: 'company', id: companyId },
    audience: everybody,
    fields: Object.keys(change),
  });
  return view(after);
}
