/** Secure links: given out, used, revoked. */
import * as z from 'zod';
import { id, instant, page, paging, ref } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { scope } from './session.ts';

export const link = z
  .object({
    /** The token's `jti`: all of it that is stored. */
    id,
    /** Whose contact it is for; null: it is for a stakeholder. */
    customer: ref.nullable(),
    contact: ref.nullable(),
    stakeholder: ref.nullable(),
    scope: scope.extend({ label: z.string() }),
    /** How it was given out. */
    delivery: z.enum(['copy', 'mail']),
    createdAt: instant,
    /** Name of the member, or of the key; null when the customer asked for it themselves. */
    createdBy: z.string().nullable(),
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
    status: z.enum(['active', 'expired', 'revoked']),
  })
  .register(components, { id: 'Link' });
export type Link = z.infer<typeof link>;

const given = {
  /** Life in days; absent: the company's. */
  days: z.number().int().min(1).max(730).optional(),
  delivery: z.enum(['copy', 'mail']).default('copy'),
};

export const linkApi = {
  'GET /links': {
    summary: 'Links given out, newest first.',
    query: z.object({ ...paging, customerId: id.optional() }),
    reply: page(link),
  },
  'POST /links': {
    summary: 'Makes a secure link: to copy, or mailed to whom it is for at once.',
    status: 201,
    body: z.union([
      z.strictObject({
        contactId: id,
        /** Absent: the whole customer. */
        scope: scope.optional(),
        ...given,
      }),
      /** It opens the dossier that they take part in. */
      z.strictObject({ stakeholderId: id, ...given }),
    ]),
    secretReply: true,
    reply: z.object({
      link,
      /** The address itself, for `copy` only. It is shown this once. */
      url: z.string().nullable(),
    }),
  },
  'DELETE /links/:linkId': {
    summary: 'Revokes a link: sessions, streams and download addresses it opened end within a second.',
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
