/**
 * The typed client of the Parvis API, for browsers and Node.
 *
 *     const parvis = createClient({ api: 'https://parvis.example', link: 'https://parvis.example/p#…' });
 *     await parvis.interventions.create({ description: 'La chaudière fuit.' });
 *     for await (const intervention of parvis.interventions.list({ status: 'scheduled' })) …
 */
import { changeCalls } from './change.ts';
import { companyCalls } from './company.ts';
import type { Lang, Viewer } from './contract/index.ts';
import { contactCalls, customerCalls } from './customer.ts';
import { equipmentCalls } from './equipment.ts';
import { fieldCalls } from './field.ts';
import { fileCalls } from './file.ts';
import { interventionCalls } from './intervention.ts';
import { keyCalls } from './key.ts';
import { linkCalls } from './link.ts';
import { createLive } from './live.ts';
import { memberCalls } from './member.ts';
import { outboxCalls } from './outbox.ts';
import { portalCalls } from './portal.ts';
import { createCall, createSend } from './request.ts';
import { createSessions, passwordCalls, sessionCalls, type SessionSource } from './session.ts';
import { siteCalls } from './site.ts';

export interface ClientOptions extends SessionSource {
  /** Address of the Parvis server: `https://parvis.example`. */
  api: string;
  /** Another `fetch`, for tests and for hosts with their own. */
  fetch?: typeof fetch;
  /** Language of what the server writes (mails); absent: the viewer's own. */
  lang?: Lang;
}

export function createClient({ api, fetch, lang, ...source }: ClientOptions) {
  const server = api.replace(/\/$/, '');
  const base = `${server}/v1`;
  // Called through a function so that the global one keeps its receiver and may be replaced later.
  const send = createSend(fetch ?? ((...args) => globalThis.fetch(...args)), lang);
  const sessions = createSessions(source, server, send, () => call);
  const call = createCall(send, base, sessions);
  const keep = !!source.cookie;
  return {
    /** Who is signed in, once a session is open. */
    get viewer(): Viewer | null {
      return sessions.current?.viewer ?? null;
    },
    /** Calls the listener with each session that opens, and with null when it has ended; returns what stops that. */
    onSession: sessions.listen,
    /** Calls the listener with what others change, as it happens; returns what stops that. */
    live: createLive(send, `${base}/live`, sessions),
    /** The whole address of something the API gave relative to itself, such as a file's `url`. */
    url: (address: string) => new URL(address, `${server}/`).href,
    session: sessionCalls(call, sessions, keep),
    password: passwordCalls(call, sessions, keep),
    portal: portalCalls(call),
    company: companyCalls(call),
    members: memberCalls(call),
    customers: customerCalls(call),
    contacts: contactCalls(call),
    sites: siteCalls(call),
    equipment: equipmentCalls(call),
    interventions: interventionCalls(call),
    fields: fieldCalls(call),
    files: fileCalls(call, { send, url: `${base}/files`, bearer: sessions, ownFetch: !!fetch }),
    links: linkCalls(call),
    keys: keyCalls(call),
    outbox: outboxCalls(call),
    changes: changeCalls(call),
  };
}
export type Client = ReturnType<typeof createClient>;

export * from './errors.ts';
export type { LiveEvent, LiveListener } from './live.ts';
export type { CallOptions, CreateOptions, List, Versioned } from './request.ts';
export type { UploadOptions } from './upload.ts';
export type { SessionListener, SessionSource } from './session.ts';
export type {
  Address,
  Branding,
  Change,
  Company,
  Contact,
  ContactDetails,
  Customer,
  CustomerSummary,
  Equipment,
  Field,
  FieldValues,
  File,
  Intervention,
  InterventionAct,
  InterventionStatus,
  InterventionSummary,
  InterventionType,
  Key,
  Label,
  Lang,
  Link,
  MailKind,
  Member,
  OutboxMail,
  Page,
  Portal,
  PortalOptions,
  PortalOverrides,
  PortalPart,
  Problem,
  Ref,
  Right,
  Role,
  Scope,
  Session,
  Site,
  Viewer,
} from './contract/index.ts';
