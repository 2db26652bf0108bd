/** Messages: what the people of a dossier write to one another, read by all of them. */
import * as z from 'zod';
import { id, instant, isBlank, page, paging, text } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { file } from './file.ts';

/** What the viewer may still do with a message of their own: nobody may anything with another's. */
export const messageAct = z.enum(['edit', 'withdraw']);
export type MessageAct = z.infer<typeof messageAct>;

export const message = z
  .object({
    id,
    dossierId: id,
    /** Empty once it is withdrawn: nobody has its text any more. Or where files alone were sent. */
    body: z.string(),
    /** What was sent with it and is still there, where whoever asks is shown documents: it is among those of the dossier. */
    files: z.array(file),
    author: z.object({
      kind: z.enum(['member', 'contact', 'stakeholder']),
      /** As the viewer may know it, and as it is now: customers and stakeholders hear a member’s first name. */
      name: z.string(),
      /** The viewer wrote it. */
      isMe: z.boolean(),
    }),
    createdAt: instant,
    /** When its author corrected it last. */
    editedAt: instant.nullable(),
    /** When its author took it back: its place stays. */
    withdrawnAt: instant.nullable(),
    can: z.array(messageAct),
    /** What `can` names ends then, by the server's clock; null where it names nothing. */
    canUntil: instant.nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Message' });
export type Message = z.infer<typeof message>;

const messageText = text(10_000).trim();

export const messageApi = {
  'GET /dossiers/:dossierId/messages': {
    summary: 'The discussion of a dossier, newest first: in the order in which messages came in.',
    query: z.object(paging),
    reply: page(message),
  },
  'POST /dossiers/:dossierId/messages': {
    summary:
      'Writes to all who take part in a dossier; spaces at both ends are left out. Uploaded files go with it, ten at most, and become documents of the dossier; `body` may be empty then. A customer or stakeholder writes 60 an hour by one link, 120 by all (429 `hourly-limit`).',
    problems: ['dossier-closed', 'limit-reached', 'hourly-limit'],
    status: 201,
    body: z
      .strictObject({ body: messageText.default(''), fileIds: z.array(id).max(10).default([]) })
      .refine(({ body, fileIds }) => fileIds.length > 0 || !isBlank(body), {
        path: ['body'],
        params: { code: 'required' },
      }),
    reply: message,
  },
  'PATCH /messages/:messageId': {
    summary:
      'Corrects a message: its author alone, for 15 minutes (409 `message-too-old`). It counts among those that a customer or stakeholder writes in an hour.',
    problems: ['dossier-closed', 'message-too-old', 'hourly-limit'],
    ifMatch: true,
    body: z.strictObject({ body: messageText }),
    reply: message,
  },
  'DELETE /messages/:messageId': {
    summary:
      'Withdraws a message: its author alone, for 15 minutes (409 `message-too-old`). Its text is erased, its files are taken away, its place stays.',
    problems: ['dossier-closed', 'message-too-old'],
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
