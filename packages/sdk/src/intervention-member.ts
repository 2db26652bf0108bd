import type { Call, CallOptions } from './request.ts';

/** What `client.interventions` does for members as well. */
export const memberInterventionCalls = (call: Call) => ({
  /** How many are to be planned, and to be completed. */
  counts: (options?: CallOptions) => call('GET /interventions/counts', null, undefined, options),
});
