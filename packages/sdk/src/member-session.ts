/** How members come in: by e-mail and password, or by a one-time link that chooses one. */
import type { Api, BodyIn, Scope } from './contract/index.ts';
import type { Call, CallOptions } from './request.ts';
import type { SessionCalls } from './session.ts';

type Given = Exclude<
  BodyIn<Api['POST /session']>,
  { link: string } | { contactId: string } | { stakeholderId: string } | { preview: object }
>;

/** What `client.session` does for members. */
export const memberSessionCalls = (call: Call, { take, keep }: SessionCalls) => ({
  /** Signs a member in; 409 `choose-company` when the e-mail belongs to several (`error.problem.companies`). */
  signIn: async (given: Omit<Given, 'keep'>, options?: CallOptions) =>
    take(await call('POST /session', null, { ...given, keep }, { ...options, open: true })),
  /** By a member: a session that sees the portal as this contact does. It is for another client, through `getSession`. */
  preview: (contactId: string, scope?: Scope) =>
    // An answer that carries a token must not be kept for a repetition.
    call('POST /session', null, { preview: { contactId, scope } }, { idempotencyKey: '' }),
});

/** `client.password` */
export const passwordCalls = (call: Call, { take, keep }: SessionCalls) => ({
  /** Mails a one-time link; answers the same for an unknown e-mail. */
  reset: (email: string, options?: CallOptions) =>
    call('POST /password/resets', null, { email }, { ...options, open: true }),
  /** Whom a one-time link is for. */
  token: (token: string, options?: CallOptions) =>
    call('POST /password/tokens', null, { token }, { ...options, open: true, repeatable: true }),
  /** Chooses the password by a one-time link, and signs in. */
  choose: async (token: string, password: string, options?: CallOptions) =>
    take(await call('POST /password', null, { token, password, keep }, { ...options, open: true })),
});
