import type { Call, CallOptions } from './request.ts';
import { resource } from './resource.ts';

/** `client.fields`: the company's own. */
export const fieldCalls = (call: Call) => ({
  ...resource(call, 'fields'),
  /** All of them, in the order of the form. */
  list: async (options?: CallOptions) => (await call('GET /fields', null, undefined, options)).items,
});
