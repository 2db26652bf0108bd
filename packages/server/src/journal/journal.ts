/**
 * The journal as this process knows it: where each company stands, what happened since a position, and who wants to be told.
 * Live updates, mail, revocation and caches all read it; nobody else polls.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { newId } from '../ids.ts';
import { openIncarnation } from './incarnation.ts';
import { prepared, type Commit, type Schema, type Store } from '../store/store.ts';

/** One entry as stored. The position never leaves the server in clear. */
export type Entry = Schema['journal']['$inferSelect'];

/** Entries of one company, oldest first, without a gap since the last call for that company. */
export type Listener = (companyId: string, entries: readonly Entry[]) => void;

export interface Journal {
  /**
   * Another text as soon as anything of this company was committed: at once for this process, and wherever
   * `store.isCurrent()` says so for others. What an answer was made of, for its ETag.
   */
  version(companyId: string): string;
  /** The position of the last entry that listeners were told of; 0 for a company without entries. Not for ETags: it comes a moment later. */
  position(companyId: string): number;
  /** Entries after a position, oldest first. */
  after(companyId: string, position: number, limit: number): Promise<Entry[]>;
  /** Be told of every entry committed from now on, by this process or another. Answers how to stop. */
  follow(listener: Listener): () => void;
  /** Look for new entries now: of these companies, or of all. Resolves once listeners were told. */
  wake(companyIds?: readonly string[]): Promise<void>;
  /** Which life of the database positions are of: see `incarnation.ts`. */
  readonly incarnation: string;
  /** Aborted when the server stops: whoever holds a stream open ends it. */
  readonly closed: AbortSignal;
  /** Ends every live stream and tells nobody anything from then on. Comes before `store.close()`. */
  close(): Promise<void>;
}

const batch = 500;
/**
 * Word of what another process wrote may never come: it can die between its commit and its word. Each looks for itself as
 * often, one number for all companies.
 */
const lookEvery = 1_000;
/** While the database does not answer. */
const retryAfter = 500;

/** Reads where every company stands and follows from there. */
export const openJournal = async (store: Store, log: Logger): Promise<Journal> => {
  const journal = new StoreJournal(store, log, await openIncarnation(store));
  await journal.start();
  return journal;
};

class StoreJournal implements Journal {
  readonly incarnation: string;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  readonly #closing = new AbortController();
  readonly #positions = new Map<string, number>();
  readonly #catchingUp = new Map<string, Promise<void>>();
  /** Companies with entries that came while they were being caught up with. */
  readonly #again = new Set<string>();
  readonly #versions = new Map<string, number>();
  /** Differs from process to process, and changes when anything may have changed. */
  #epoch = newId();
  #ignore: () => void = () => {};
  #started = false;
  /** Of all companies' positions, as told. */
  #sum = 0;
  #looking: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(store: Store, log: Logger, incarnation: string) {
    this.incarnation = incarnation;
    this.#store = store;
    this.#log = log;
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  async start(): Promise<void> {
    // Listening comes first: what is committed while the positions are read is then found twice, never missed.
    this.#ignore = this.#store.changed((commit) => this.#changed(commit));
    for (const { id, position } of await this.#heads()) this.#setPosition(id, position);
    this.#started = true;
    await this.wake();
    this.#looking = setInterval(() => void this.#look(), lookEvery).unref();
  }

  version(companyId: string): string {
    return `${this.#epoch}.${this.#versions.get(companyId) ?? 0}`;
  }

  position(companyId: string): number {
    return this.#positions.get(companyId) ?? 0;
  }

  async after(companyId: string, position: number, limit: number): Promise<Entry[]> {
    const { read, t } = this.#store;
    const { journal } = t;
    return prepared(read, 'journal.after', (ph) =>
      read
        .select()
        .from(journal)
        .where(and(eq(journal.companyId, ph('companyId')), gt(journal.position, ph('position'))))
        .orderBy(asc(journal.position))
        .limit(ph('limit')),
    )({ companyId, position, limit });
  }

  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async wake(companyIds?: readonly string[]): Promise<void> {
    const behind = companyIds ?? (await this.#behind());
    await Promise.all(behind.map((companyId) => this.#catchUp(companyId)));
  }

  async close(): Promise<void> {
    this.#ignore();
    clearInterval(this.#looking);
    this.#closing.abort();
    this.#listeners.clear();
    await Promise.allSettled(this.#catchingUp.values());
  }

  #changed({ companies }: Commit): void {
    if (!companies) {
      this.#epoch = newId();
      this.#versions.clear();
    }
    for (const companyId of companies ?? []) {
      this.#versions.set(companyId, (this.#versions.get(companyId) ?? 0) + 1);
    }
    if (!this.#started) return;
    this.wake(companies).catch(() => this.#later(companies));
  }

  /** The database did not answer; nothing else will say that there is something to find. */
  #later(companies: readonly string[] | undefined): void {
    pause(retryAfter, undefined, { ref: false, signal: this.closed })
      .then(() => this.wake(companies))
      .catch(() => this.closed.aborted || this.#later(companies));
  }

  /** One reading at a time for each company, so that entries come in order and once. */
  #catchUp(companyId: string): Promise<void> {
    this.#again.add(companyId);
    let running = this.#catchingUp.get(companyId);
    if (!running) {
      running = this.#readOn(companyId);
      this.#catchingUp.set(companyId, running);
    }
    return running;
  }

  async #readOn(companyId: string): Promise<void> {
    try {
      while (this.#again.delete(companyId)) {
        for (let full = true; full && !this.closed.aborted;) {
          const entries = await this.after(companyId, this.position(companyId), batch);
          full = entries.length === batch;
          const last = entries.at(-1);
          if (!last || this.closed.aborted) break;
          this.#setPosition(companyId, last.position);
          this.#tell(companyId, entries);
        }
      }
    } finally {
      // In the same turn as the look at `#again`: whoever comes later begins another reading.
      this.#catchingUp.delete(companyId);
    }
  }

  #tell(companyId: string, entries: readonly Entry[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(companyId, entries);
      } catch (error) {
        // One listener's mistake must not keep the others from hearing that a link was revoked.
        this.#log.error({ err: error }, 'a listener of the journal failed');
      }
    }
  }

  #setPosition(companyId: string, position: number): void {
    this.#sum += position - this.position(companyId);
    this.#positions.set(companyId, position);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      if (!this.#store.isCurrent() && (await this.#sumOfHeads()) !== this.#sum) await this.wake();
    } catch {
      // The database does not answer for the moment; the next look finds the same.
    } finally {
      this.#isLooking = false;
    }
  }

  async #sumOfHeads(): Promise<number> {
    const { read, t } = this.#store;
    const [found] = await prepared(read, 'journal.sum', () =>
      read.select({ sum: sql<number>`sum(${t.companies.journalPosition})`.mapWith(Number) }).from(t.companies),
    )();
    return found?.sum ?? 0;
  }

  async #behind(): Promise<string[]> {
    const heads = await this.#heads();
    return heads.filter(({ id, position }) => position > this.position(id)).map(({ id }) => id);
  }

  async #heads(): Promise<{ id: string; position: number }[]> {
    const { read, t } = this.#store;
    return read.select({ id: t.companies.id, position: t.companies.journalPosition }).from(t.companies);
  }
}
