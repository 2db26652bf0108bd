/** Files in a folder of this machine. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StorageError, type FileStorage } from './storage.ts';

const probeBytes = 64 * 1024;

export const diskStorage = (folder: string): FileStorage => ({
  async put(key, path) {
    const place = join(folder, key);
    try {
      await mkdir(dirname(place), { recursive: true });
      await move(path, place);
      // The name itself must be on the disk too before anybody is told that the file is kept.
      await flush(dirname(place));
    } catch (error) {
      throw diskError(error);
    }
  },
  async read(key) {
    try {
      const handle = await open(join(folder, key));
      try {
        const { size } = await handle.stat();
        return { stream: handle.createReadStream(), size };
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw diskError(error);
    }
  },
  async remove(key) {
    try {
      await rm(join(folder, key), { force: true });
    } catch (error) {
      throw diskError(error);
    }
  },
  async probe() {
    try {
      await mkdir(folder, { recursive: true });
      // As much as a disk gives out at a time: on a full one, nothing.
      await writeFile(join(folder, 'probe'), Buffer.alloc(probeBytes, 1), { flush: true });
    } catch (error) {
      throw diskError(error);
    }
  },
});

const move = async (from: string, to: string): Promise<void> => {
  await flush(from);
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // Another disk: only a whole copy gets the name.
    // Under a name of its own: three servers may draw one thumbnail.
    const part = `${to}.${randomUUID()}.part`;
    try {
      await copyFile(from, part);
      await flush(part);
      await rename(part, to);
    } finally {
      await rm(part, { force: true });
    }
    await rm(from, { force: true });
  }
};

const flush = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const diskError = (error: unknown): StorageError => {
  const { code } = error as NodeJS.ErrnoException;
  return new StorageError(
    code === 'ENOENT' ? 'missing' : code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'unavailable',
    error,
  );
};
