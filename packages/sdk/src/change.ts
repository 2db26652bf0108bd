import type { Call, CallOptions, Input } from './request.ts';

/** `client.changes` */
export const changeCalls = (call: Call) => ({
  /** What came after `cursor`, oldest first, from the beginning without one. Keep `next` for the following time. */
  read: (query?: Input<'GET /changes'>, options?: CallOptions) => call('GET /changes', null, query, options),
});
