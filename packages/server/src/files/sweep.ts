/** Removes what nobody claimed within a day, and the bytes of what was taken away. */
import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import type { Services } from '../services.ts';
import { one } from '../store/store.ts';
import { nobody, tell, unclaimedMillis, type FileRow } from './files.rules.ts';
import { sweepIncoming } from './intake.ts';
import { contentKey, thumbnailKey } from './storage.ts';

export async function sweepFiles(s: Services, at = Date.now()): Promise<number> {
  await sweepIncoming(s.config.data, at - 3_600_000);
  const { t, read } = s.store;
  // An hour later than they can last be claimed: nothing that is being claimed loses its bytes.
  const before = new Date(at - unclaimedMillis - 3_600_000).toISOString();
  let swept = 0;
  for (;;) {
    const found = await read
      .select()
      .from(t.files)
      .where(and(isNull(t.files.claimedAt), lt(t.files.createdAt, before)))
      .orderBy(asc(t.files.createdAt))
      .limit(100);
    for (const row of found) await sweepOne(s, row);
    swept += found.length;
    if (found.length < 100) return swept;
  }
}

/** Bytes first: whatever happens in between, the row still leads the next sweep to them. */
async function sweepOne(s: Services, row: FileRow): Promise<void> {
  await s.storage.remove(thumbnailKey(row));
  await s.storage.remove(contentKey(row));
  await s.store.transaction(function* (tx) {
    const { files } = tx.t;
    const gone = yield* one(
      tx
        .delete(files)
        .where(and(eq(files.id, row.id), isNull(files.claimedAt)))
        .returning({ id: files.id }),
    );
    // What was taken away has been told already.
    if (gone && row.owner !== nobody) yield* tell(tx, row, 'file.removed', 'system');
  });
}
