/**
 * Who may call what: each feature says it, a row a route (`docs/policy.md` shows them all), and the tests ask the real
 * server for every row and every identity. Checked in one place, before anything else is read (`http/mount.ts`). What a
 * caller then sees of it is the predicate's matter (`scope.ts`), what they may do with one intervention is that of `acts.ts`.
 */
import type { ContactRight, PortalPart, Right, Role, Scope } from '@parvis/sdk/contract';
import { forbidden, type Problem } from '../problem.ts';
import type { InsideViewer, OutsideViewer, Viewer } from './viewer.ts';

type ScopeKind = Scope['kind'];

export interface Rule {
  /** Answered without a session: the route checks a link, a password or a ticket of its own. */
  open?: true;
  /** A contact, by what their link or session opens. */
  contact?: readonly ScopeKind[];
  /** The right that they must have. */
  contactRight?: ContactRight;
  /** A stakeholder, about the dossier that they take part in. */
  stakeholder?: true;
  /** The part of the portal that must be on for either. */
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

/** Words that rows are written with. */
export const open: Rule = { open: true };
export const everyScope: readonly ScopeKind[] = ['customer', 'site', 'dossier', 'intervention'];
export const everyone: readonly Role[] = ['admin', 'office', 'technician'];
export const office: readonly Role[] = ['admin', 'office'];

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
      if (rule.contactRight && !viewer.rights.has(rule.contactRight)) return 'forbidden';
      return closedTo(rule, viewer, isRead);
    case 'stakeholder':
      return rule.stakeholder ? closedTo(rule, viewer, isRead) : 'forbidden';
    case 'member':
      return isHeld(rule, viewer) ? null : 'forbidden';
    case 'key':
      return rule.key && isHeld(rule, viewer) ? null : 'forbidden';
  }
}

function closedTo(rule: Rule, viewer: OutsideViewer, isRead: boolean): 'part-off' | 'preview' | null {
  if (rule.part && !viewer.parts.has(rule.part)) return 'part-off';
  return viewer.previewBy !== null && !isRead && !rule.preview ? 'preview' : null;
}

const isHeld = ({ member, right }: Rule, viewer: InsideViewer): boolean =>
  member?.includes(viewer.role) || (right !== undefined && viewer.rights.has(right));
