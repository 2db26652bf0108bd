import type { Call, CreateOptions } from './request.ts';
import { resource } from './resource.ts';

/** `client.members`; creating one mails the invitation. */
export const memberCalls = (call: Call) => ({
  ...resource(call, 'members'),
  /** Mails another invitation; the earlier one no longer opens. */
  invite: (id: string, options?: CreateOptions) => call('POST /members/:memberId/invitations', id, undefined, options),
});
