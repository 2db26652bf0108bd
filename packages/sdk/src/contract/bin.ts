/** The bin (« Corbeille »): all that was put there, from where it is taken out again by a change of the thing itself. */
import * as z from 'zod';
import { id, instant, page, paging, search } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const binnedKind = z.enum(['customer', 'intervention', 'site', 'equipment']);
export type BinnedKind = z.infer<typeof binnedKind>;

export const binned = z
  .object({
    kind: binnedKind,
    id,
    /** Of a customer or an intervention. */
    number: z.number().int().nullable(),
    /** Of an intervention, its description. */
    name: z.string(),
    /** Whose it is; of a customer, their own name. */
    customerName: z.string(),
    binnedAt: instant,
    /** Name of who put it there; null for who is there no longer. */
    binnedBy: z.string().nullable(),
    /** For the `If-Match` of the change that takes it out. */
    version: z.number().int(),
  })
  .register(components, { id: 'Binned' });
export type Binned = z.infer<typeof binned>;

export const binApi = {
  'GET /bin': {
    summary:
      'What was put into the bin, the latest first: customers, interventions, sites and equipment, searched by the same words as out of it. What went there along with a customer or a site comes back with them, and is not listed.',
    query: z.object({ ...paging, kind: binnedKind.optional(), q: search.optional() }),
    reply: page(binned),
  },
} satisfies Record<Route, Endpoint>;
