/** Positions in lists: opaque to callers, good for the route that made them alone. */
import type { Sealer } from '../access/seal.ts';
import { refused } from '../problem.ts';

export type CursorValue = string | number | null;

/** `route` may carry more than the route: an order or filter that the position belongs to. */
export const encodeCursor = (sealer: Sealer, route: string, values: readonly CursorValue[]): string =>
  sealer.seal(`cursor ${route}`, JSON.stringify(values));

/** What `encodeCursor` was given; 422 on `cursor` for one that was not made for this. */
export const decodeCursor = (sealer: Sealer, route: string, cursor: string): CursorValue[] => {
  const text = sealer.open(`cursor ${route}`, cursor);
  if (text === null) throw refused('cursor', 'invalid');
  return JSON.parse(text) as CursorValue[];
};
