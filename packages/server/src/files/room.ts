/** Room for files that nothing holds: nobody can fill the disk with them, however many they send at the same time. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { hold } from '../edit.ts';
import { conflict } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, prepared, type Reader, type Schema, type Tx, type Work } from '../store/store.ts';

const unclaimedPerOwner = 50;

/** Uploads of each owner that have no row yet. */
const underWay = new Map<string, number>();

/**
 * Takes a place before any work is done. In this process: what counts in the end is `checkRoom`, in the transaction of
 * the row, on whichever server. Raises 409 `too-many-files`.
 */
export async function withRoom<Out>(s: Services, owner: string, work: () => Promise<Out>): Promise<Out> {
  const [found] = await unclaimedOf(s.store.read, s.store.t, owner);
  const others = underWay.get(owner) ?? 0;
  if ((found?.count ?? 0) + others >= unclaimedPerOwner) throw conflict('too-many-files');
  underWay.set(owner, others + 1);
  try {
    return await work();
  } finally {
    const left = underWay.get(owner)! - 1;
    if (left > 0) underWay.set(owner, left);
    else underWay.delete(owner);
  }
}

/** The same in the transaction that writes the row. Raises 409 `too-many-files`. */
export function* checkRoom(tx: Tx, companyId: string, owner: string): Work<void> {
  // Two servers that take in files of one owner count one after the other.
  yield* hold(tx, 'companies', companyId);
  const found = yield* one(unclaimedOf(tx, tx.t, owner));
  if (found && found.count >= unclaimedPerOwner) throw conflict('too-many-files');
}

const unclaimedOf = (db: Reader, { files }: Schema, owner: string) =>
  prepared(db, 'files.unclaimedOf', (ph) =>
    db
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(files)
      .where(and(isNull(files.claimedAt), eq(files.owner, ph('owner')))),
  )({ owner });
