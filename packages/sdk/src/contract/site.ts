/** Sites: the customer's places. */
import * as z from 'zod';
import {
  address,
  archived,
  batchReply,
  contactDetails,
  externalId,
  filled,
  id,
  instant,
  page,
  paging,
  putAway,
  rows,
} from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const site = z
  .object({
    id,
    customerId: id,
    name: z.string(),
    address,
    /** Whom to ask for there. */
    contact: contactDetails.nullable(),
    /** Null to the customer’s own, who are not told. */
    archivedAt: instant.nullable(),
    externalId: z.string().nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Site' });
export type Site = z.infer<typeof site>;

const siteChange = z.strictObject({
  name: filled(160).optional(),
  address: address.optional(),
  contact: contactDetails.nullable().optional(),
  externalId: externalId.nullable().optional(),
  ...putAway,
});
const siteRow = siteChange
  .omit({ archived: true, binned: true })
  .extend({ externalId, customerExternalId: externalId });

export const siteApi = {
  'GET /sites': {
    summary: 'Sites in scope, by name.',
    query: z.object({ ...paging, customerId: id.optional(), externalId: externalId.optional(), archived }),
    reply: page(site),
  },
  'POST /sites': {
    summary: 'Adds a site to a customer.',
    problems: ['in-bin'],
    status: 201,
    body: z.strictObject({
      customerId: id,
      name: filled(160),
      address,
      contact: contactDetails.nullable().default(null),
      externalId: externalId.nullable().optional(),
    }),
    reply: site,
  },
  'GET /sites/:siteId': { summary: 'One site.', reply: site },
  'PATCH /sites/:siteId': {
    summary: 'Changes a site; archives it, or puts it into the bin with its equipment, or takes it back.',
    problems: ['in-bin'],
    ifMatch: true,
    body: siteChange,
    reply: site,
  },
  'POST /sites/batch': { summary: 'Writes up to 500 sites.', body: rows(siteRow), batch: siteRow, reply: batchReply },
} satisfies Record<Route, Endpoint>;
