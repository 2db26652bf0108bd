import { list } from './list.ts';
import type { Call, CallOptions, CreateOptions, Input, Versioned } from './request.ts';

/** `client.messages`: the discussion of a dossier. */
export const messageCalls = (call: Call) => ({
  /** The messages of a dossier, newest first, page by page or one by one. */
  list: (dossierId: string, query?: Input<'GET /dossiers/:dossierId/messages'>) =>
    list(call, 'GET /dossiers/:dossierId/messages', query, dossierId),
  /**
   * Writes to all who take part in the dossier: 10,000 characters at most, and `fileIds` of up to ten files that were uploaded
   * for it, by which `body` may be left out; they become documents of the dossier. `ConflictError` `dossier-closed` once it is closed;
   * `ThrottledError` `hourly-limit` when a customer or stakeholder has written too much within an hour.
   */
  send: (dossierId: string, message: Input<'POST /dossiers/:dossierId/messages'>, options?: CreateOptions) =>
    call('POST /dossiers/:dossierId/messages', dossierId, message, options),
  /**
   * Corrects a message of the caller's own as it was read, for 15 minutes: `can` and `canUntil` say so. `ConflictError`
   * `message-too-old` or `dossier-closed`, `StaleError` when it was corrected elsewhere meanwhile.
   */
  edit: (message: Versioned, change: Input<'PATCH /messages/:messageId'>, options?: CallOptions) =>
    call('PATCH /messages/:messageId', message, change, options),
  /** Takes back a message of the caller's own, as long as it could be corrected: its text is erased, its files are taken away, its place stays. */
  withdraw: (messageId: string, options?: CallOptions) =>
    call('DELETE /messages/:messageId', messageId, undefined, options),
});
