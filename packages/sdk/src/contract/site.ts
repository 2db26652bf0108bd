/** Sites: the customer's places. */
import * as z from 'zod';
import { address, batchReply, contactDetails, externalId, filled, id, page, paging, rows } from './common.ts';
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
});
const siteRow = siteChange.extend({ externalId, customerExternalId: externalId });

export const siteApi = {
  'GET /sites': {
    summary: 'Sites in scope, by name.',
    query: z.object({ ...paging, customerId: id.optional(), externalId: externalId.optional() }),
    reply: page(site),
  },
  'POST /sites': {
    summary: 'Adds a site to a customer.',
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
  'PATCH /sites/:siteId': { summary: 'Changes a site.', ifMatch: true, body: siteChange, reply: site },
  'POST /sites/batch': { summary: 'Writes up to 500 sites.', body: rows(siteRow), batch: siteRow, reply: batchReply },
} satisfies Record<Route, Endpoint>;
