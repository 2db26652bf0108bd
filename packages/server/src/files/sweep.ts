/** Removes what nobody claimed within a day, and the bytes of what was taken away. */
import { and, asc, isNull, lt, sql } from 'drizzle-orm';
import type { Services } from '../services.ts';
import { isRow, one } from '../store/store.ts';
import { nobody, tell, unclaimedMillis, type FileRow } from './files.rules.ts';
import { sweepIncoming } from './intake.ts';
import { contentKey, mostFailures, thumbnailKey } from '../storage/storage.ts';
import { nowMillis } from '../time.ts';

/** What the storage does not give up now is passed over, and told in the end: it holds nothing else up. */
export async function sweepFiles(s: Services, at = nowMillis()): Promise<void> {
  await sweepIncoming(s.config.data, at - 3_600_000);
  const { t, read } = s.store;
  // An hour later than they can last be claimed: nothing that is being claimed loses its bytes.
  const before = new Date(at - unclaimedMillis - 3_600_000).toISOString();
  const failures: unknown[] = [];
  for (let last = { companyId: '', id: '' }; ;) {
    const found = await read
      .select()
      .from(t.files)
      .where(
        and(
          isNull(t.files.claimedAt),
          lt(t.files.createdAt, before),
          sql`(${t.files.companyId}, ${t.files.id}) > (${last.companyId}, ${last.id})`,
        ),
      )
      .orderBy(asc(t.files.companyId), asc(t.files.id))
      .limit(100);
    for (const row of found) {
      await sweepOne(s, row).catch((error: unknown) => failures.push(error));
      if (failures.length === mostFailures) throw failures[0];
    }
    if (found.length < 100) break;
    last = found.at(-1)!;
  }
  if (failures.length > 0) throw failures[0];
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
        .where(and(isRow(files, row.companyId, row.id), isNull(files.claimedAt)))
        .returning({ id: files.id }),
    );
    // What was taken away has been told already.
    if (gone && row.owner !== nobody) yield* tell(tx, row, 'file.removed', 'system');
  });
}
