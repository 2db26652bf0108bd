/** Positions in lists: opaque to callers, good for the list that made them alone. */
import type { Sealer } from '../access/seal.ts';
import { refused } from '../problem.ts';

export type CursorValue = string | number | null;

/** `list` names the list, with the order or filter that the position belongs to. */
export const encodeCursor = (sealer: Sealer, list: string, values: readonly CursorValue[]): string =>
  sealer.seal(`cursor ${list}`, JSON.stringify(values));

/** What `encodeCursor` was given; 422 on `cursor` for one that was not made for this. */
export const decodeCursor = (sealer: Sealer, list: string, cursor: string): CursorValue[] => {
  const text = sealer.open(`cursor ${list}`, cursor);
  if (text === null) throw refused('cursor', 'invalid');
  return JSON.parse(text) as CursorValue[];
};
