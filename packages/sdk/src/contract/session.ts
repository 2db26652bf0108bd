/** Who asks: signing in, sessions. */
import * as z from 'zod';
import { email, id, instant, lang, ref } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const role = z.enum(['admin', 'office', 'technician']);
export type Role = z.infer<typeof role>;
/** Single rights that can be added to or taken from a role. */
export const right = z.enum(['manage_users', 'manage_settings', 'manage_commercial', 'set_back', 'see_all', 'export']);
export type Right = z.infer<typeof right>;

/** What a contact may do beside reading: ask for interventions (and dossiers, where permitted), answer tasks and quotes, see what is commercial. */
export const contactRight = z.enum(['create', 'validate', 'see_commercial']);
export type ContactRight = z.infer<typeof contactRight>;

/** What a link or a session at the portal opens. */
export const scope = z
  .object({ kind: z.enum(['customer', 'site', 'dossier', 'intervention']), id })
  .register(components, { id: 'Scope' });
export type Scope = z.infer<typeof scope>;

export const viewer = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('contact'),
      id,
      name: z.string(),
      lang,
      customerId: id,
      rights: z.array(contactRight),
      scope,
      /** A member looks at the portal as this contact sees it: everything is readable, nothing can be changed. */
      preview: z.boolean(),
    }),
    z.object({
      kind: z.literal('stakeholder'),
      id,
      name: z.string(),
      lang,
      /** The dossier that they take part in. */
      scope,
      preview: z.boolean(),
    }),
    z.object({
      kind: z.literal('member'),
      id,
      name: z.string(),
      lang,
      role,
      rights: z.array(right),
    }),
  ])
  .register(components, { id: 'Viewer' });
export type Viewer = z.infer<typeof viewer>;

/** Names a session: the company's id and its own. */
const sessionName = z.string().regex(/^[\da-f-]{36}\.[\da-f-]{36}$/);

export const session = z
  .object({
    /** Of the session itself and its company: a hosted page names it to renew this one and no other. */
    id: sessionName,
    /** JWT, at most 15 minutes; sent as `Authorization: Bearer`. */
    accessToken: z.string(),
    expiresAt: instant,
    viewer,
    company: ref,
    /** Where the event stream is resumed from, so that it tells of whatever changes once the session is open. */
    position: z.string(),
  })
  .register(components, { id: 'Session' });
export type Session = z.infer<typeof session>;

/** A place where a member is signed in. */
export const openSession = z.object({
  id,
  /** Browser and system in short, such as `Firefox, Windows`; empty when they cannot be told. */
  device: z.string(),
  createdAt: instant,
  /** To within ten minutes. */
  lastUsedAt: instant,
  /** When it ends by itself: at the latest 30 days after it was opened, however often it is renewed. */
  expiresAt: instant,
  /** The one that asks. */
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof openSession>;

const link = z.string().max(4096);
/** A password that is compared with the one on file. */
export const password = z.string().max(1024);
const forContact = z.strictObject({ contactId: id, scope: scope.optional() });
const forStakeholder = z.strictObject({ stakeholderId: id });
/** Hosted pages ask for a cookie (HttpOnly, SameSite=Lax), so that a reload stays signed in. */
export const keep = z.boolean().default(false);

export const sessionApi = {
  'POST /session': {
    summary:
      'Opens a session: from a secure link, from a member’s e-mail and password, with an API key for one of the company’s own signed-in customers or stakeholders, or by a member as a preview.',
    problems: [
      'invalid-credentials',
      'link-expired',
      'link-invalid',
      'forbidden',
      'choose-company',
      'too-many-requests',
    ],
    open: true,
    status: 201,
    body: z.union([
      z.strictObject({ link, keep }),
      /** `companyId` settles which company when the e-mail belongs to several (409 `choose-company` lists them). */
      z.strictObject({ email, password, companyId: id.optional(), keep }),
      forContact,
      forStakeholder,
      z.strictObject({ preview: z.union([forContact, forStakeholder]) }),
    ]),
    reply: session,
  },
  'POST /session/renewals': {
    summary:
      'A fresh access token from the cookie of a hosted page; the Origin must be our own. Of the session that is named, and never of another; of the newest that still lives when none is named. 401 `session-expired`, `signed-out` or `link-invalid` says how it ended.',
    problems: ['session-expired', 'signed-out', 'link-invalid'],
    open: true,
    status: 201,
    body: z.strictObject({ audience: z.enum(['portal', 'company']), session: sessionName.optional() }),
    reply: session,
  },
  'DELETE /session': {
    summary: 'Signs out: ends the session, its tokens, streams and download addresses.',
    reply: null,
  },
  'POST /session/password': {
    summary:
      'A member types their password again: what asks for one typed within the last ten minutes (403 `password-required`) is open to this session for as long. 422 `wrong` on `password`; throttled like signing in.',
    problems: ['too-many-requests'],
    secret: true,
    body: z.strictObject({ password }),
    reply: null,
  },
  'GET /profile/sessions': {
    summary: 'Where the member is signed in, used last first.',
    reply: z.object({ items: z.array(openSession) }),
  },
  'DELETE /profile/sessions': {
    summary: 'Ends every session of the member but this one, previews included.',
    reply: null,
  },
  'DELETE /profile/sessions/:sessionId': { summary: 'Ends one session of the member.', reply: null },
  'POST /links/renewals': {
    summary:
      'For a link that no longer opens: an expired one is replaced by mail to the address on file; otherwise an e-mail may be given, to which all links of a company leave in one mail. The answer never tells whether anything was known.',
    problems: ['too-many-requests'],
    open: true,
    status: 202,
    body: z.union([
      z.strictObject({ link }),
      z.strictObject({
        email,
        lang: lang.optional(),
        /** The company whose page asks: its links alone are mailed. Absent: of the page's origin, else of each company. */
        companyId: id.optional(),
      }),
    ]),
    reply: z.object({ accepted: z.literal(true) }),
  },
} satisfies Record<Route, Endpoint>;
