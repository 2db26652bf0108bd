import { setImmediate as breathe } from 'node:timers/promises';
import { visible } from '../access/visible.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Entry, Journal } from '../journal/journal.ts';
import type { Services } from '../services.ts';

const batch = 500;
/** An answer looks at so many entries at most, others' too: 2 µs each. */
const mostPassed = 20_000;

/** Whether nothing was ever written up to this position: the database is another than the one that gave it out. */
export const isBeyond = async (journal: Journal, companyId: string, position: number): Promise<boolean> => {
  if (position <= journal.position(companyId)) return false;
  // Another node may have given it out a moment ago.
  await journal.wake([companyId]);
  return position > journal.position(companyId);
};

/**
 * Up to `limit` entries that the viewer may hear of, after a position, and where that leads: past everything that was
 * looked at, so that nothing is looked at twice. There may be more behind it, however few were found.
 */
export const changesAfter = async (
  { features, journal }: Pick<Services, 'features' | 'journal'>,
  viewer: Viewer,
  position: number,
  limit: number,
): Promise<{ entries: Entry[]; position: number }> => {
  const entries: Entry[] = [];
  for (let passed = 0; ; passed += batch) {
    const found = await journal.after(viewer.companyId, position, batch);
    for (const entry of found) {
      if (entries.length === limit) return { entries, position };
      position = entry.position;
      if (visible(features, viewer, entry)) entries.push(entry);
    }
    if (found.length < batch || passed + batch >= mostPassed) return { entries, position };
    // An embedded database answers at once: others are answered in between.
    await breathe();
  }
};
