/** Interventions: one job, from the request to the signature. */
import * as z from 'zod';
import {
  address,
  anyInstant,
  archived,
  batchReply,
  contactDetails,
  externalId,
  filled,
  flag,
  id,
  instant,
  page,
  paging,
  putAway,
  ref,
  rows,
  search,
  text,
} from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { fieldValues } from './field.ts';
import { file } from './file.ts';

export const interventionStatus = z
  .enum(['requested', 'to_schedule', 'scheduled', 'en_route', 'in_progress', 'done', 'signed', 'cancelled'])
  .register(components, { id: 'InterventionStatus' });
export type InterventionStatus = z.infer<typeof interventionStatus>;

/** What leaves a dated line in the course of an intervention. */
export const moveAct = z.enum([
  'accept',
  'schedule',
  'unschedule',
  'set_en_route',
  'start',
  'finish',
  'cancel',
  'set_back',
  'reopen',
  'copy',
]);
export type MoveAct = z.infer<typeof moveAct>;

/** What the viewer may do with an intervention now; the server decided, widgets only show it. */
export const interventionAct = z.enum([
  ...moveAct.options,
  'assign',
  'edit',
  'add_file',
  'request_reschedule',
  'keep_appointment',
  'archive',
  'bin',
]);
export type InterventionAct = z.infer<typeof interventionAct>;

export const interventionSummary = z
  .object({
    id,
    number: z.number().int(),
    /** Key of the company's list of types; null when none was chosen. */
    type: z.string().nullable(),
    description: z.string(),
    status: interventionStatus,
    /**
     * When it was done or cancelled; until then the start of its time window where there is one, else when it was asked
     * for: the date lists sort by.
     */
    date: instant,
    windowStart: instant.nullable(),
    windowEnd: instant.nullable(),
    customerId: id,
    customerName: z.string(),
    siteId: id.nullable(),
    siteName: z.string().nullable(),
    equipmentId: id.nullable(),
    dossierId: id.nullable(),
    assigneeId: id.nullable(),
    createdAt: instant,
    /** A compulsory field was left open, by a program that did not know it: people complete it at the desk. */
    incomplete: z.boolean(),
    /** « Un empêchement »: the customer asked for another time, and the company has not answered. */
    rescheduleRequested: z.boolean(),
  })
  .register(components, { id: 'InterventionSummary' });
export type InterventionSummary = z.infer<typeof interventionSummary>;

/** One dated line of the intervention's course. */
export const move = z.object({
  to: interventionStatus,
  /** What was done; null where it was asked for or made so. A copy says `copy` in the course of both, what was cancelled and what is new. */
  act: moveAct.nullable(),
  at: instant,
  /** Name of who did it, as the viewer may know it; null for the system. */
  by: z.string().nullable(),
  reason: z.string().nullable(),
});

/** What the customer asked for instead of the time that is planned, and what became of it. */
export const reschedule = z.object({
  /** When they could instead, in their words. */
  wish: z.string(),
  at: instant,
  /** Name of who asked, as the viewer may know it. */
  by: z.string().nullable(),
  /** Null while the company has not answered; `lapsed`: the intervention went on, or was cancelled. */
  outcome: z.enum(['rescheduled', 'kept', 'lapsed']).nullable(),
});

export const intervention = interventionSummary
  .extend({
    address,
    contact: contactDetails,
    fields: fieldValues,
    /** Ids of the compulsory fields that are open. */
    missing: z.array(id),
    /** Who comes; a customer hears the first name. */
    assignee: ref.nullable(),
    equipment: ref.nullable(),
    moves: z.array(move),
    /** The state before, where the viewer may set it back; else null. */
    setBackTo: interventionStatus.nullable(),
    /** The last time that the customer asked for another time, if they ever did. */
    reschedule: reschedule.nullable(),
    /** For customers: address of the appointment for their calendar, like a file’s `url`; null where none is ahead. */
    calendarUrl: z.string().nullable(),
    files: z.array(file),
    /** Null to customers, who are not told. */
    archivedAt: instant.nullable(),
    externalId: z.string().nullable(),
    version: z.number().int(),
    can: z.array(interventionAct),
  })
  .register(components, { id: 'Intervention' });
export type Intervention = z.infer<typeof intervention>;

/** The key of one of the company's types, or its words in either language. */
const type = text(120).nullable().optional();

const details = {
  /** The only thing that must be said. */
  description: filled(4000),
  type,
  /** Null: none. Absent: the one that the link's scope gives, else the customer's only site, or the only one at their main address. */
  siteId: id.nullable().optional(),
  equipmentId: id.nullable().optional(),
  /** A copy for this intervention: changes no record and grants nobody access. Absent: the site's, else the customer's. */
  address: address.optional(),
  contact: contactDetails.optional(),
  fields: fieldValues.default({}),
};

const window = { windowStart: anyInstant.optional(), windowEnd: anyInstant.optional() };

const interventionRow = z.strictObject({
  externalId,
  customerExternalId: externalId,
  siteExternalId: externalId.nullable().optional(),
  equipmentExternalId: externalId.nullable().optional(),
  description: filled(4000).optional(),
  type,
  address: address.optional(),
  contact: contactDetails.optional(),
  fields: fieldValues.optional(),
  /** For one that is over, as it was kept elsewhere: read when the row creates, and told to nobody by mail. */
  past: z
    .strictObject({
      status: z.enum(['done', 'cancelled']),
      /** When it was done or cancelled. */
      at: anyInstant,
      /** When it was asked for; absent: when it was over. */
      createdAt: anyInstant.optional(),
      ...window,
      /** Compulsory when it was cancelled. */
      reason: text(1000).optional(),
    })
    .optional(),
});

export const interventionApi = {
  'GET /interventions': {
    summary: 'Interventions in scope: filtered, of a period, searched by words, sorted by date or number.',
    problems: ['unsupported-order', 'part-off'],
    query: z.object({
      ...paging,
      /** Several, separated by commas. */
      status: z
        .string()
        .max(120)
        .transform((value) => value.split(','))
        .pipe(z.array(interventionStatus).max(8))
        .optional(),
      siteId: id.optional(),
      equipmentId: id.optional(),
      dossierId: id.optional(),
      customerId: id.optional(),
      /** `none`: what nobody was given. */
      assigneeId: id.or(z.literal('none')).optional(),
      /** Key of the company's list. Of all there ever was, this and `none` need a period of at most 400 days: 422 names the end that lacks, or is too far. */
      type: z.string().max(120).optional(),
      /** Their `date` lies in this period: from this instant on … */
      from: anyInstant.optional(),
      /** … until before this one. A period is sorted by date alone. */
      to: anyInstant.optional(),
      /** « À planifier »: requested and to_schedule together. */
      inbox: flag.optional(),
      /** « À compléter »: those with a compulsory field that is open. */
      incomplete: flag.optional(),
      externalId: externalId.optional(),
      archived,
      q: search.optional(),
      sort: z.enum(['date', 'number']).default('date'),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
    reply: page(interventionSummary),
  },
  'POST /interventions': {
    summary:
      'Creates an intervention: `requested` from a customer (20 an hour by one link, 40 by all: 429 `hourly-limit`), `to_schedule` from the company.',
    problems: ['hourly-limit', 'in-bin', 'dossier-closed'],
    status: 201,
    body: z.strictObject({
      /** Compulsory for members and API keys; a contact's is their own. */
      customerId: id.optional(),
      /** Open, with the customer in it; chosen by the company. Under a link to a dossier: that one. */
      dossierId: id.nullable().optional(),
      ...details,
      fileIds: z.array(id).max(10).default([]),
      externalId: externalId.nullable().optional(),
    }),
    reply: intervention,
  },
  'GET /interventions/counts': {
    summary: 'How many wait for the company; counted up to 1,000.',
    query: z.object({
      /** Now, to count what is late by then. */
      lateAt: anyInstant.optional(),
    }),
    reply: z.object({
      /** « À planifier ». */
      inbox: z.number().int(),
      /** Of these, what nobody has answered. */
      requested: z.number().int(),
      /** « À compléter ». */
      incomplete: z.number().int(),
      /** Planned and not over, though its time window has ended; null where `lateAt` was not said. */
      late: z.number().int().nullable(),
    }),
  },
  'GET /interventions/planned': {
    summary:
      'What is planned and not over (scheduled, en_route, in_progress), in the order in which it ends. What overlaps a period ends after its start, and starts before its end.',
    query: z.object({
      ...paging,
      endsAfter: anyInstant.optional(),
      /** What is late ends before now. */
      endsBefore: anyInstant.optional(),
      startsBefore: anyInstant.optional(),
      assigneeId: id.optional(),
    }),
    reply: page(interventionSummary),
  },
  'GET /interventions/:interventionId': { summary: 'One intervention with its course and files.', reply: intervention },
  'PATCH /interventions/:interventionId': {
    summary:
      'Changes an intervention, or gives it to another member (until it is signed); archives it once it is over, puts it into the bin, or takes it back.',
    problems: ['move-not-allowed', 'in-bin', 'dossier-closed'],
    ifMatch: true,
    body: z.strictObject({
      description: filled(4000).optional(),
      type,
      siteId: id.nullable().optional(),
      equipmentId: id.nullable().optional(),
      /** Into a dossier that is open and has the customer in it, or out of the one where it is. */
      dossierId: id.nullable().optional(),
      address: address.optional(),
      contact: contactDetails.optional(),
      fields: fieldValues.optional(),
      assigneeId: id.nullable().optional(),
      externalId: externalId.nullable().optional(),
      ...putAway,
    }),
    reply: intervention,
  },
  'POST /interventions/:interventionId/moves': {
    summary:
      'Moves an intervention to another state; 409 `move-not-allowed` when it is not in a state from which it can.',
    problems: ['move-not-allowed', 'stale', 'in-bin'],
    status: 201,
    body: z.strictObject({
      to: interventionStatus,
      /** Compulsory to cancel; to set back to the state before, or to reopen, which nothing without a reason does. */
      reason: text(1000).optional(),
      /** Compulsory to schedule. */
      ...window,
      /** With accepting, scheduling, and taking a schedule back. */
      assigneeId: id.nullable().optional(),
      /** The version that was seen: 412 `stale` when it is another by now. Absent: the state alone decides. */
      version: z.number().int().optional(),
    }),
    reply: intervention,
  },
  'POST /interventions/:interventionId/copies': {
    summary:
      'Copies what was cancelled into a new intervention, `to_schedule`: customer, site, equipment, dossier, address, contact, type, description and answers.',
    problems: ['move-not-allowed', 'in-bin', 'dossier-closed'],
    ifMatch: true,
    status: 201,
    reply: intervention,
  },
  'GET /interventions/:interventionId/calendar': {
    summary:
      'The appointment for a calendar program (iCalendar, RFC 5545); the ticket in its address is checked like a session.',
    problems: ['ticket-ended'],
    open: true,
    download: 'text/calendar',
    query: z.object({ ticket: z.string().max(600) }),
    reply: z.unknown(),
  },
  'POST /interventions/:interventionId/reschedule-requests': {
    summary:
      'The customer cannot be there at the time that is planned, and says when they could instead; a later request takes the place of the one before. Counts among the requests of the hour (429 `hourly-limit`).',
    problems: ['move-not-allowed', 'hourly-limit'],
    status: 201,
    body: z.strictObject({ wish: filled(1000) }),
    reply: intervention,
  },
  'POST /interventions/:interventionId/reschedule-requests/refusals': {
    summary: 'The company keeps the time that is planned, though the customer asked for another.',
    problems: ['move-not-allowed', 'in-bin'],
    ifMatch: true,
    status: 201,
    reply: intervention,
  },
  'POST /interventions/:interventionId/files': {
    summary: 'Adds uploaded files to an intervention, which has 50 at most (409 `intervention-full`).',
    problems: ['move-not-allowed', 'intervention-full', 'in-bin'],
    status: 201,
    body: z.strictObject({ fileIds: z.array(id).min(1).max(10) }),
    reply: z.object({ items: z.array(file) }),
  },
  'POST /interventions/batch': {
    summary: 'Writes up to 500 interventions.',
    body: rows(interventionRow),
    batch: interventionRow,
    reply: batchReply,
  },
} satisfies Record<Route, Endpoint>;
