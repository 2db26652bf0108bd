/** Pages of a list by position (keyset), never by offset: the last page costs what the first does, and no row is shown twice. */
import type { Page } from '@parvis/sdk/contract';
import type { Sealer } from './access/seal.ts';
import { decodeCursor, encodeCursor, type CursorValue } from './http/cursor.ts';

/** What a row is sorted by, and its id where that alone does not tell rows apart. */
export type Position = readonly [CursorValue, ...CursorValue[]];

/** The position that a page starts after; null for the first page. `list` names the list and its order. */
export const positionOf = <P extends Position>(sealer: Sealer, list: string, cursor: string | undefined): P | null =>
  cursor === undefined ? null : (decodeCursor(sealer, list, cursor) as unknown as P);

/** A page from the rows found: one more than `limit` was asked for, to know whether another page follows. */
export const pageOf = <Row, Item>(
  sealer: Sealer,
  list: string,
  found: Row[],
  limit: number,
  { position, view }: { position: (row: Row) => Position; view: (row: Row) => Item },
): Page<Item> => {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = found.length > limit && last !== undefined ? encodeCursor(sealer, list, position(last)) : null;
  return { items: shown.map(view), next };
};
