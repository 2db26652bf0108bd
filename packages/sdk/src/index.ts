/**
 * The typed client of the Parvis API, for browsers and Node.
 *
 *     const parvis = createClient({ api: 'https://parvis.example', link: 'https://parvis.example/p#…' });
 *     await parvis.interventions.create({ description: 'La chaudière fuit.' });
 *     for await (const intervention of parvis.interventions.list({ status: 'scheduled' })) …
 */
import { changeCalls } from './change.ts';
import { companyCalls } from './company.ts';
import { contactCalls, customerCalls } from './customer.ts';
import { dossierCalls, stakeholderCalls } from './dossier.ts';
import { equipmentCalls } from './equipment.ts';
import { fieldCalls } from './field.ts';
import { interventionCalls } from './intervention.ts';
import { keyCalls } from './key.ts';
import { linkCalls } from './link.ts';
import { memberCalls } from './member.ts';
import { messageCalls } from './message.ts';
import { notificationCalls } from './notification.ts';
import { outboxCalls } from './outbox.ts';
import { createPortalClient, type ClientOptions, type PortalClient } from './portal-client.ts';
import { portalCalls } from './portal.ts';
import { resource } from './resource.ts';
import { siteCalls } from './site.ts';

export const createClient = (options: ClientOptions) => forCompany(createPortalClient(options));
export type Client = ReturnType<typeof forCompany>;

/** Gives the same client a method for all that can be called; `@parvis/sdk/member` adds what its people do. */
export function forCompany(client: PortalClient) {
  const { call } = client;
  const { get, remove } = resource(call, 'files');
  return Object.assign(client, {
    portal: portalCalls(call),
    interventions: { ...interventionCalls(call), ...resource(call, 'interventions') },
    files: { ...client.files, get, remove },
    company: companyCalls(call),
    members: memberCalls(call),
    customers: customerCalls(call),
    contacts: contactCalls(call),
    sites: siteCalls(call),
    dossiers: dossierCalls(call),
    stakeholders: stakeholderCalls(call),
    equipment: equipmentCalls(call),
    fields: fieldCalls(call),
    links: linkCalls(call),
    keys: keyCalls(call),
    outbox: outboxCalls(call),
    messages: messageCalls(call),
    notifications: notificationCalls(call),
    changes: changeCalls(call),
  });
}

export {
  ConflictError,
  createPortalClient,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  OfflineError,
  ParvisError,
  StaleError,
  ThrottledError,
  UnauthenticatedError,
  UnavailableError,
  type ClientOptions,
  type PortalClient,
} from './portal-client.ts';
export type { LiveEvent, LiveListener, News } from './live.ts';
export type { List } from './list.ts';
export type { CallOptions, CreateOptions, Versioned } from './request.ts';
export type { UploadOptions } from './upload.ts';
export type { SessionListener, SessionSource } from './session.ts';
export type * from './contract/index.ts';
