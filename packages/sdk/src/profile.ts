/**
 * The signed-in member's own: profile, password, where they are signed in. Apart from the client, since one screen calls it:
 *
 *     import { PasswordRequiredError, profileCalls } from '@parvis/sdk/profile';
 *     const profile = profileCalls(client.call);
 *     await client.keys.create({ name: 'ERP' }).catch((error) => { if (error instanceof PasswordRequiredError) … });
 */
import { ParvisError } from './errors.ts';
import type { Call, CallOptions, Input, Versioned } from './request.ts';

/** 403 `password-required`: a member's password was typed over ten minutes ago; `confirmPassword`, then again. */
export class PasswordRequiredError extends ParvisError {
  // Known by its code: whoever never meets it carries nothing of it.
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof ParvisError && error.status === 403 && error.code === 'password-required';
  }
}

/** Calls about the member who is signed in. */
export const profileCalls = (call: Call) => ({
  get: (options?: CallOptions) => call('GET /profile', null, undefined, options),
  /** Own name, telephone numbers, language. */
  update: (member: Pick<Versioned, 'version'>, change: Input<'PATCH /profile'>, options?: CallOptions) =>
    call('PATCH /profile', member, change, options),
  /**
   * Changes the password by the present one; every other session of theirs ends. `InvalidError` with `wrong` on `current`,
   * `too-short` or `too-common` on `password`.
   */
  changePassword: (change: Input<'POST /profile/password'>, options?: CallOptions) =>
    call('POST /profile/password', null, change, options),
  /**
   * Types the present password again: what asks for one typed within the last ten minutes is open for as long.
   * `InvalidError` with `wrong` on `password`; throttled like signing in.
   */
  confirmPassword: (password: string, options?: CallOptions) =>
    call('POST /session/password', null, { password }, options),
  /** Where they are signed in, used last first. */
  sessions: async (options?: CallOptions) => (await call('GET /profile/sessions', null, undefined, options)).items,
  endSession: (id: string, options?: CallOptions) =>
    call('DELETE /profile/sessions/:sessionId', id, undefined, options),
  /** Ends every session but this. */
  endOtherSessions: (options?: CallOptions) => call('DELETE /profile/sessions', null, undefined, options),
});
