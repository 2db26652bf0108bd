/** Messages: what the people of a dossier write to one another, read by all of them. */
import * as z from 'zod';
import { filled, id, instant, page, paging } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const message = z
  .object({
    id,
    dossierId: id,
    body: z.string(),
    author: z.object({
      kind: z.enum(['member', 'contact', 'stakeholder']),
      /** As the viewer may know it, and as it is now: customers and stakeholders hear a member’s first name. */
      name: z.string(),
      /** The viewer wrote it. */
      isMe: z.boolean(),
    }),
    createdAt: instant,
  })
  .register(components, { id: 'Message' });
export type Message = z.infer<typeof message>;

export const messageApi = {
  'GET /dossiers/:dossierId/messages': {
    summary: 'The discussion of a dossier, newest first: in the order in which messages came in.',
    query: z.object(paging),
    reply: page(message),
  },
  'POST /dossiers/:dossierId/messages': {
    summary:
      'Writes to all who take part in a dossier; spaces at both ends are left out. A customer or stakeholder writes 60 an hour by one link, 120 by all (429 `hourly-limit`).',
    problems: ['dossier-closed', 'hourly-limit'],
    status: 201,
    body: z.strictObject({ body: filled(10_000).trim() }),
    reply: message,
  },
} satisfies Record<Route, Endpoint>;
