/** The head of the portal: everything its first screen needs, in one answer. */
import * as z from 'zod';
import { address, contactDetails, id } from './common.ts';
import { companyCard, interventionType, portalOptions } from './company.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { field } from './field.ts';
import { file } from './file.ts';
import { intervention, interventionSummary, reschedule } from './intervention.ts';
import { scope } from './session.ts';

export const portal = z
  .object({
    company: companyCard.extend({ timeZone: z.string(), types: z.array(interventionType) }),
    scope,
    /** What the scope shows of the customer: under a site's or an intervention's link, the name alone. Null for a stakeholder. */
    customer: z
      .object({
        id,
        number: z.number().int().nullable(),
        name: z.string(),
        /** Main address; the site's or the intervention's under such a link. */
        address,
        extra: z.string(),
        attachments: z.array(file),
      })
      .nullable(),
    /** Who is here; a stakeholder has no telephone number on file. */
    contact: z.object({ id, name: z.string(), email: z.string(), phone: z.string() }),
    options: portalOptions,
    counts: z.object({
      interventions: z.number().int(),
      /** Not yet done, signed or cancelled. */
      open: z.number().int(),
      sites: z.number().int(),
      equipment: z.number().int(),
      dossiers: z.number().int(),
    }),
    /** What is under way; else the first window whose day has not ended for the company; else one that is late. */
    next: interventionSummary
      .extend(intervention.pick({ address: true, assignee: true, calendarUrl: true, can: true }).shape)
      /** What became of the last request for another time; null while there is no answer, and once it is under way. */
      .extend({ rescheduleOutcome: reschedule.shape.outcome })
      .nullable(),
    /** The company's own fields: the form asks those that are active, the others are still read where they were answered. */
    fields: z.array(field),
    /** What the form starts with. */
    prefill: z.object({
      siteId: id.nullable(),
      siteName: z.string().nullable(),
      equipmentId: id.nullable(),
      address,
      contact: contactDetails,
    }),
    preview: z.boolean(),
    can: z.array(z.enum(['create_intervention'])),
  })
  .register(components, { id: 'Portal' });
export type Portal = z.infer<typeof portal>;

export const portalApi = {
  'GET /portal': { summary: 'The head of the portal, for the session of a contact or stakeholder.', reply: portal },
} satisfies Record<Route, Endpoint>;
