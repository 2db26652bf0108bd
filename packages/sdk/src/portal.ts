import type { Call, CallOptions } from './request.ts';

/** `client.portal` */
export const portalCalls = (call: Call) => ({
  /** Everything the portal's first screen needs. */
  get: (options?: CallOptions) => call('GET /portal', null, undefined, options),
});
