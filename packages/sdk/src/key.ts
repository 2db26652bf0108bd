import type { Call, CallOptions } from './request.ts';
import { resource } from './resource.ts';

/** `client.keys`; the secret of one is told once, when it is created. */
export const keyCalls = (call: Call) => {
  const { create, remove: revoke } = resource(call, 'keys');
  return {
    list: async (options?: CallOptions) => (await call('GET /keys', null, undefined, options)).items,
    create,
    revoke,
  };
};
