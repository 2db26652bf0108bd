/** The company's own fields on an intervention. */
import * as z from 'zod';
import { filled, id, label, retired, text } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const fieldKind = z.enum(['text', 'number', 'date', 'choice']);

/** What may be chosen. Interventions hold its key, which stays when its words change. */
const choice = z.object({ key: filled(60), label, retired });
/** One without a key is new, and gets one; one that is left out is retired. */
const choicesGiven = z.array(choice.extend({ key: filled(60).optional() })).max(500);

const definition = {
  label,
  kind: fieldKind,
  /** People must answer it. Programs may leave it open: such an intervention is `incomplete`. */
  required: z.boolean().default(false),
  /** For `choice`: at least one that is offered. */
  choices: z.array(choice).default([]),
  /** Order on the form. */
  position: z.number().int().min(0).max(1000).default(0),
};

export const field = z
  .object({
    id,
    ...definition,
    /** A field that is no longer asked stays readable on the interventions that have it. */
    active: z.boolean(),
    version: z.number().int(),
  })
  .register(components, { id: 'Field' });
export type Field = z.infer<typeof field>;

/** Values by field id. Numbers are numbers, or as people write them (« 1 200,5 »; kept as numbers), dates ISO 8601 dates, choices their key (or, where they are written, its words). */
export const fieldValues = z.record(id, z.union([text(2000), z.number()]));
export type FieldValues = z.infer<typeof fieldValues>;

export const fieldApi = {
  'GET /fields': {
    summary: 'The company’s own fields, in the order of the form.',
    reply: z.object({ items: z.array(field) }),
  },
  'POST /fields': {
    summary: 'Adds a field; a company has 200 at most (409 `limit-reached`).',
    problems: ['limit-reached'],
    status: 201,
    body: z.strictObject({ ...definition, choices: choicesGiven.default([]) }),
    reply: field,
  },
  'PATCH /fields/:fieldId': {
    summary: 'Changes a field. Its kind stays: values are stored under it.',
    ifMatch: true,
    body: z.strictObject({
      label: definition.label.optional(),
      required: z.boolean().optional(),
      choices: choicesGiven.optional(),
      position: z.number().int().min(0).max(1000).optional(),
      active: z.boolean().optional(),
    }),
    reply: field,
  },
} satisfies Record<Route, Endpoint>;
