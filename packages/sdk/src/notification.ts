import type { Call, CallOptions, Input } from './request.ts';

/** `client.notifications`: what whoever is signed in has chosen to be mailed. */
export const notificationCalls = (call: Call) => ({
  /** What they have chosen; `all` where they have chosen nothing. */
  get: (options?: CallOptions) => call('GET /notifications', null, undefined, options),
  /** Chooses for themselves: `all`, `digest` (once a day) or `none`. What waits to be mailed to them follows. */
  update: (choice: Input<'PATCH /notifications'>, options?: CallOptions) =>
    call('PATCH /notifications', null, choice, options),
});
