/**
 * Thumbnails, made one at a time outside of any request. What is still to be made stands in the database, so a restart
 * loses nothing; the journal says when there is more.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { and, asc, eq, sql } from 'drizzle-orm';
import { startWorker, type Worker } from '../worker.ts';
import type { Services } from '../services.ts';
import { isRow, one } from '../store/store.ts';
import { tell, type FileRow } from './files.rules.ts';
import { incomingFolder } from './intake.ts';
import { drawn, isFull, isTimeout } from './pictures.ts';
import { contentKey, mostFailures, StorageError, thumbnailKey } from '../storage/storage.ts';

/** A picture that takes too long, as on a busy machine, is drawn again: after a minute, then after twice as long each time … */
const firstPause = 60_000;
/** … and given up after so many times. */
const mostTimeouts = 6;
/** By key of its content. Of this process alone: after a restart the machine may well be another. */
const timeouts = new Map<string, { times: number; again: number }>();

/** Longest side: sharp on a phone's screen across half of its width. */
const side = 480;

export function startThumbnails(s: Services): Worker {
  const worker = startWorker(s.log, 'thumbnails', 60_000, (stopping) => makeThumbnails(s, stopping));
  const unfollow = s.journal.follow((_companyId, entries) => {
    if (entries.some(({ kind }) => kind === 'file.uploaded')) worker.wake();
  }, worker.wake);
  return {
    wake: worker.wake,
    async stop() {
      unfollow();
      await worker.stop();
    },
  };
}

/** Makes all that are to be made. One whose content cannot be read now is passed over until the next time, and told in the end. */
export async function makeThumbnails(s: Services, stopping?: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (let row = await next(s); row && !stopping?.aborted; row = await next(s, row)) {
    if ((timeouts.get(contentKey(row))?.again ?? 0) > performance.now()) continue;
    await makeOne(s, row).catch((error: unknown) => failures.push(error));
    if (failures.length === mostFailures) break;
  }
  if (failures.length > 0) throw failures[0];
}

/** The oldest that waits, of those after the one before. */
async function next(s: Services, last = { createdAt: '', companyId: '', id: '' }): Promise<FileRow | undefined> {
  const { t, read } = s.store;
  const [row] = await read
    .select()
    .from(t.files)
    // Written out: a placeholder would keep the partial index from being used.
    .where(
      sql`${t.files.thumbnail} = 'pending' and (${t.files.createdAt}, ${t.files.companyId}, ${t.files.id}) > (${last.createdAt}, ${last.companyId}, ${last.id})`,
    )
    .orderBy(asc(t.files.createdAt), asc(t.files.companyId), asc(t.files.id))
    .limit(1);
  return row;
}

async function makeOne(s: Services, row: FileRow): Promise<void> {
  const made = await draw(s, row);
  const known = await s.store.transaction(function* (tx) {
    const { files } = tx.t;
    const thisOne = isRow(files, row.companyId, row.id);
    const found = yield* one(
      tx
        .update(files)
        .set({ thumbnail: made ? 'ready' : 'failed' })
        // Two processes may have drawn it: one of them tells.
        .where(and(thisOne, eq(files.thumbnail, 'pending')))
        .returning(),
    );
    if (found) yield* tell(tx, found, 'file.changed', 'system', ['thumbnail']);
    return found ?? (yield* one(tx.select().from(files).where(thisOne)));
  });
  // Swept while it was being drawn.
  if (made && !known) await s.storage.remove(thumbnailKey(row));
}

/** False for a picture that cannot be drawn. A storage that does not answer or is full is asked again later; so is a picture that took too long. */
async function draw(s: Services, row: FileRow): Promise<boolean> {
  const folder = incomingFolder(s.config.data);
  const path = join(folder, randomUUID());
  try {
    const { stream } = await s.storage.read(contentKey(row));
    const picture = await buffer(stream);
    await mkdir(folder, { recursive: true });
    await drawn(row.companyId, picture, async (whole) => {
      const small = whole.resize(side, side, { fit: 'inside', withoutEnlargement: true });
      await small.webp({ quality: 75 }).toFile(path);
    });
    await s.storage.put(thumbnailKey(row), path, 'image/webp');
    timeouts.delete(contentKey(row));
    return true;
  } catch (error) {
    if (error instanceof StorageError && error.code !== 'missing') throw error;
    if (error instanceof Error && 'syscall' in error) throw error;
    if (isFull(error)) throw new StorageError('full', error);
    if (isTimeout(error) && triesAgain(row)) throw error;
    timeouts.delete(contentKey(row));
    s.log.warn({ file: row.id, error: (error as Error).message }, 'thumbnail failed');
    return false;
  } finally {
    await rm(path, { force: true });
  }
}

/** Notes that a picture took too long, and when it is drawn next; false where that was the last time. */
function triesAgain(row: FileRow): boolean {
  const times = (timeouts.get(contentKey(row))?.times ?? 0) + 1;
  timeouts.set(contentKey(row), { times, again: performance.now() + firstPause * 2 ** (times - 1) });
  return times < mostTimeouts;
}
