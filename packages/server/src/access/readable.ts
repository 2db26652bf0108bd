/**
 * Whether a viewer may see a kind of thing at all: the one answer for reads, counts, files and what the stream tells. Which
 * of them is the predicate's matter (`scope.ts`), or, of a journal entry, that of `visible.ts`.
 */
import type { ApiRoute, Change, PortalPart } from '@parvis/sdk/contract';
import { policy, refusalCode } from './policy.ts';
import type { ContactViewer, Viewer } from './viewer.ts';

type SubjectType = Change['subject']['type'];

/** Where a thing of each kind is read. Sessions are read nowhere. */
export const readAt = {
  company: 'GET /company',
  member: 'GET /members/:memberId',
  customer: 'GET /customers/:customerId',
  contact: 'GET /customers/:customerId',
  site: 'GET /sites/:siteId',
  equipment: 'GET /equipment/:equipmentId',
  intervention: 'GET /interventions/:interventionId',
  field: 'GET /fields',
  file: 'GET /files/:fileId',
  link: 'GET /links',
  key: 'GET /keys',
  mail: 'GET /outbox/:mailId',
  session: null,
} as const satisfies Record<SubjectType, ApiRoute | null>;

/** What a contact reads of these, they read at the head of the portal. */
const atHead: readonly SubjectType[] = ['company', 'customer', 'contact'];

/** Whether the viewer may read things of this kind. */
export function mayRead(viewer: Viewer, type: SubjectType): boolean {
  const route = viewer.kind === 'contact' && atHead.includes(type) ? 'GET /portal' : readAt[type];
  return route !== null && refusalCode(policy[route], viewer, true) === null;
}

/** The part of the portal that must be on for a contact to see what is not theirs alone. */
const partOf: Partial<Record<SubjectType, PortalPart>> = { site: 'sites', equipment: 'equipment', file: 'documents' };

/** Whether the parts of the portal that are on for a contact show things of this kind. */
export const isShown = ({ parts }: ContactViewer, type: SubjectType): boolean => {
  const part = partOf[type];
  return part === undefined || parts.has(part);
};
