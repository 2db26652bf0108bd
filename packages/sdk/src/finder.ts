import type { Call, CallOptions, Input } from './request.ts';

/** `search` of the client of members. */
export const finderCall =
  (call: Call) =>
  /** Customers, interventions, sites and equipment at once; what has exactly the number asked for comes first. */
  (query: Input<'GET /search'>, options?: CallOptions) =>
    call('GET /search', null, query, options);
