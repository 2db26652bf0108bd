import { list, type Call, type CallOptions, type CreateOptions, type Input, type Versioned } from './request.ts';

/** `client.equipment` */
export const equipmentCalls = (call: Call) => ({
  list: (query?: Input<'GET /equipment'>) => list(call, 'GET /equipment', query),
  get: (id: string, options?: CallOptions) => call('GET /equipment/:equipmentId', id, undefined, options),
  create: (equipment: Input<'POST /equipment'>, options?: CreateOptions) =>
    call('POST /equipment', null, equipment, options),
  update: (equipment: Versioned, change: Input<'PATCH /equipment/:equipmentId'>, options?: CallOptions) =>
    call('PATCH /equipment/:equipmentId', equipment, change, options),
  batch: (rows: Input<'POST /equipment/batch'>['rows'], options?: CreateOptions) =>
    call('POST /equipment/batch', null, { rows }, options),
});
