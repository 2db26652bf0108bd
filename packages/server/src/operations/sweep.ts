/** Clears away what has had its time: unclaimed files, kept replies, one-time links, sessions. */
import { and, eq, inArray, lt } from 'drizzle-orm';
import { sweepFiles } from '../files/sweep.ts';
import type { Services } from '../services.ts';
import { run, type Store } from '../store/store.ts';
import { startWorker, type Worker } from '../worker.ts';
import { nowMillis } from '../time.ts';

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

export async function sweep(s: Services, at = nowMillis()): Promise<void> {
  const ago = (millis: number) => new Date(at - millis).toISOString();
  // In turn, each to its end, whatever becomes of the one before.
  const ends = [
    await settled(sweepFiles(s, at)),
    await settled(inSteps(() => oldReplies(s.store, ago(2 * day)))),
    await settled(inSteps(() => oldPasswordTokens(s.store, ago(30 * day)))),
    await settled(inSteps(() => oldSessions(s.store, ago(30 * day)))),
  ];
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

const settled = async (work: Promise<void>): Promise<PromiseSettledResult<void>> =>
  (await Promise.allSettled([work]))[0];

/** Repeats a deletion until it finds no full step. */
async function inSteps(step: () => Promise<number>): Promise<void> {
  while ((await step()) === atOnce);
}

// What goes is chosen first, among all companies: a deletion has no limit on PostgreSQL.

async function oldReplies({ read, t, transaction }: Store, before: string): Promise<number> {
  const { idempotency: i } = t;
  const chosen = await read
    .select({ companyId: i.companyId, value: i.key })
    .from(i)
    .where(lt(i.createdAt, before))
    .limit(atOnce);
  for (const { companyId, values } of byCompany(chosen))
    await transaction((tx) =>
      run(
        tx
          .delete(i)
          // A key is unique for its caller alone; another's reply of the same key and age may go as well.
          .where(and(eq(i.companyId, companyId), inArray(i.key, values), lt(i.createdAt, before))),
      ),
    );
  return chosen.length;
}

async function oldPasswordTokens({ read, t, transaction }: Store, before: string): Promise<number> {
  const { passwordTokens: p } = t;
  const chosen = await read
    .select({ companyId: p.companyId, value: p.hash })
    .from(p)
    .where(lt(p.expiresAt, before))
    .limit(atOnce);
  for (const { companyId, values } of byCompany(chosen))
    await transaction((tx) => run(tx.delete(p).where(and(eq(p.companyId, companyId), inArray(p.hash, values)))));
  return chosen.length;
}

async function oldSessions({ read, t, transaction }: Store, before: string): Promise<number> {
  const { sessions: s } = t;
  const chosen = await read
    .select({ companyId: s.companyId, value: s.id })
    .from(s)
    .where(lt(s.expiresAt, before))
    .limit(atOnce);
  for (const { companyId, values } of byCompany(chosen))
    await transaction((tx) => run(tx.delete(s).where(and(eq(s.companyId, companyId), inArray(s.id, values)))));
  return chosen.length;
}

interface Chosen {
  companyId: string;
  value: string;
}

/** Each company's are deleted in a transaction of their own. */
const byCompany = (chosen: Chosen[]): { companyId: string; values: string[] }[] =>
  [...Map.groupBy(chosen, ({ companyId }) => companyId)].map(([companyId, some]) => ({
    companyId,
    values: some.map(({ value }) => value),
  }));
