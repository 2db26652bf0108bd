/** API keys: for the company's own programs. */
import * as z from 'zod';
import { filled, id, instant } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { right } from './session.ts';

export const key = z
  .object({
    id,
    name: z.string(),
    /** First characters, to tell keys apart. */
    prefix: z.string(),
    /** What it may do beside what every program may; without `see_all` it reaches what its maker reaches. */
    rights: z.array(right),
    createdAt: instant,
    createdBy: z.string().nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .register(components, { id: 'Key' });
export type Key = z.infer<typeof key>;

export const keyApi = {
  'GET /keys': { summary: 'The company’s API keys.', reply: z.object({ items: z.array(key) }) },
  'POST /keys': {
    summary:
      'Makes an API key; the secret is shown this once. Its rights are among those of the member who makes it (422 `not-held`); absent: all of theirs.',
    problems: ['password-required', 'limit-reached'],
    status: 201,
    body: z.strictObject({ name: filled(120), rights: z.array(right).max(right.options.length).optional() }),
    secretReply: true,
    reply: z.object({ key, secret: z.string() }),
  },
  'DELETE /keys/:keyId': {
    summary: 'Revokes an API key; it is dead within a second.',
    problems: ['password-required'],
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
