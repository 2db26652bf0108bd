import { list, type Call, type CallOptions, type CreateOptions, type Input } from './request.ts';

/** `client.links` */
export const linkCalls = (call: Call) => ({
  list: (query?: Input<'GET /links'>) => list(call, 'GET /links', query),
  /** Makes a link, to copy or to mail; its address is told this once. */
  create: (link: Input<'POST /links'>, options?: CreateOptions) => call('POST /links', null, link, options),
  revoke: (id: string, options?: CallOptions) => call('DELETE /links/:linkId', id, undefined, options),
  /** For who holds one that no longer opens: mails another one to the address on file. */
  renew: (asked: Input<'POST /links/renewals'>, options?: CallOptions) =>
    call('POST /links/renewals', null, asked, { ...options, open: true }),
});
