import type { File as StoredFile } from './contract/index.ts';
import type { Transfer, UploadOptions } from './upload.ts';

/** Uploads a file, to be claimed by what is created with its id. */
export const uploadCall =
  (transfer: Transfer) =>
  async (content: Blob, options?: UploadOptions): Promise<StoredFile> => {
    const { upload } = await import('./upload.ts');
    return upload(transfer, content, options);
  };
