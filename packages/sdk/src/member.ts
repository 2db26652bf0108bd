import { list, type Call, type CallOptions, type CreateOptions, type Input, type Versioned } from './request.ts';

/** `client.members` */
export const memberCalls = (call: Call) => ({
  list: (query?: Input<'GET /members'>) => list(call, 'GET /members', query),
  get: (id: string, options?: CallOptions) => call('GET /members/:memberId', id, undefined, options),
  /** Adds a member and mails the invitation. */
  create: (member: Input<'POST /members'>, options?: CreateOptions) => call('POST /members', null, member, options),
  update: (member: Versioned, change: Input<'PATCH /members/:memberId'>, options?: CallOptions) =>
    call('PATCH /members/:memberId', member, change, options),
  /** Mails another invitation; the earlier one no longer opens. */
  invite: (id: string, options?: CreateOptions) => call('POST /members/:memberId/invitations', id, undefined, options),
});
