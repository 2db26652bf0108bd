/** Changes: the journal as programs read it. `GET /live` streams the same entries (server-sent events). */
import * as z from 'zod';
import { changeKindNames, subjectTypeNames } from './codes.ts';
import { id, instant } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const subject = z.object({
  type: z.enum(subjectTypeNames),
  id,
  /** Of a message: the dossier that it was written in; of a file that belongs to a dossier: that one. */
  dossierId: id.optional(),
});

export const changeKind = z.enum(changeKindNames).register(components, { id: 'ChangeKind' });

/** What happened to what: ids and names of fields, never values. */
export const change = z
  .object({
    kind: changeKind,
    at: instant,
    subject,
    /** Names of the fields that changed. */
    fields: z.array(z.string()),
    /** Opaque position right after this entry. */
    position: z.string(),
  })
  .register(components, { id: 'Change' });
export type Change = z.infer<typeof change>;

export const changeApi = {
  'GET /changes': {
    summary:
      'Entries after a position, oldest first. Without a cursor: from the beginning. `next` is always given. `reset`: the database was restored since the cursor was given out; read everything again, then go on from `next`.',
    query: z.object({
      cursor: z.string().max(600).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.object({ items: z.array(change), next: z.string(), reset: z.boolean() }),
  },
} satisfies Record<Route, Endpoint>;
