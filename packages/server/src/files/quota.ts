/** The quota of files that nothing holds: nobody can fill the disk with them, however many they send at the same time. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { conflict } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, prepared, type Reader, type Schema, type Tx, type Work } from '../store/store.ts';

const unclaimedPerOwner = 50;

/** What is under way in this process, by owner: so much at a time. */
class ConcurrencyLimit {
  readonly #taken = new Map<string, number>();

  /** Raises 409 `too-many-files` when there are `most`. */
  async run<Out>(owner: string, most: number, work: () => Promise<Out>): Promise<Out> {
    const others = this.#taken.get(owner) ?? 0;
    if (others >= most) throw conflict('too-many-files');
    this.#taken.set(owner, others + 1);
    try {
      return await work();
    } finally {
      const left = this.#taken.get(owner)! - 1;
      if (left > 0) this.#taken.set(owner, left);
      else this.#taken.delete(owner);
    }
  }
}
const receiving = new ConcurrencyLimit();
const keeping = new ConcurrencyLimit();

/** Whose files: an owner is one within a company. */
interface Owner {
  companyId: string;
  owner: string;
}
const nameOf = ({ companyId, owner }: Owner): string => `${companyId} ${owner}`;

/**
 * While bytes come in: only when they are there can be told whether they were sent before, and count against no quota at
 * all.
 */
export const whileReceiving = <Out>(of: Owner, work: () => Promise<Out>): Promise<Out> =>
  receiving.run(nameOf(of), unclaimedPerOwner, work);

/**
 * Counts against the quota before any work is done. In this process: what counts in the end is `assertWithinQuota`, in the
 * transaction that makes the file known, on whichever server. Raises 409 `too-many-files`.
 */
export async function withinQuota<Out>(s: Pick<Services, 'store'>, of: Owner, work: () => Promise<Out>): Promise<Out> {
  const [found] = await unclaimedOf(s.store.read, s.store.t, of.companyId, of.owner);
  return await keeping.run(nameOf(of), unclaimedPerOwner - (found?.count ?? 0), work);
}

/** The same in the transaction that makes it known. Raises 409 `too-many-files`. */
export function* assertWithinQuota(tx: Tx, companyId: string, owner: string): Work<void> {
  // Two servers that take in files of one owner count one after the other.
  yield* lockRow(tx, 'companies', companyId);
  const found = yield* one(unclaimedOf(tx, tx.t, companyId, owner));
  if (found && found.count >= unclaimedPerOwner) throw conflict('too-many-files');
}

const unclaimedOf = (db: Reader, { files }: Schema, companyId: string, owner: string) =>
  prepared(db, 'files.unclaimedOf', (ph) =>
    db
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(files)
      .where(and(eq(files.companyId, ph('companyId')), isNull(files.claimedAt), eq(files.owner, ph('owner')))),
  )({ companyId, owner });
