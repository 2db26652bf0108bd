/** How a member comes by a password: one-time links, mailed. */
import * as z from 'zod';
import { email, filled, ref } from './common.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { keep, session } from './session.ts';

export const passwordApi = {
  'POST /password/resets': {
    summary: 'Mails a one-time link to choose a new password; answers the same for an unknown e-mail.',
    problems: ['too-many-requests'],
    open: true,
    status: 202,
    body: z.strictObject({ email }),
    reply: z.object({ accepted: z.literal(true) }),
  },
  'POST /password/tokens': {
    // A secret in an address would be in the log of every proxy on the way.
    summary: 'Whom a one-time link (invitation, reset) is for; 404 once used or expired. Uses nothing up.',
    problems: ['not-found', 'too-many-requests'],
    open: true,
    body: z.strictObject({ token: z.string().max(200) }),
    reply: z.object({ purpose: z.enum(['invitation', 'reset']), email: z.string(), name: z.string(), company: ref }),
  },
  'POST /password': {
    summary: 'Chooses a password by a one-time link; the member is valid, and signed in, from then on.',
    problems: ['not-found', 'too-many-requests'],
    open: true,
    status: 201,
    body: z.strictObject({ token: z.string().max(200), password: filled(1024), keep }),
    reply: session,
  },
} satisfies Record<Route, Endpoint>;
