/**
 * What can be searched. A feature declares each kind of its things, and searches it like any other:
 *
 *     export const searchedSites: KindBy<'id'> = { letter: 's', rows: (t) => t.sites, key: 'id' };
 */
import type { Schema } from '../store/store.ts';
import type { TargetTable } from '../store/tenant-row.ts';

/** What a row is known by outside the index: its number within the company where rows have one, else its id. */
interface Keys {
  number: number;
  id: string;
}

export interface KindBy<Key extends keyof Keys> {
  /** In each row of the index: the word for it, there, would be a sixth of all that is stored. */
  letter: string;
  rows(t: Schema): TargetTable & Record<Key, TargetTable['id']>;
  key: Key;
}

export type SearchedKind = KindBy<'number'> | KindBy<'id'>;

/** Of one row, for `indexForSearch`. */
export interface IndexedRow<Key extends keyof Keys> {
  key: Keys[Key];
  /** All that it can be found by … */
  texts: readonly (string | number | null)[];
  /** … names, which are also found run together … */
  names: readonly (string | null)[];
  /** … names that a part of the portal may hide: found only by whom they are shown … */
  hideable?: readonly (string | null)[];
  /** … and telephone numbers. */
  phones: readonly (string | null)[];
}
