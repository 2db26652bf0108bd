import type { FileStorage } from './storage.ts';
import { diskStorage } from './storage-disk.ts';

/** Opens a folder (an absolute path), or `s3://…`. */
export const openStorage = async (url: string): Promise<FileStorage> => {
  if (!url.startsWith('s3:')) return diskStorage(url);
  // The client weighs several megabytes of memory: only who keeps files there pays for it.
  const { s3Storage } = await import('./storage-s3.ts');
  return s3Storage(url);
};
