/** Dossiers: everything on one subject, the customers who take part in it, and outside persons. */
import * as z from 'zod';
import { day, email, filled, id, instant, lang, page, paging, ref, text } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { file } from './file.ts';

export const dossierStatus = z.enum(['open', 'closed', 'archived']);
export type DossierStatus = z.infer<typeof dossierStatus>;

/**
 * What the viewer may do with a dossier now; the server decided, widgets only show it. `write`: a message; `add_file`: a document;
 * `set_reference`: say what they call it by.
 */
export const dossierAct = z.enum(['write', 'add_file', 'set_reference', 'edit', 'close', 'reopen']);
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
    /** What whoever asks calls it by: theirs alone, whoever else takes part. Null to the company’s people, who have its number. */
    reference: z.string().nullable(),
    /** Who take part in it, by name; with what each calls it by, to the company’s people. */
    customers: z.array(z.object({ ...ref.shape, reference: z.string().nullable() })),
    can: z.array(dossierAct),
    createdAt: instant,
    version: z.number().int(),
  })
  .register(components, { id: 'Dossier' });
export type Dossier = z.infer<typeof dossier>;

/** An outside person on one dossier: who works on several stands in each, with a link of their own to it. */
export const stakeholder = z
  .object({
    id,
    dossierId: id,
    name: z.string(),
    email: z.string(),
    /** What they are to the work, in the company’s words: architect, electrician … */
    role: z.string(),
    /** What they call the dossier by. */
    reference: z.string(),
    lang,
    createdAt: instant,
    version: z.number().int(),
  })
  .register(components, { id: 'Stakeholder' });
export type Stakeholder = z.infer<typeof stakeholder>;

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
  'PATCH /dossiers/:dossierId/reference': {
    summary:
      'Sets what the customer or stakeholder of the session calls the dossier by: read by them and the company, and by nobody else who takes part. The last one holds.',
    problems: ['dossier-closed'],
    body: z.strictObject({ reference: text(60) }),
    reply: dossier,
  },
  'GET /dossiers/:dossierId/files': {
    summary:
      'The documents of a dossier, the newest first. What belongs to an intervention in it is read with the intervention.',
    query: z.object(paging),
    reply: page(file),
  },
  'POST /dossiers/:dossierId/files': {
    summary:
      'Adds uploaded files to a dossier, which has 500 at most (409 `limit-reached`). Whoever added one takes it away again by `DELETE /files/:fileId` while the dossier is open; the office any.',
    problems: ['dossier-closed', 'limit-reached'],
    status: 201,
    body: z.strictObject({ fileIds: z.array(id).min(1).max(10) }),
    reply: z.object({ items: z.array(file) }),
  },
  'GET /dossiers/:dossierId/stakeholders': {
    summary: 'The stakeholders of a dossier, in the order in which they were added.',
    reply: z.object({ items: z.array(stakeholder) }),
  },
  'POST /dossiers/:dossierId/stakeholders': {
    summary:
      'Adds a stakeholder to a dossier; nothing is mailed: `POST /links` gives them access. 422 `taken` for an `email` that another stakeholder of the dossier has.',
    problems: ['dossier-closed', 'limit-reached'],
    status: 201,
    body: z.strictObject({
      name: filled(160),
      email,
      role: text(80).default(''),
      /** Absent: the company’s. */
      lang: lang.optional(),
    }),
    reply: stakeholder,
  },
  'PATCH /stakeholders/:stakeholderId': {
    summary:
      'Changes a stakeholder; another `email` ends the links that went to the old one, and what the company’s own pages opened.',
    problems: ['dossier-closed'],
    ifMatch: true,
    body: z.strictObject({
      name: filled(160).optional(),
      email: email.optional(),
      role: text(80).optional(),
      lang: lang.optional(),
    }),
    reply: stakeholder,
  },
  'DELETE /stakeholders/:stakeholderId': {
    summary: 'Removes a stakeholder from their dossier: their links and sessions end. What they wrote stays.',
    problems: ['dossier-closed'],
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
