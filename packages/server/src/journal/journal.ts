/**
 * The journal as this process knows it: where each company stands, what happened since a position, and who wants to be told.
 * Live updates, mail, revocation and caches all read it; nobody else polls.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Logger } from 'pino';
import { markOf, readHeads, readSum, type Head } from './heads.ts';
import { openIncarnation } from './incarnation.ts';
import { prepared, type Commit, type Schema, type Store } from '../store/store.ts';
import { Versions } from './versions.ts';

/** One entry as stored. The position never leaves the server in clear. */
export type Entry = Schema['journal']['$inferSelect'];

/** Entries of one company, oldest first, without a gap since the last call for that company. */
export type Listener = (companyId: string, entries: readonly Entry[]) => void;

export interface Journal {
  /**
   * When what the holders of a key see has changed last: at once for what this process commits, and wherever
   * `store.isCurrent()` says so for others. What an answer was made of, for its ETag.
   */
  readonly versions: Versions;
  /** The position of the last entry that listeners were told of; 0 for a company without entries. Not for ETags: it comes a moment later. */
  position(companyId: string): number;
  /** Entries after a position, oldest first. */
  after(companyId: string, position: number, limit: number): Promise<Entry[]>;
  /**
   * Be told of every entry committed from now on, by this process or another. `renewed`: the journal is another from here
   * on, and what it tells next does not follow what it told; anything that was known from it is to be read again.
   * Answers how to stop.
   */
  follow(listener: Listener, renewed: () => void): () => void;
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

interface Follower {
  listener: Listener;
  renewed: () => void;
}

class StoreJournal implements Journal {
  #incarnation: string;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #followers = new Set<Follower>();
  readonly #closing = new AbortController();
  /** The last entry of each company that was told. */
  #told = new Map<string, Head>();
  readonly #catchingUp = new Map<string, Promise<void>>();
  /** Companies with entries that came while they were being caught up with. */
  readonly #again = new Set<string>();
  readonly versions = new Versions();
  #ignore: () => void = () => {};
  #started = false;
  /** Of all companies' positions, as told. */
  #sum = 0;
  #looking: NodeJS.Timeout | undefined;
  #isLooking = false;
  #renewing: Promise<void> | undefined;

  constructor(store: Store, log: Logger, incarnation: string) {
    this.#incarnation = incarnation;
    this.#store = store;
    this.#log = log;
  }

  get incarnation(): string {
    return this.#incarnation;
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  async start(): Promise<void> {
    // Listening comes first: what is committed while the positions are read is then found twice, never missed.
    this.#ignore = this.#store.changed((commit) => this.#changed(commit));
    this.#stand(await readHeads(this.#store));
    this.#started = true;
    await this.wake();
    this.#looking = setInterval(() => void this.#look(), lookEvery).unref();
  }

  position(companyId: string): number {
    return this.#told.get(companyId)?.position ?? 0;
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

  follow(listener: Listener, renewed: () => void): () => void {
    const follower = { listener, renewed };
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  async wake(companyIds?: readonly string[]): Promise<void> {
    const behind = companyIds ?? (await this.#behind());
    await Promise.all(behind.map((companyId) => this.#catchUp(companyId)));
  }

  async close(): Promise<void> {
    this.#ignore();
    clearInterval(this.#looking);
    this.#closing.abort();
    this.#followers.clear();
    await Promise.allSettled(this.#catchingUp.values());
  }

  #changed({ companies, touched }: Commit): void {
    if (companies) this.versions.note(touched ?? new Map(companies.map((companyId) => [companyId, null])));
    else this.versions.renew();
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
        for (let more = true; more && !this.closed.aborted;) more = await this.#tellNext(companyId);
      }
    } finally {
      // In the same turn as the look at `#again`: whoever comes later begins another reading.
      this.#catchingUp.delete(companyId);
    }
  }

  /**
   * Tells what follows, and whether there may be more. The last entry that was told is read with it: where it is gone, or
   * another stands under its number, this is not the journal that was told of.
   */
  async #tellNext(companyId: string): Promise<boolean> {
    const incarnation = this.#incarnation;
    const told = this.#told.get(companyId) ?? { position: 0, mark: null };
    const known = told.mark === null ? 0 : 1;
    const found = await this.after(companyId, told.position - known, batch);
    if (this.closed.aborted) return false;
    // The journal began anew meanwhile.
    if (incarnation !== this.#incarnation) return true;
    if (known === 1 && !(found[0]?.position === told.position && markOf(found[0]) === told.mark)) {
      await this.#renew(incarnation);
      return true;
    }
    const last = found.at(-1);
    if (last && found.length > known) {
      this.#sum += last.position - told.position;
      this.#told.set(companyId, { position: last.position, mark: markOf(last) });
      const entries = found.slice(known);
      this.#tell(({ listener }) => listener(companyId, entries));
    }
    return found.length === batch;
  }

  /** Begins anew after the incarnation that has ended, once for all who find that it has. */
  #renew(ended: string): Promise<void> {
    if (ended !== this.#incarnation) return Promise.resolve();
    this.#renewing ??= this.#beginAnew().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #beginAnew(): Promise<void> {
    const incarnation = await openIncarnation(this.#store, this.#incarnation);
    const heads = await readHeads(this.#store);
    if (this.closed.aborted) return;
    this.#log.warn('the database is not the one that it was: its journal begins anew');
    // All in one turn: nobody gives out a position of the one under the name of the other.
    this.#incarnation = incarnation;
    this.#stand(heads);
    this.versions.renew();
    this.#tell(({ renewed }) => renewed());
  }

  #tell(what: (follower: Follower) => void): void {
    for (const follower of this.#followers) {
      try {
        what(follower);
      } catch (error) {
        // One listener's mistake must not keep the others from hearing that a link was revoked.
        this.#log.error({ err: error }, 'a listener of the journal failed');
      }
    }
  }

  #stand(heads: Map<string, Head>): void {
    this.#told = heads;
    this.#sum = 0;
    for (const { position } of heads.values()) this.#sum += position;
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      if (!this.#store.isCurrent() && (await this.#hasMoved())) await this.wake();
    } catch {
      // The database does not answer for the moment; the next look finds the same.
    } finally {
      this.#isLooking = false;
    }
  }

  async #hasMoved(): Promise<boolean> {
    const { sum, incarnation } = await readSum(this.#store);
    return sum !== this.#sum || incarnation !== this.#incarnation;
  }

  /** Companies that stand elsewhere than what was told. A sum hides one that went back behind another that went on. */
  async #behind(): Promise<string[]> {
    const known = this.#incarnation;
    const told = [...this.#told.keys()];
    const [{ incarnation }, heads] = await Promise.all([readSum(this.#store), readHeads(this.#store)]);
    // Begun by another node, or by `parvis restored`.
    if (incarnation !== known) await this.#renew(known);
    const isTold = ([id, { position, mark }]: [string, Head]) =>
      position === this.position(id) && mark === (this.#told.get(id)?.mark ?? null);
    return [...[...heads].filter((head) => !isTold(head)).map(([id]) => id), ...told.filter((id) => !heads.has(id))];
  }
}
