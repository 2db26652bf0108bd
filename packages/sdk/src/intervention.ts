import type { Call, CreateOptions, Input, Target } from './request.ts';

/** What `client.interventions` has beside the methods of every resource. */
export const interventionCalls = (call: Call) => ({
  /** To another state: `move(id, { to: 'cancelled', reason })`, or back to the one before, with a reason; with the `version` that was seen, `StaleError` when it is another by now. */
  move: (id: string, move: Input<'POST /interventions/:interventionId/moves'>, options?: CreateOptions) =>
    call('POST /interventions/:interventionId/moves', id, move, options),
  /** « Un empêchement »: when the customer could instead. */
  requestReschedule: (id: string, wish: string, options?: CreateOptions) =>
    call('POST /interventions/:interventionId/reschedule-requests', id, { wish }, options),
  /** The time that is planned stands, though the customer asked for another; `StaleError` when they may wish something else by now. */
  keepAppointment: (
    intervention: Target<'POST /interventions/:interventionId/reschedule-requests/refusals'>,
    options?: CreateOptions,
  ) => call('POST /interventions/:interventionId/reschedule-requests/refusals', intervention, undefined, options),
  addFiles: (id: string, fileIds: string[], options?: CreateOptions) =>
    call('POST /interventions/:interventionId/files', id, { fileIds }, options),
});
