/** Where the bytes of files are kept. Keys are made by us (`<company>/<file>`), never from what a sender said. */
import type { Readable } from 'node:stream';

export interface FileStorage {
  /** Takes over a local file: it is gone from `path` afterwards. */
  put(key: string, path: string, mediaType: string): Promise<void>;
  read(key: string): Promise<Readable>;
  /** Not an error when there is nothing. */
  remove(key: string): Promise<void>;
}
