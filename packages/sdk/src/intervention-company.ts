import type { Call, CallOptions, CreateOptions, Input, Versioned } from './request.ts';

/** What `client.interventions` does for the company as well. */
export const companyInterventionCalls = (call: Call) => ({
  update: (intervention: Versioned, change: Input<'PATCH /interventions/:interventionId'>, options?: CallOptions) =>
    call('PATCH /interventions/:interventionId', intervention, change, options),
  /** How many are to be planned, and to be completed. */
  counts: (options?: CallOptions) => call('GET /interventions/counts', null, undefined, options),
  /** Up to 500, each answered for itself; one sent again under its `externalId` is updated. */
  batch: (rows: Input<'POST /interventions/batch'>['rows'], options?: CreateOptions) =>
    call('POST /interventions/batch', null, { rows }, options),
});
