/**
 * Who may call what: one row for each route of the contract, read by people and by the tests that ask the real server for
 * every row and every identity. Checked in one place, before anything else is read (`http/mount.ts`). What a caller then
 * sees of it is the predicate's matter (`scope.ts`), what they may do with one intervention is that of `acts.ts`.
 */
import type { ApiRoute, PortalPart, Right, Role, Scope } from '@parvis/sdk/contract';
import { forbidden, type Problem } from '../problem.ts';
import type { KeyViewer, MemberViewer, Viewer } from './viewer.ts';

type ScopeKind = Scope['kind'];

export interface Rule {
  /** Answered without a session: the route checks a link, a password or a ticket of its own. */
  open?: true;
  /** A contact, by what their link or session opens. */
  contact?: readonly ScopeKind[];
  /** The part of the portal that must be on for them. */
  part?: PortalPart;
  /** Allowed to a preview although it is not a read. */
  preview?: true;
  /** A member, by role … */
  member?: readonly Role[];
  /** … or, whatever the role, by a right. */
  right?: Right;
  /** One of the company's programs, where a member of its key's role and rights may. */
  key?: true;
}

const open: Rule = { open: true };
const everyScope: readonly ScopeKind[] = ['customer', 'site', 'dossier', 'intervention'];
const everyone: readonly Role[] = ['admin', 'office', 'technician'];
const office: readonly Role[] = ['admin', 'office'];

export const policy: Record<ApiRoute, Rule> = {
  'POST /session': open,
  'POST /session/renewals': open,
  'DELETE /session': { contact: everyScope, preview: true, member: everyone },
  'POST /session/password': { member: everyone },
  'GET /profile/sessions': { member: everyone },
  'DELETE /profile/sessions': { member: everyone },
  'DELETE /profile/sessions/:sessionId': { member: everyone },
  'POST /links/renewals': open,
  'POST /password/resets': open,
  'POST /password/tokens': open,
  'POST /password': open,

  'GET /portal': { contact: everyScope },

  'GET /company': { member: everyone, key: true },
  'PATCH /company': { right: 'manage_settings' },

  'GET /members': { member: office, right: 'manage_users', key: true },
  'POST /members': { right: 'manage_users' },
  'GET /members/:memberId': { member: office, right: 'manage_users', key: true },
  'PATCH /members/:memberId': { right: 'manage_users' },
  'POST /members/:memberId/invitations': { right: 'manage_users' },

  'GET /profile': { member: everyone },
  'PATCH /profile': { member: everyone },
  'POST /profile/password': { member: everyone },

  'GET /customers': { member: everyone, key: true },
  'POST /customers': { member: office, key: true },
  'GET /customers/:customerId': { member: everyone, key: true },
  'PATCH /customers/:customerId': { member: office, key: true },
  'POST /customers/batch': { member: office, key: true },
  'POST /customers/:customerId/contacts': { member: office, key: true },
  'PATCH /contacts/:contactId': { member: office, key: true },
  'DELETE /contacts/:contactId': { member: office, key: true },
  'POST /contacts/batch': { member: office, key: true },
  'POST /customers/:customerId/attachments': { member: office, key: true },

  'GET /sites': { contact: ['customer', 'site'], part: 'sites', member: everyone, key: true },
  'POST /sites': { member: office, key: true },
  'GET /sites/:siteId': { contact: ['customer', 'site'], part: 'sites', member: everyone, key: true },
  'PATCH /sites/:siteId': { member: office, key: true },
  'POST /sites/batch': { member: office, key: true },

  'GET /equipment': { contact: ['customer', 'site'], part: 'equipment', member: everyone, key: true },
  'POST /equipment': { member: office, key: true },
  'GET /equipment/:equipmentId': { contact: ['customer', 'site'], part: 'equipment', member: everyone, key: true },
  'PATCH /equipment/:equipmentId': { member: office, key: true },
  'POST /equipment/batch': { member: office, key: true },

  'GET /interventions': { contact: everyScope, member: everyone, key: true },
  'POST /interventions': { contact: ['customer', 'site', 'dossier'], part: 'creation', member: office, key: true },
  'GET /interventions/counts': { member: everyone, key: true },
  'GET /interventions/:interventionId': { contact: everyScope, member: everyone, key: true },
  'PATCH /interventions/:interventionId': { member: office, key: true },
  'POST /interventions/:interventionId/moves': { contact: everyScope, member: everyone, key: true },
  'POST /interventions/:interventionId/files': { contact: everyScope, member: everyone, key: true },
  'POST /interventions/batch': { member: office, key: true },

  'GET /fields': { contact: everyScope, member: everyone, key: true },
  'POST /fields': { right: 'manage_settings' },
  'PATCH /fields/:fieldId': { right: 'manage_settings' },

  'POST /files': { contact: everyScope, member: everyone, key: true },
  'GET /files/:fileId': { contact: everyScope, member: everyone, key: true },
  'GET /files/:fileId/content': open,
  'DELETE /files/:fileId': { contact: everyScope, member: everyone, key: true },

  'GET /links': { member: office, key: true },
  'POST /links': { member: office, key: true },
  'DELETE /links/:linkId': { member: office, key: true },

  'GET /keys': { right: 'manage_settings' },
  'POST /keys': { right: 'manage_settings' },
  'DELETE /keys/:keyId': { right: 'manage_settings' },

  'GET /outbox': { member: office },
  'GET /outbox/:mailId': { member: office },
  'POST /outbox/:mailId/attempts': { member: office },

  'GET /changes': { member: everyone, key: true },
};

/** Why `viewer` may not call a route, or null when they may. */
export function refusal(rule: Rule, viewer: Viewer, isRead: boolean): Problem | null {
  const code = refusalCode(rule, viewer, isRead);
  return code && forbidden(code);
}

/** The same by its code alone: streams ask it for each that is open, and a Problem is an error with its stack. */
export function refusalCode(rule: Rule, viewer: Viewer, isRead: boolean): 'forbidden' | 'part-off' | 'preview' | null {
  if (rule.open) return null;
  switch (viewer.kind) {
    case 'contact':
      if (!rule.contact?.includes(viewer.scope.kind)) return 'forbidden';
      if (rule.part && !viewer.parts.has(rule.part)) return 'part-off';
      return viewer.previewBy !== null && !isRead && !rule.preview ? 'preview' : null;
    case 'member':
      return isHeld(rule, viewer) ? null : 'forbidden';
    case 'key':
      return rule.key && isHeld(rule, viewer) ? null : 'forbidden';
  }
}

const isHeld = ({ member, right }: Rule, viewer: MemberViewer | KeyViewer): boolean =>
  member?.includes(viewer.role) || (right !== undefined && viewer.rights.has(right));
