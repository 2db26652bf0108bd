/**
 * Files: uploaded first and theirs who uploaded them, then claimed by what they belong to; what nobody claims is swept
 * after 24 hours.
 */
import type { File } from '@parvis/sdk/contract';
import type { Viewer } from '../access/viewer.ts';
import type { Services } from '../services.ts';
import type { Schema } from '../store/schema.ts';
import type { Tx, Work } from '../store/store.ts';

export type FileRow = Schema['files']['$inferSelect'];

/** What a file can belong to: an intervention of a customer, or the customer alone (an attachment). */
export interface Holder {
  customerId: string;
  interventionId: string | null;
}

/** At most this many files are given at once, when an intervention is made or files are added. */
export const filesAtOnce = 10;

/**
 * Gives uploaded files to what holds them from now on; each must be the viewer's own and not yet claimed
 * (else 422 on `fileIds.<n>`, `unknown-reference`). Appends `file.added` for each. In the order of `fileIds`.
 */
export declare function claimFiles(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  fileIds: string[],
  holder: Holder,
): Work<FileRow[]>;

/** Inside a transaction: what a holder has, oldest first. */
export declare function filesHeldBy(s: Services, tx: Tx, companyId: string, holder: Holder): Work<FileRow[]>;

/** Outside of one. */
export declare function readFilesHeldBy(s: Services, companyId: string, holder: Holder): Promise<FileRow[]>;

/** A file as this viewer gets it, with addresses that their session opens. `mayChange`: may change what holds it. */
export declare function fileView(s: Services, viewer: Viewer, row: FileRow, mayChange?: boolean): File;
