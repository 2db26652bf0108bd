/**
 * Positions in lists: good for the list that made them alone. A position holds what the last row of its page showed, so it
 * is tagged and not sealed: every page of every list makes one, and sealing takes three times as long.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Sealer } from '../access/seal.ts';
import { refused } from '../problem.ts';

export type CursorValue = string | number | null;

/** `list` names the list, with the order or filter that the position belongs to. */
export const encodeCursor = (sealer: Sealer, list: string, values: readonly CursorValue[]): string =>
  tagged(sealer, list, Buffer.from(JSON.stringify(values)).toString('base64url'));

/** What `encodeCursor` was given; 422 on `cursor` for one that was not made for this. */
export const decodeCursor = (sealer: Sealer, list: string, cursor: string): CursorValue[] => {
  const [text = ''] = cursor.split('.', 1);
  if (!isSame(cursor, tagged(sealer, list, text))) throw refused('cursor', 'invalid');
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as CursorValue[];
};

const tagged = (sealer: Sealer, list: string, text: string): string => `${text}.${sealer.tag(`cursor ${list}`, text)}`;

/** Compared in the same time wherever they differ. */
const isSame = (given: string, ours: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(ours)];
  return one.length === other.length && timingSafeEqual(one, other);
};
