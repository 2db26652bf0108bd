/** Clears away what has had its time: unclaimed files, kept replies, one-time links, sessions. */
import { sweepFiles } from '../files/sweep.ts';
import { sweepReplies } from '../http/sweep.ts';
import type { Services } from '../services.ts';
import { sweepPasswordTokens, sweepSessions } from '../session/session.sweep.ts';
import { startWorker, type Worker } from '../worker.ts';
import { nowMillis } from '../time.ts';

const hour = 3_600_000;
const day = 24 * hour;

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
    await settled(sweepReplies(s.store, ago(2 * day))),
    await settled(sweepPasswordTokens(s.store, ago(30 * day))),
    await settled(sweepSessions(s.store, ago(30 * day))),
  ];
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

const settled = async (work: Promise<void>): Promise<PromiseSettledResult<void>> =>
  (await Promise.allSettled([work]))[0];
