/** Whether the server can do its work: not that its database and its files answer, but that they keep what they are given. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../services.ts';

/** Who asks sooner gets the same answer: whatever watches us cannot wear out a disk. */
const probeEvery = 5_000;
/** What takes longer does not serve. */
const patience = 5_000;

export type Dependency = 'database' | 'files' | 'stopping';

/** What fails at present, nothing when all is well. */
export function createReadiness({ store, storage, journal }: Services): () => Promise<Dependency[]> {
  const probes = { database: () => store.probe(), files: () => storage.probe() };
  let asked = -Infinity;
  let failing: Promise<Dependency[]> = Promise.resolve([]);
  return async () => {
    if (journal.closed.aborted) return ['stopping'];
    if (performance.now() - asked >= probeEvery) {
      asked = performance.now();
      failing = Promise.all(
        Object.entries(probes).map(([name, probe]) => inTime(probe).then((well) => (well ? [] : [name as Dependency]))),
      ).then((failed) => failed.flat());
    }
    return await failing;
  };
}

async function inTime(probe: () => Promise<void>): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([
      probe().then(() => true),
      pause(patience, false, { ref: false, signal: over.signal }).catch(() => false),
    ]);
  } catch {
    return false;
  } finally {
    over.abort();
  }
}
