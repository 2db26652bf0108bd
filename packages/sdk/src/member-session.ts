/** How members come in: by e-mail and password, or by a one-time link that chooses one. */
import type { Api, BodyIn, Scope } from './contract/index.ts';
import type { Call, CallOptions } from './request.ts';
import { ForbiddenError } from './errors.ts';
import type { SessionCalls } from './session.ts';

type Given = Exclude<BodyIn<Api['POST /session']>, { link: string } | { contactId: string } | { preview: object }>;

/** 403 `password-required`: a member's password was typed over ten minutes ago; `client.session.typePassword`, then again. */
export class PasswordRequiredError extends ForbiddenError {
  // Known by its code: the screens of customers, which never meet it, carry nothing of it.
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof ForbiddenError && error.code === 'password-required';
  }
}

/** What `client.session` does for members. */
export const memberSessionCalls = (call: Call, { take, keep }: SessionCalls) => ({
  /** Signs a member in; 409 `choose-company` when the e-mail belongs to several (`error.problem.companies`). */
  signIn: async (given: Omit<Given, 'keep'>, options?: CallOptions) =>
    take(await call('POST /session', null, { ...given, keep }, { ...options, open: true })),
  /**
   * Types the present password again: what asks for one typed within the last ten minutes (`PasswordRequiredError`) is open
   * for as long. `InvalidError` with `wrong` on `password`; throttled like signing in.
   */
  typePassword: (password: string, options?: CallOptions) =>
    call('POST /session/password', null, { password }, options),
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
