import type { Call, CallOptions, Input } from './request.ts';
import { resource } from './resource.ts';

/** `client.links`; the address of one to copy is told once, when it is created. */
export const linkCalls = (call: Call) => {
  const { list, create, remove: revoke } = resource(call, 'links');
  return {
    list,
    create,
    revoke,
    /** For who holds one that no longer opens: mails another one to the address on file. */
    renew: (asked: Input<'POST /links/renewals'>, options?: CallOptions) =>
      call('POST /links/renewals', null, asked, { ...options, open: true }),
  };
};
