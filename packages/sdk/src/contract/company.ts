/** The company: its name, looks, what its portal shows, who may embed it. */
import * as z from 'zod';
import { email, filled, id, label, lang, phone, retired } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

/** The parts of the portal that can be switched on or off (S8). */
export const portalPart = z.enum([
  'creation',
  'sites',
  'equipment',
  'documents',
  'commercial',
  'gallery',
  'messages',
  'timeline',
  'surveys',
  'dossierCreation',
]);
export type PortalPart = z.infer<typeof portalPart>;
export const portalOptions = z.record(portalPart, z.boolean());
export type PortalOptions = z.infer<typeof portalOptions>;
/** For one customer: null means "as for everyone". */
export const portalOverrides = z.partialRecord(portalPart, z.boolean().nullable());
export type PortalOverrides = z.infer<typeof portalOverrides>;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** The looks a company may set; everything else is derived from them. */
export const branding = z
  .object({
    accent: colour.nullable(),
    surface: colour.nullable(),
    text: colour.nullable(),
    radius: z.number().int().min(0).max(24).nullable(),
  })
  .register(components, { id: 'Branding' });
export type Branding = z.infer<typeof branding>;

const typeKey = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** A kind of intervention, of the company's own list. Interventions hold its key, which stays when its words change. */
export const interventionType = z.object({ key: typeKey, label, retired });
export type InterventionType = z.infer<typeof interventionType>;

/**
 * The origin of a page as people type it: `https://www.example.fr`, nothing after. Kept as browsers write it (RFC 6454, 6.2:
 * lower case, punycode, no usual port). Plain http only for this machine; 422 `invalid` for anything else.
 */
export const origin = z.string().max(300);

export const company = z
  .object({
    id,
    name: z.string(),
    phone: z.string(),
    email: z.string(),
    lang,
    /** IANA time zone in which times are shown. */
    timeZone: z.string(),
    branding,
    options: portalOptions,
    types: z.array(interventionType),
    /** Exact origins whose pages may embed the portal and call the API. */
    allowedOrigins: z.array(z.string()),
    /** Life of a new secure link, in days. */
    linkDays: z.number().int(),
    /** Where the company's links open: null is the hosted page; otherwise a page of an allowed origin. */
    portalUrl: z.string().nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Company' });
export type Company = z.infer<typeof company>;

export const companyApi = {
  'GET /company': { summary: 'The company’s settings.', reply: company },
  'PATCH /company': {
    summary: 'Changes the company’s settings.',
    problems: ['password-required'],
    ifMatch: true,
    body: z.strictObject({
      name: filled(160).optional(),
      phone: phone.optional(),
      email: email.or(z.literal('')).optional(),
      lang: lang.optional(),
      timeZone: z.string().max(60).optional(),
      branding: branding.partial().optional(),
      options: z.partialRecord(portalPart, z.boolean()).optional(),
      /** One without a key is new, and gets one; one that is left out is retired. */
      types: z
        .array(interventionType.extend({ key: typeKey.optional() }).strict())
        .min(1)
        .max(500)
        .optional(),
      allowedOrigins: z.array(origin).max(50).optional(),
      linkDays: z.number().int().min(1).max(730).optional(),
      /** 422 `has-fragment` where it holds a #: the link is what stands there. */
      portalUrl: z.string().max(500).nullable().optional(),
    }),
    reply: company,
  },
} satisfies Record<Route, Endpoint>;
