/**
 * ETags. Where memory is current (an embedded database) the versions of the keys that a viewer holds tell whether anything
 * that they see can have changed since an answer was made: an unchanged one costs no query, and what others do changes
 * nobody's tag. Elsewhere the answer itself is hashed, and where keys do not say what somebody sees.
 */
import { hash } from 'node:crypto';
import { readsOf } from '../access/audience.ts';
import type { Readable } from '../access/readable.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Journal } from '../journal/journal.ts';
import { countedIn, type Counted } from '../journal/versions.ts';
import type { Store } from '../store/store.ts';
import { nowMillis } from '../time.ts';

// Answers carry addresses of files that are good for a while, so none stays unchanged for longer.
const bucketMillis = 30 * 60_000;

interface Tagged {
  counted: Counted;
  /** All that is known of the viewer: whoever has become another reads another answer. */
  viewer: string;
  /** When it was looked up last, and what it came to. */
  count: number;
  bucket: number;
  version: string;
  text: string;
}

export class ETags {
  readonly #features: Readable;
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #viewers = new WeakMap<Viewer, Tagged | null>();

  constructor(features: Readable, store: Store, journal: Journal) {
    this.#features = features;
    this.#store = store;
    this.#journal = journal;
  }

  /** The tag of what this viewer would get from this address now, or null when only the answer can tell. */
  ofVersion(viewer: Viewer, url: string): string | null {
    if (!this.#store.isCurrent()) return null;
    let tagged = this.#viewers.get(viewer);
    if (tagged === undefined) this.#viewers.set(viewer, (tagged = this.#tagged(viewer)));
    return tagged && `W/"${this.#textOf(tagged)}${fnv(url)}"`;
  }

  ofBody(text: string): string {
    return `W/"${hash('sha1', text, 'base64url')}"`;
  }

  #tagged(viewer: Viewer): Tagged | null {
    const reads = readsOf(this.#features, viewer);
    return (
      reads && {
        counted: countedIn(viewer.companyId, reads),
        viewer: JSON.stringify(viewer, (_, value: unknown) => (value instanceof Set ? [...value] : value)),
        count: -1,
        bucket: 0,
        version: '',
        text: '',
      }
    );
  }

  /** Hashed: neither how often something changes nor since when we run is anybody's business. */
  #textOf(tagged: Tagged): string {
    const { versions } = this.#journal;
    const bucket = Math.floor(nowMillis() / bucketMillis);
    if (tagged.count === versions.count && tagged.bucket === bucket) return tagged.text;
    const version = versions.of(tagged.counted);
    if (tagged.version !== version || tagged.bucket !== bucket) {
      tagged.text = hash('sha256', `${tagged.viewer} ${version} ${bucket}`, 'base64url').slice(0, 28);
      tagged.version = version;
      tagged.bucket = bucket;
    }
    tagged.count = versions.count;
    return tagged.text;
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
