import type { Call, CallOptions, Input, Versioned } from './request.ts';

/** `client.company` */
export const companyCalls = (call: Call) => ({
  get: (options?: CallOptions) => call('GET /company', null, undefined, options),
  update: (company: Pick<Versioned, 'version'>, change: Input<'PATCH /company'>, options?: CallOptions) =>
    call('PATCH /company', company, change, options),
});
