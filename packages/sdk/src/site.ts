import { list, type Call, type CallOptions, type CreateOptions, type Input, type Versioned } from './request.ts';

/** `client.sites` */
export const siteCalls = (call: Call) => ({
  list: (query?: Input<'GET /sites'>) => list(call, 'GET /sites', query),
  get: (id: string, options?: CallOptions) => call('GET /sites/:siteId', id, undefined, options),
  create: (site: Input<'POST /sites'>, options?: CreateOptions) => call('POST /sites', null, site, options),
  update: (site: Versioned, change: Input<'PATCH /sites/:siteId'>, options?: CallOptions) =>
    call('PATCH /sites/:siteId', site, change, options),
  batch: (rows: Input<'POST /sites/batch'>['rows'], options?: CreateOptions) =>
    call('POST /sites/batch', null, { rows }, options),
});
