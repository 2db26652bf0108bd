import type { Call, CallOptions, CreateOptions, Target } from './request.ts';

/** What `client.interventions` does for members as well. */
export const memberInterventionCalls = (call: Call) => ({
  /** How many are to be planned, and to be completed. */
  counts: (options?: CallOptions) => call('GET /interventions/counts', null, undefined, options),
  /** A new intervention, to be scheduled, of one that was cancelled; `StaleError` when it is another by now. */
  copy: (intervention: Target<'POST /interventions/:interventionId/copies'>, options?: CreateOptions) =>
    call('POST /interventions/:interventionId/copies', intervention, undefined, options),
});
