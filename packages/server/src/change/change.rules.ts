import { visible } from '../access/visible.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Entry, Journal } from '../journal/journal.ts';

const batch = 500;

/**
 * Up to `limit` entries that the viewer may hear of, after a position, and where that leads: past everything that was
 * looked at, so that nothing is looked at twice.
 */
export const changesAfter = async (
  journal: Journal,
  viewer: Viewer,
  position: number,
  limit: number,
): Promise<{ entries: Entry[]; position: number }> => {
  const entries: Entry[] = [];
  for (;;) {
    const found = await journal.after(viewer.companyId, position, batch);
    for (const entry of found) {
      if (entries.length === limit) return { entries, position };
      position = entry.position;
      if (visible(viewer, entry)) entries.push(entry);
    }
    if (found.length < batch) return { entries, position };
  }
};
