/** Equipment: things that are serviced, at a site. */
import * as z from 'zod';
import {
  archived,
  batchReply,
  day,
  externalId,
  filled,
  id,
  instant,
  page,
  paging,
  putAway,
  ref,
  rows,
  text,
} from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const equipment = z
  .object({
    id,
    customerId: id,
    site: ref.nullable(),
    /** What it is: « Chaudière gaz ». */
    kind: z.string(),
    brand: z.string(),
    model: z.string(),
    serialNumber: z.string(),
    installedOn: day.nullable(),
    warrantyUntil: day.nullable(),
    /** Null to the customer’s own, who are not told. */
    archivedAt: instant.nullable(),
    externalId: z.string().nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Equipment' });
export type Equipment = z.infer<typeof equipment>;

const details = {
  kind: filled(120),
  brand: text(120).default(''),
  model: text(120).default(''),
  serialNumber: text(120).default(''),
  installedOn: day.nullable().default(null),
  warrantyUntil: day.nullable().default(null),
  externalId: externalId.nullable().optional(),
};
const equipmentChange = z.strictObject({
  siteId: id.nullable().optional(),
  kind: filled(120).optional(),
  brand: text(120).optional(),
  model: text(120).optional(),
  serialNumber: text(120).optional(),
  installedOn: day.nullable().optional(),
  warrantyUntil: day.nullable().optional(),
  externalId: externalId.nullable().optional(),
  ...putAway,
});
const equipmentRow = equipmentChange
  .omit({ siteId: true, archived: true, binned: true })
  .extend({ externalId, customerExternalId: externalId, siteExternalId: externalId.nullable().optional() });

export const equipmentApi = {
  'GET /equipment': {
    summary: 'Equipment in scope, by kind.',
    query: z.object({
      ...paging,
      customerId: id.optional(),
      siteId: id.optional(),
      externalId: externalId.optional(),
      archived,
    }),
    reply: page(equipment),
  },
  'POST /equipment': {
    summary: 'Adds a piece of equipment.',
    problems: ['in-bin'],
    status: 201,
    body: z.strictObject({ customerId: id, siteId: id.nullable().default(null), ...details }),
    reply: equipment,
  },
  'GET /equipment/:equipmentId': { summary: 'One piece of equipment.', reply: equipment },
  'PATCH /equipment/:equipmentId': {
    summary: 'Changes a piece of equipment; archives it, or puts it into the bin, or takes it back.',
    problems: ['in-bin'],
    ifMatch: true,
    body: equipmentChange,
    reply: equipment,
  },
  'POST /equipment/batch': {
    summary: 'Writes up to 500 pieces of equipment.',
    body: rows(equipmentRow),
    batch: equipmentRow,
    reply: batchReply,
  },
} satisfies Record<Route, Endpoint>;
