/**
 * How many there may be of what is listed whole, without pages: far more than anybody has, and few enough that a list of
 * them stays an answer, and a screen of them a screen.
 */
import { count, type SQL } from 'drizzle-orm';
import { conflict } from './problem.ts';
import { one, type Schema, type Tx, type Work } from './store/store.ts';

export const limits = {
  /** Of one customer; the removed are not counted. */
  contacts: 200,
  /** Of one dossier; the removed are not counted. */
  stakeholders: 100,
  /** Of one company, whatever their standing: their names are read whole to say who did something. */
  members: 1_000,
  /** Of one company; the revoked are not counted. */
  keys: 100,
  /** Of one company, those no longer asked included: they are never removed. */
  fields: 200,
} as const;

/** Raises 409 `limit-reached`, with the limit as `most`, where there are as many already. Of two at once both may pass. */
export function* assertBelowLimit(tx: Tx, name: keyof typeof limits, which: SQL | undefined): Work<void> {
  const table = tx.t[name] as Schema['keys'];
  const found = yield* one(tx.select({ count: count() }).from(table).where(which));
  if (found!.count >= limits[name]) throw conflict('limit-reached', { most: limits[name] });
}
