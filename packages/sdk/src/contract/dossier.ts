/** Dossiers: everything on one subject, and the customers who take part in it. */
import * as z from 'zod';
import { day, filled, id, instant, page, paging, ref } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const dossierStatus = z.enum(['open', 'closed', 'archived']);
export type DossierStatus = z.infer<typeof dossierStatus>;

/** What the viewer may do with a dossier now; the server decided, widgets only show it. `write`: a message. */
export const dossierAct = z.enum(['write', 'edit', 'close', 'reopen']);
export type DossierAct = z.infer<typeof dossierAct>;

export const dossier = z
  .object({
    id,
    /** Counted by company, for people to say. */
    number: z.number().int(),
    name: z.string(),
    /** What is not `open` takes no change from anyone until it is reopened. */
    status: dossierStatus,
    /** The day on which the work begins. */
    startsOn: day.nullable(),
    /** Who take part in it, by name. */
    customers: z.array(ref),
    can: z.array(dossierAct),
    createdAt: instant,
    version: z.number().int(),
  })
  .register(components, { id: 'Dossier' });
export type Dossier = z.infer<typeof dossier>;

export const dossierApi = {
  'GET /dossiers': {
    summary: 'Dossiers in scope, the newest first.',
    query: z.object({ ...paging, customerId: id.optional(), status: dossierStatus.optional() }),
    reply: page(dossier),
  },
  'POST /dossiers': {
    summary: 'Opens a dossier for one or more customers.',
    problems: ['in-bin'],
    status: 201,
    body: z.strictObject({
      name: filled(160),
      /** Those who take part in it: all of them reach it. */
      customerIds: z.array(id).min(1).max(10),
      startsOn: day.nullable().default(null),
    }),
    reply: dossier,
  },
  'GET /dossiers/:dossierId': { summary: 'One dossier.', reply: dossier },
  'PATCH /dossiers/:dossierId': {
    summary:
      'Changes a dossier and who takes part in it, closes or reopens it; 409 `dossier-closed` for any other change of what is not open. Whoever leaves keeps no link or session of it; 409 `has-interventions` where work of theirs is in it.',
    problems: ['dossier-closed', 'has-interventions', 'in-bin'],
    ifMatch: true,
    body: z.strictObject({
      name: filled(160).optional(),
      /** All who take part in it from then on. */
      customerIds: z.array(id).min(1).max(10).optional(),
      startsOn: day.nullable().optional(),
      status: z.enum(['open', 'closed']).optional(),
    }),
    reply: dossier,
  },
} satisfies Record<Route, Endpoint>;
