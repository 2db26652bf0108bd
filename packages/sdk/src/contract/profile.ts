/** The signed-in member's own profile: what each may change of themselves, whatever their role. */
import * as z from 'zod';
import { filled, lang, phone } from './common.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { civility, member } from './member.ts';
import { password } from './session.ts';

export const profileApi = {
  'GET /profile': { summary: 'The signed-in member.', reply: member },
  'PATCH /profile': {
    summary: 'Changes the signed-in member’s own name, telephone numbers and language.',
    ifMatch: true,
    body: z.strictObject({
      civility: civility.optional(),
      firstName: filled(80).optional(),
      lastName: filled(80).optional(),
      landline: phone.optional(),
      mobile: phone.optional(),
      lang: lang.optional(),
    }),
    reply: member,
  },
  'POST /profile/password': {
    summary:
      'Changes the member’s own password by the present one; every other session of theirs ends. 422 `wrong` on `current`, `too-short` or `too-common` on `password`; throttled like signing in.',
    problems: ['too-many-requests'],
    secret: true,
    body: z.strictObject({ current: password, password: filled(1024) }),
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
