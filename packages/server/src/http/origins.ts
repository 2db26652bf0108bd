/**
 * Which pages may call the API (CORS). A company registers exact origins; they are kept in memory, because a preflight
 * carries no token and every request of a browser asks. Before one is refused, what was committed since they were read is
 * looked at: once, however many ask.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { eq, inArray } from 'drizzle-orm';
import type { Journal } from '../journal/journal.ts';
import { storeError, type Store } from '../store/store.ts';
import type { Logger } from 'pino';

export interface Origins {
  /** Whether any company registered it: all that can be known of a preflight. */
  known(origin: string): boolean;
  /** Whether pages of this origin may act for this company: the company's own, and ours. */
  allows(companyId: string, origin: string): boolean;
  /** The same, looked at once more before it is refused. */
  allowsNow(companyId: string, origin: string): Promise<boolean>;
  /** The companies that registered it. */
  companiesOf(origin: string): string[];
  /** Our own pages. */
  isOurs(origin: string | null): boolean;
  /**
   * Until everything that is told to be committed is known here: before a refusal, and before whoever changed the origins
   * is answered. Nothing where nothing was committed since the last time.
   */
  refresh(): Promise<void> | undefined;
  /** Calls back whenever they were read again: those of some companies, or of all (null). */
  onRead(listener: (companyIds: readonly string[] | null) => void): void;
}

/** More companies than these are read all together. */
const mostNamed = 500;
/** While the database does not answer: what was taken back must not stay allowed. */
const retryAfter = 500;

export async function openOrigins(store: Store, journal: Journal, url: string, log: Logger): Promise<Origins> {
  const origins = new StoreOrigins(store, url);
  // Listening comes first: what is committed while they are read is read again.
  const ignore = store.changed(({ companies }) => origins.expire(companies));
  journal.closed.addEventListener('abort', ignore);
  const follow = () => {
    origins.refresh()?.catch((error: unknown) => {
      log.error({ err: storeError(error) }, 'the allowed origins could not be read');
      pause(retryAfter, undefined, { ref: false, signal: journal.closed }).then(follow, () => {});
    });
  };
  journal.follow((_companyId, entries) => {
    if (entries.some(({ subjectType }) => subjectType === 'company')) follow();
  }, follow);
  await origins.refresh();
  return origins;
}

interface Registered {
  companyId: string;
  origin: string;
}

class StoreOrigins implements Origins {
  readonly #store: Store;
  readonly #url: string;
  /** The companies of each origin. */
  readonly #companies = new Map<string, Set<string>>();
  /** Something of theirs was committed since they were read. */
  #expired: Set<string> | 'all' | null = 'all';
  #reading: Promise<void> | undefined;
  readonly #listeners: ((companyIds: readonly string[] | null) => void)[] = [];

  constructor(store: Store, url: string) {
    this.#store = store;
    this.#url = url;
  }

  known(origin: string): boolean {
    return origin === this.#url || this.#companies.has(origin);
  }

  allows(companyId: string, origin: string): boolean {
    return origin === this.#url || this.#companies.get(origin)?.has(companyId) === true;
  }

  async allowsNow(companyId: string, origin: string): Promise<boolean> {
    if (!this.allows(companyId, origin)) await this.refresh();
    return this.allows(companyId, origin);
  }

  companiesOf(origin: string): string[] {
    return [...(this.#companies.get(origin) ?? [])];
  }

  isOurs(origin: string | null): boolean {
    return origin === this.#url;
  }

  onRead(listener: (companyIds: readonly string[] | null) => void): void {
    this.#listeners.push(listener);
  }

  /** What was committed of these companies, or of all, is not known yet. */
  expire(companies: readonly string[] | undefined): void {
    if (!companies) this.#expired = 'all';
    else if (this.#expired !== 'all' && companies.length > 0) {
      this.#expired ??= new Set();
      for (const id of companies) this.#expired.add(id);
    }
  }

  refresh(): Promise<void> | undefined {
    if (this.#expired === null) return this.#reading;
    // One after the other: what was read later is what stays.
    const before = this.#reading ?? Promise.resolve();
    const reading = before.catch(() => {}).then(() => this.#readExpired());
    const done = () => {
      if (this.#reading === reading) this.#reading = undefined;
    };
    reading.then(done, done);
    return (this.#reading = reading);
  }

  async #readExpired(): Promise<void> {
    const expired = this.#expired;
    if (expired === null) return;
    this.#expired = null;
    const named = expired === 'all' || expired.size > mostNamed ? null : [...expired];
    try {
      const found = named === null ? await this.#ofAll() : await this.#ofSome(named);
      this.#forget(named);
      for (const { companyId, origin } of found) {
        const companies = this.#companies.get(origin);
        if (companies) companies.add(companyId);
        else this.#companies.set(origin, new Set([companyId]));
      }
    } catch (error) {
      this.expire(named ?? undefined);
      throw error;
    }
    for (const listener of this.#listeners) listener(named);
  }

  async #ofAll(): Promise<Registered[]> {
    const { lookups } = this.#store.t;
    return await this.#store.read
      .select({ companyId: lookups.companyId, origin: lookups.value })
      .from(lookups)
      .where(eq(lookups.kind, 'origin'));
  }

  async #ofSome(named: string[]): Promise<Registered[]> {
    const { companies } = this.#store.t;
    const found = await this.#store.read
      .select({ companyId: companies.id, allowedOrigins: companies.allowedOrigins })
      .from(companies)
      .where(inArray(companies.id, named));
    return found.flatMap(({ companyId, allowedOrigins }) => allowedOrigins.map((origin) => ({ companyId, origin })));
  }

  #forget(named: readonly string[] | null): void {
    if (named === null) this.#companies.clear();
    else
      for (const [origin, companies] of this.#companies) {
        for (const id of named) companies.delete(id);
        if (companies.size === 0) this.#companies.delete(origin);
      }
  }
}

const allowedHeaders = 'authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id';
// Two hours is the most that Chromium keeps.
const preflightSeconds = 7200;

/** The answer to a preflight. */
export async function preflight(origins: Origins, origin: string | null): Promise<Response> {
  if (origin !== null && !origins.known(origin)) await origins.refresh();
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
