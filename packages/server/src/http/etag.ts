/**
 * ETags. Where memory is current (an embedded database) the version of the company's journal tells whether anything can
 * have changed since an answer was made: an unchanged one costs no query. Elsewhere the answer itself is hashed.
 */
import { hash } from 'node:crypto';
import type { Viewer } from '../access/viewer.ts';
import type { Journal } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';

// Answers carry addresses of files that are good for a while, so none stays unchanged for longer.
const bucketMillis = 30 * 60_000;

export class ETags {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #companies = new Map<string, { version: string; bucket: number; text: string }>();
  readonly #viewers = new WeakMap<Viewer, string>();

  constructor(store: Store, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
  }

  /** The tag of what this viewer would get from this address now, or null when only the answer can tell. */
  ofVersion(viewer: Viewer, url: string): string | null {
    if (!this.#store.isCurrent()) return null;
    return `W/"${this.#company(viewer.companyId)}${this.#viewer(viewer)}${fnv(url)}"`;
  }

  ofBody(text: string): string {
    return `W/"${hash('sha1', text, 'base64url')}"`;
  }

  /** Hashed: neither how often a company changes nor since when we run is anybody's business. */
  #company(companyId: string): string {
    const version = this.#journal.version(companyId);
    const bucket = Math.floor(Date.now() / bucketMillis);
    const known = this.#companies.get(companyId);
    if (known?.version === version && known.bucket === bucket) return known.text;
    const text = hash('sha256', `${companyId} ${version} ${bucket}`, 'base64url').slice(0, 16);
    this.#companies.set(companyId, { version, bucket, text });
    return text;
  }

  /** By session, not by person: the addresses of files in an answer end with the session they were made for. */
  #viewer(viewer: Viewer): string {
    let text = this.#viewers.get(viewer);
    if (text === undefined) {
      text = hash('sha256', viewer.standsOn[0], 'base64url').slice(0, 12);
      this.#viewers.set(viewer, text);
    }
    return text;
  }
}

/** If-None-Match compares weakly and may list several. */
export const matches = (ifNoneMatch: string, tag: string): boolean =>
  ifNoneMatch === tag || (ifNoneMatch.includes(',') && ifNoneMatch.split(',').some((part) => part.trim() === tag));

/** FNV-1a: tells addresses apart, guards nothing. */
function fnv(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}
