import type { Call, CallOptions, CreateOptions, Input, Versioned } from './request.ts';

/** `client.fields`: the company's own. */
export const fieldCalls = (call: Call) => ({
  /** All of them, in the order of the form. */
  list: async (options?: CallOptions) => (await call('GET /fields', null, undefined, options)).items,
  create: (field: Input<'POST /fields'>, options?: CreateOptions) => call('POST /fields', null, field, options),
  update: (field: Versioned, change: Input<'PATCH /fields/:fieldId'>, options?: CallOptions) =>
    call('PATCH /fields/:fieldId', field, change, options),
});
