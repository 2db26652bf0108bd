/**
 * Which pages may call the API (CORS). A company registers exact origins; they are kept in memory, because a preflight
 * carries no token and every request of a browser asks.
 */
import { eq } from 'drizzle-orm';
import type { Journal } from '../journal/journal.ts';
import { storeError, type Store } from '../store/store.ts';
import type { Logger } from 'pino';

export interface Origins {
  /** Whether any company registered it: all that can be known of a preflight. */
  known(origin: string): boolean;
  /** Whether pages of this origin may act for this company: the company's own, and ours. */
  allows(companyId: string, origin: string): boolean;
  /** The companies that registered it. */
  companiesOf(origin: string): string[];
  /** Our own pages. */
  isOurs(origin: string | null): boolean;
}

export async function openOrigins(store: Store, journal: Journal, url: string, log: Logger): Promise<Origins> {
  const companies = new Map<string, Set<string>>();
  const { companyOrigins } = store.t;

  const read = async (companyId?: string): Promise<void> => {
    const found = await store.read
      .select()
      .from(companyOrigins)
      .where(companyId === undefined ? undefined : eq(companyOrigins.companyId, companyId));
    if (companyId !== undefined) companies.delete(companyId);
    for (const row of found) {
      const origins = companies.get(row.companyId);
      if (origins) origins.add(row.origin);
      else companies.set(row.companyId, new Set([row.origin]));
    }
  };

  journal.follow((companyId, entries) => {
    if (!entries.some(({ subjectType }) => subjectType === 'company')) return;
    read(companyId).catch((error: unknown) =>
      log.error({ err: storeError(error) }, 'the allowed origins could not be read'),
    );
  });
  await read();

  return {
    known: (origin) => origin === url || [...companies.values()].some((origins) => origins.has(origin)),
    allows: (companyId, origin) => origin === url || companies.get(companyId)?.has(origin) === true,
    companiesOf: (origin) => [...companies].flatMap(([id, origins]) => (origins.has(origin) ? [id] : [])),
    isOurs: (origin) => origin === url,
  };
}

const allowedHeaders = 'authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id';
// Two hours is the most that Chromium keeps.
const preflightSeconds = 7200;

/** The answer to a preflight. */
export function preflight(origins: Origins, origin: string | null): Response {
  if (origin === null || !origins.known(origin))
    return new Response(null, { status: 204, headers: { vary: 'origin' } });
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': String(preflightSeconds),
      vary: 'origin',
    },
  });
}
