/**
 * What ETags are made of where memory is current: for each key of an audience, when things of each kind that its holders
 * see have changed last. Kept for keys that somebody's answers were asked about, so that what nobody reads costs nothing.
 */
import { newId } from '../ids.ts';
import type { Touched } from '../store/store.ts';

/** Keys that are remembered, at most 30 MB of them; the one that was asked about first is forgotten for a further one. */
const mostKeys = 50_000;

interface Version {
  /** The last change; of what is not known for itself, too. */
  last: number;
  /** None until something changes. */
  kinds?: Map<string, number>;
  since: number;
}

/** Whose changes count: of a company by `whole` whatever they are about, by `keys` those about `kinds`. */
export interface Counted {
  whole: readonly string[];
  keys: readonly string[];
  kinds: readonly string[];
}

/** A key among those of all companies. */
const keyIn = (companyId: string, key: string): string => `${companyId} ${key}`;
/** Held by everybody of the company: of it, anything may have changed. */
const anything = '';

export class Versions {
  readonly #most: number;
  readonly #known = new Map<string, Version>();
  #epoch = newId();
  #count = 0;

  constructor(most = mostKeys) {
    this.#most = most;
  }

  /** Goes on with every change that somebody might have read about: while it stands, so does every version. */
  get count(): number {
    return this.#count;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#known.size;
  }

  /** Another text after each change that counts, and after no other. */
  of({ whole, keys, kinds }: Counted): string {
    let last = 0;
    for (const key of whole) last = Math.max(last, this.#watched(key).last);
    for (const key of keys) {
      const version = this.#watched(key);
      last = Math.max(last, version.since);
      if (version.kinds) for (const kind of kinds) last = Math.max(last, version.kinds.get(kind) ?? 0);
    }
    return `${this.#epoch}.${last}`;
  }

  /** Takes note of what one commit has changed. */
  note(touched: Touched): void {
    for (const [companyId, marks] of touched) {
      if (!marks) this.#change(keyIn(companyId, anything), '');
      for (const { about, keys } of marks ?? []) for (const key of keys) this.#change(keyIn(companyId, key), about);
    }
  }

  /** Anything may have changed, of any company. */
  renew(): void {
    this.#epoch = newId();
    this.#count += 1;
    this.#known.clear();
  }

  #change(key: string, kind: string): void {
    const version = this.#known.get(key);
    if (!version) return;
    version.last = ++this.#count;
    (version.kinds ??= new Map()).set(kind, version.last);
  }

  #watched(key: string): Version {
    let version = this.#known.get(key);
    if (!version) {
      const [oldest] = this.#known.size >= this.#most ? this.#known.keys() : [];
      if (oldest !== undefined) this.#known.delete(oldest);
      // What happened before is not known: as if it had changed now.
      const since = ++this.#count;
      this.#known.set(key, (version = { last: since, since }));
    }
    return version;
  }
}

/** What counts for a viewer of a company, by the keys that they hold. */
export const countedIn = (companyId: string, { whole, keys, kinds }: Counted): Counted => ({
  whole: [anything, ...whole].map((key) => keyIn(companyId, key)),
  keys: keys.map((key) => keyIn(companyId, key)),
  kinds,
});
