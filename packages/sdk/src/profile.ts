import type { Call, CallOptions, Input, Versioned } from './request.ts';

/** `client.profile`: the signed-in member's own. */
export const profileCalls = (call: Call) => ({
  get: (options?: CallOptions) => call('GET /profile', null, undefined, options),
  /** Own name, telephone numbers, language. */
  update: (member: Pick<Versioned, 'version'>, change: Input<'PATCH /profile'>, options?: CallOptions) =>
    call('PATCH /profile', member, change, options),
  /**
   * Changes the password by the present one; every other session of theirs ends. `InvalidError` with `wrong` on `current`,
   * `too-short` or `too-common` on `password`.
   */
  changePassword: (current: string, password: string, options?: CallOptions) =>
    call('POST /profile/password', null, { current, password }, options),
});

/** `client.sessions`: where the member is signed in. */
export const openSessionCalls = (call: Call) => ({
  list: async (options?: CallOptions) => (await call('GET /profile/sessions', null, undefined, options)).items,
  end: (id: string, options?: CallOptions) => call('DELETE /profile/sessions/:sessionId', id, undefined, options),
  /** Ends every one but this. */
  endOthers: (options?: CallOptions) => call('DELETE /profile/sessions', null, undefined, options),
});
