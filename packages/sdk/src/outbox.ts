import type { Call, CreateOptions } from './request.ts';
import { resource } from './resource.ts';

/** `client.outbox` */
export const outboxCalls = (call: Call) => ({
  ...resource(call, 'outbox'),
  /** Tries a waiting or failed mail again now. */
  send: (id: string, options?: CreateOptions) => call('POST /outbox/:mailId/attempts', id, undefined, options),
});
