/** Clears away what has had its time: unclaimed files, kept replies, one-time links, sessions. */
import { and, inArray, lt } from 'drizzle-orm';
import { sweepFiles } from '../files/sweep.ts';
import type { Services } from '../services.ts';
import { rows, type Tx, type Work } from '../store/store.ts';
import { startWorker, type Worker } from './worker.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** So many rows at a time: others write in between. */
const atOnce = 1000;

export function startSweep(s: Services): Worker {
  const worker = startWorker(s.log, 'sweep', hour, () => sweep(s));
  const unfollow = s.journal.follow((_companyId, entries) => {
    if (entries.some(({ kind }) => kind === 'file.removed')) worker.wake();
  }, worker.wake);
  return {
    wake: worker.wake,
    async stop() {
      unfollow();
      await worker.stop();
    },
  };
}

export async function sweep(s: Services, at = Date.now()): Promise<void> {
  const ago = (millis: number) => new Date(at - millis).toISOString();
  // In turn, each to its end, whatever becomes of the one before.
  const ends = [
    await settled(sweepFiles(s, at)),
    await settled(inSteps(s, (tx) => oldReplies(tx, ago(2 * day)))),
    await settled(inSteps(s, (tx) => oldPasswordTokens(tx, ago(30 * day)))),
    await settled(inSteps(s, (tx) => oldSessions(tx, ago(30 * day)))),
  ];
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

const settled = async (work: Promise<void>): Promise<PromiseSettledResult<void>> =>
  (await Promise.allSettled([work]))[0];

/** Repeats a deletion until it finds no full step. */
async function inSteps(s: Services, step: (tx: Tx) => Work<unknown[]>): Promise<void> {
  for (;;) if ((await s.store.transaction(step)).length < atOnce) return;
}

// A deletion has no limit on PostgreSQL: what goes is chosen first.

function* oldReplies(tx: Tx, before: string): Work<unknown[]> {
  const { idempotency: i } = tx.t;
  const chosen = yield* rows(tx.select().from(i).where(lt(i.createdAt, before)).limit(atOnce));
  if (chosen.length === 0) return chosen;
  // A key is unique for its company and caller alone; another's reply of the same key and age may go as well.
  const keys = chosen.map(({ key }) => key);
  yield* rows(
    tx
      .delete(i)
      .where(and(inArray(i.key, keys), lt(i.createdAt, before)))
      .returning({ key: i.key }),
  );
  return chosen;
}

function* oldPasswordTokens(tx: Tx, before: string): Work<unknown[]> {
  const { passwordTokens: p } = tx.t;
  const chosen = yield* rows(tx.select({ hash: p.hash }).from(p).where(lt(p.expiresAt, before)).limit(atOnce));
  const hashes = chosen.map(({ hash }) => hash);
  if (hashes.length > 0) yield* rows(tx.delete(p).where(inArray(p.hash, hashes)).returning({ hash: p.hash }));
  return chosen;
}

function* oldSessions(tx: Tx, before: string): Work<unknown[]> {
  const { sessions: s } = tx.t;
  const chosen = yield* rows(tx.select({ id: s.id }).from(s).where(lt(s.expiresAt, before)).limit(atOnce));
  const ids = chosen.map(({ id }) => id);
  if (ids.length > 0) yield* rows(tx.delete(s).where(inArray(s.id, ids)).returning({ id: s.id }));
  return chosen;
}
