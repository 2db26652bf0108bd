import type { File as StoredFile } from './contract/index.ts';
import type { Call, CallOptions } from './request.ts';
import type { Transfer, UploadOptions } from './upload.ts';

/** What `client.files` does beside uploading. */
export const fileCalls = (call: Call) => ({
  get: (id: string, options?: CallOptions) => call('GET /files/:fileId', id, undefined, options),
  remove: (id: string, options?: CallOptions) => call('DELETE /files/:fileId', id, undefined, options),
});

/** Uploads a file, to be claimed by what is created with its id. */
export const uploadCall =
  (transfer: Transfer) =>
  async (content: Blob, options?: UploadOptions): Promise<StoredFile> => {
    const { upload } = await import('./upload.ts');
    return upload(transfer, content, options);
  };
