/** Where the bytes of files are kept. Keys are made by us (`<company>/<file>`), never from what a sender said. */
import type { Readable } from 'node:stream';

export interface FileStorage {
  /** Takes over a local file: it is gone from `path` afterwards, and outlives a power cut at its key. */
  put(key: string, path: string, mediaType: string): Promise<void>;
  /** Fails with a StorageError when there is nothing or the storage does not answer. Its stream is read or destroyed. */
  read(key: string): Promise<StoredContent>;
  /** Not an error when there is nothing. */
  remove(key: string): Promise<void>;
  /** Writes something of no meaning, or looks for what it wrote a while ago; fails with a StorageError when the storage does not answer, or takes nothing. */
  probe(): Promise<void>;
}

export interface StoredContent {
  stream: Readable;
  /** How many bytes there are. */
  size: number;
}

/**
 * - `missing`: nothing under this key
 * - `full`: no room left
 * - `unavailable`: anything else
 */
export class StorageError extends Error {
  override name = 'StorageError';
  readonly code: 'missing' | 'full' | 'unavailable';

  constructor(code: StorageError['code'], cause: unknown) {
    super(`file storage: ${code}`, { cause });
    this.code = code;
  }
}

/** Work through many files passes over so many that the storage does not give; then the storage itself is taken to be down. */
export const mostFailures = 20;

/** Where the bytes of a file lie. */
export const contentKey = (file: { companyId: string; id: string }): string => `${file.companyId}/${file.id}`;
export const thumbnailKey = (file: { companyId: string; id: string }): string =>
  `${file.companyId}/${file.id}.thumbnail`;
