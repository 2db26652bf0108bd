import type { Call, CallOptions, Input, Versioned } from './request.ts';

/** `client.company` */
export const companyCalls = (call: Call) => ({
  get: (options?: CallOptions) => call('GET /company', null, undefined, options),
  update: (company: Pick<Versioned, 'version'>, change: Input<'PATCH /company'>, options?: CallOptions) =>
    call('PATCH /company', company, change, options),
  /** What a company shows of itself to who holds a link of its own, signed in or not. */
  card: (of: Input<'POST /companies/cards'>, options?: CallOptions) =>
    call('POST /companies/cards', null, of, { ...options, open: true }),
});
