/**
 * Positions in lists: good for the list that made them alone. A position says what the last row of its page showed, so it
 * is tagged and not sealed: every page of every list makes one, and sealing costs several times as much.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Sealer } from '../access/seal.ts';
import { refused } from '../problem.ts';

export type CursorValue = string | number | null;

/** `list` names the list, with the order or filter that the position belongs to. */
export const encodeCursor = (sealer: Sealer, list: string, values: readonly CursorValue[]): string => {
  const text = Buffer.from(JSON.stringify(values)).toString('base64url');
  return `${text}.${sealer.tag(`cursor ${list}`, text)}`;
};

/** What `encodeCursor` was given; 422 on `cursor` for one that was not made for this. */
export const decodeCursor = (sealer: Sealer, list: string, cursor: string): CursorValue[] => {
  const [text = '', tag = ''] = cursor.split('.');
  const ours = Buffer.from(`${text}.${sealer.tag(`cursor ${list}`, text)}`);
  const given = Buffer.from(cursor);
  if (tag === '' || given.length !== ours.length || !timingSafeEqual(given, ours)) throw refused('cursor', 'invalid');
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as CursorValue[];
};
