import { list } from './list.ts';
import type { Call, CallOptions, CreateOptions, Input, Target } from './request.ts';

/** What `client.interventions` does for members as well. */
export const memberInterventionCalls = (call: Call) => ({
  /** How many are to be answered, to be planned, and to be completed; and late at an instant, where one is said. */
  counts: (query?: Input<'GET /interventions/counts'>, options?: CallOptions) =>
    call('GET /interventions/counts', null, query, options),
  /** What is planned and not over, in the order in which it ends: of a period, of one assignee, or late. */
  planned: (query?: Input<'GET /interventions/planned'>) => list(call, 'GET /interventions/planned', query),
  /** A new intervention, to be scheduled, of one that was cancelled; `StaleError` when it is another by now. */
  copy: (intervention: Target<'POST /interventions/:interventionId/copies'>, options?: CreateOptions) =>
    call('POST /interventions/:interventionId/copies', intervention, undefined, options),
});
