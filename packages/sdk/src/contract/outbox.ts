/** The outbox: every mail that left, waits or failed. */
import * as z from 'zod';
import { id, instant, page, paging, search } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const mailKind = z.enum([
  'link',
  'invitation',
  'password_reset',
  'intervention_requested',
  'reschedule_requested',
  'email_changed',
  'dossier_messages',
  'dossier_digest',
]);
export type MailKind = z.infer<typeof mailKind>;

export const outboxMail = z
  .object({
    id,
    kind: mailKind,
    to: z.string(),
    subject: z.string(),
    /** `waiting`: to be sent, or sent again at `nextAttemptAt`. */
    status: z.enum(['waiting', 'sent', 'failed']),
    attempts: z.number().int(),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
    /**
     * What the mail server last answered. Or why the mail did not leave at all: `recipient-gone`, `no-address`,
     * `link-ended`, `already-active`, `not-active`, `replaced` (by a later one, or the address by another), `subject-gone`,
     * `unsubscribed` (its reader wants none of them).
     */
    lastError: z.string().nullable(),
  })
  .register(components, { id: 'OutboxMail' });
export type OutboxMail = z.infer<typeof outboxMail>;

export const outboxApi = {
  'GET /outbox': {
    summary:
      'Mails, newest first; found by the customer they are about, as customers are, or by name or e-mail of the member they are to.',
    query: z.object({
      ...paging,
      q: search.optional(),
      status: z.enum(['waiting', 'sent', 'failed']).optional(),
      /** Those to the contacts of this customer. */
      customerId: id.optional(),
    }),
    reply: page(outboxMail),
  },
  'GET /outbox/:mailId': {
    summary: 'One mail as it reads, its secret address masked.',
    reply: outboxMail.extend({ text: z.string() }),
  },
  'POST /outbox/:mailId/attempts': {
    summary: 'Tries a waiting or failed mail again now.',
    problems: ['already-sent', 'given-up'],
    status: 202,
    reply: z.object({ accepted: z.literal(true) }),
  },
} satisfies Record<Route, Endpoint>;
