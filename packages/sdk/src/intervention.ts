import { list, type Call, type CallOptions, type CreateOptions, type Input, type Versioned } from './request.ts';

/** `client.interventions` */
export const interventionCalls = (call: Call) => ({
  list: (query?: Input<'GET /interventions'>) => list(call, 'GET /interventions', query),
  get: (id: string, options?: CallOptions) => call('GET /interventions/:interventionId', id, undefined, options),
  create: (intervention: Input<'POST /interventions'>, options?: CreateOptions) =>
    call('POST /interventions', null, intervention, options),
  update: (intervention: Versioned, change: Input<'PATCH /interventions/:interventionId'>, options?: CallOptions) =>
    call('PATCH /interventions/:interventionId', intervention, change, options),
  /** To another state: `move(id, { to: 'cancelled', reason })`. */
  move: (id: string, move: Input<'POST /interventions/:interventionId/moves'>, options?: CreateOptions) =>
    call('POST /interventions/:interventionId/moves', id, move, options),
  addFiles: (id: string, fileIds: string[], options?: CreateOptions) =>
    call('POST /interventions/:interventionId/files', id, { fileIds }, options),
  /** Up to 500, each answered for itself; one sent again under its `externalId` is updated. */
  batch: (rows: Input<'POST /interventions/batch'>['rows'], options?: CreateOptions) =>
    call('POST /interventions/batch', null, { rows }, options),
});
