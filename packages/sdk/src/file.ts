import type { File as StoredFile } from './contract/index.ts';
import type { Call, CallOptions } from './request.ts';
import type { Transfer } from './upload.ts';

export interface UploadOptions extends CallOptions {
  /** Name shown to people; a `File` brings its own. */
  name?: string;
  /** Told of the share that has left, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** `client.files` */
export const fileCalls = (call: Call, transfer: Transfer) => ({
  get: (id: string, options?: CallOptions) => call('GET /files/:fileId', id, undefined, options),
  remove: (id: string, options?: CallOptions) => call('DELETE /files/:fileId', id, undefined, options),
  /**
   * Uploads a file, to be claimed by what is created with its id. Not tried again by itself: who waits for 25 MB wants
   * to decide.
   */
  upload: async (content: Blob, { name, ...options }: UploadOptions = {}): Promise<StoredFile> => {
    const { upload } = await import('./upload.ts');
    return upload(transfer, content, name ?? ('name' in content ? String(content.name) : ''), options);
  },
});
