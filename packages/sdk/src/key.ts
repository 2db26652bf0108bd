import type { Call, CallOptions, CreateOptions, Input } from './request.ts';

/** `client.keys` */
export const keyCalls = (call: Call) => ({
  list: async (options?: CallOptions) => (await call('GET /keys', null, undefined, options)).items,
  /** The secret is told this once. */
  create: (key: Input<'POST /keys'>, options?: CreateOptions) => call('POST /keys', null, key, options),
  revoke: (id: string, options?: CallOptions) => call('DELETE /keys/:keyId', id, undefined, options),
});
