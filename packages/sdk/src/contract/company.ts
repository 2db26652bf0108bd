/** The company: its name, looks, what its portal shows, who may embed it. */
import * as z from 'zod';
import { address, email, filled, id, label, lang, phone, retired } from './common.ts';
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

/** How large a logo is shown at most; one that is larger is drawn smaller. Pixels, twice as many as a page gives it. */
export const logoSize = { width: 640, height: 240 } as const;

/** A logo at a public address, which changes with it. */
export const logo = z
  .object({
    /** Relative to the API's origin; opens without a session, and may be kept for ever. */
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  })
  .register(components, { id: 'Logo' });
export type Logo = z.infer<typeof logo>;

/** For light surfaces, and for dark ones; where the dark one is null, the other is shown on a light plate. */
const logos = z.object({ light: logo.nullable(), dark: logo.nullable() });

/** What a company shows of itself to whoever holds a link of its own: who it is, and how it is reached. Public. */
export const companyCard = z
  .object({ id, name: z.string(), phone: z.string(), email: z.string(), address, branding, logo: logos })
  .register(components, { id: 'CompanyCard' });
export type CompanyCard = z.infer<typeof companyCard>;

const typeKey = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** A kind of intervention, of the company's own list. Interventions hold its key, which stays when its words change. */
export const interventionType = z.object({ key: typeKey, label, retired });
export type InterventionType = z.infer<typeof interventionType>;

/**
 * The origin of a page as people type it: `https://www.example.fr`, nothing after. Kept as browsers write it (RFC 6454, 6.2:
 * lower case, punycode, no usual port). Plain http only for this machine; 422 `invalid` for anything else.
 */
export const origin = z.string().max(300);

export const company = companyCard
  .extend({
    lang,
    /** IANA time zone in which times are shown. */
    timeZone: z.string(),
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
    summary:
      'Changes the company’s settings. A logo is given as an uploaded picture (`POST /files`; 415 `unsupported-file` for a PDF, 422 `unknown-reference` for what is not one’s own), drawn anew at 640 x 240 pixels at most, and taken away by null.',
    problems: [
      'password-required',
      'unsupported-file',
      'broken-file',
      'too-many-pixels',
      'picture-too-slow',
      'storage-unavailable',
    ],
    ifMatch: true,
    body: z.strictObject({
      name: filled(160).optional(),
      phone: phone.optional(),
      email: email.or(z.literal('')).optional(),
      address: address.optional(),
      lang: lang.optional(),
      timeZone: z.string().max(60).optional(),
      branding: branding.partial().optional(),
      /** Ids of uploaded pictures. */
      logo: z.strictObject({ light: id.nullable(), dark: id.nullable() }).partial().optional(),
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
  'GET /companies/:companyId/logos/:logoId': {
    summary: 'A logo, as WebP: open to everybody, the same for ever at its address.',
    open: true,
    download: true,
    reply: z.unknown(),
  },
  'POST /companies/cards': {
    // A link in an address would be in the log of every proxy on the way.
    summary:
      'Which company a link is of that does not open, or a page that names one: what it shows of itself. `company` is null for a link that we never signed; `mails` says whether a press would mail a new one.',
    problems: ['too-many-requests'],
    open: true,
    body: z.strictObject({
      link: z.string().max(4096).optional(),
      /** As the page's address names it; counts where the link tells nothing. */
      companyId: id.optional(),
    }),
    reply: z.object({ company: companyCard.nullable(), mails: z.boolean() }),
  },
} satisfies Record<Route, Endpoint>;
