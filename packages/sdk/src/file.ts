import type { File as StoredFile } from './contract/index.ts';
import type { Call, CallOptions } from './request.ts';
import type { Transfer, UploadOptions } from './upload.ts';

/** `client.files` */
export const fileCalls = (call: Call, transfer: Transfer) => ({
  get: (id: string, options?: CallOptions) => call('GET /files/:fileId', id, undefined, options),
  remove: (id: string, options?: CallOptions) => call('DELETE /files/:fileId', id, undefined, options),
  /** Uploads a file, to be claimed by what is created with its id. */
  upload: async (content: Blob, options?: UploadOptions): Promise<StoredFile> => {
    const { upload } = await import('./upload.ts');
    return upload(transfer, content, options);
  },
});
