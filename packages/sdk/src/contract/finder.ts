/** Everything searched at once: who calls, by whatever is known of them. */
import * as z from 'zod';
import { address, contactDetails, id, search } from './common.ts';
import { components } from './components.ts';
import { customerSummary } from './customer.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { equipment } from './equipment.ts';
import { interventionSummary } from './intervention.ts';

/** What each kind shows of one that was found: enough to tell it from others. */
const found = {
  customer: customerSummary
    .pick({ id: true, number: true, kind: true, name: true, status: true, address: true })
    .extend({
      /** Who is meant by the question, by their name, telephone number or e-mail; else the main contact. */
      contact: contactDetails.nullable(),
    }),
  intervention: interventionSummary
    .pick({ id: true, number: true, type: true, description: true, status: true, date: true })
    .extend({ customerId: id, customerName: z.string(), siteName: z.string().nullable(), address }),
  site: z.object({
    id,
    name: z.string(),
    customerId: id,
    customerName: z.string(),
    address,
    contact: contactDetails.nullable(),
  }),
  equipment: equipment
    .pick({ id: true, kind: true, brand: true, model: true, serialNumber: true })
    .extend({ customerId: id, customerName: z.string(), siteName: z.string().nullable() }),
};

/** In the order in which they are answered. */
export const foundKind = z.enum(['customer', 'intervention', 'site', 'equipment']);
export type FoundKind = z.infer<typeof foundKind>;
/** What was found of a kind. */
export type Found<Kind extends FoundKind = FoundKind> = z.infer<(typeof found)[Kind]>;

const group = <Kind extends FoundKind>(kind: Kind) =>
  z.object({ kind: z.literal(kind), items: z.array(found[kind]), more: z.boolean() });

export const foundGroup = z
  .discriminatedUnion('kind', [group('customer'), group('intervention'), group('site'), group('equipment')])
  .register(components, { id: 'FoundGroup' });
export type FoundGroup = z.infer<typeof foundGroup>;

export const finderApi = {
  'GET /search': {
    summary:
      'Customers, interventions, sites and equipment at once: by number, name, contact, telephone number (its beginning or its last digits), e-mail, street, postcode, town, serial number. What has exactly this number comes first; a kind of which nothing was found is left out.',
    query: z.object({
      q: search.default(''),
      /** Of one kind alone. */
      kind: foundKind.optional(),
      /** Of each kind. */
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    reply: z.object({ groups: z.array(foundGroup) }),
  },
} satisfies Record<Route, Endpoint>;
