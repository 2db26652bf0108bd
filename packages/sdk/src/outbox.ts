import { list, type Call, type CallOptions, type CreateOptions, type Input } from './request.ts';

/** `client.outbox` */
export const outboxCalls = (call: Call) => ({
  list: (query?: Input<'GET /outbox'>) => list(call, 'GET /outbox', query),
  get: (id: string, options?: CallOptions) => call('GET /outbox/:mailId', id, undefined, options),
  /** Tries a waiting or failed mail again now. */
  send: (id: string, options?: CreateOptions) => call('POST /outbox/:mailId/attempts', id, undefined, options),
});
