/** What a role comes with, and that nobody grants or alters more than they hold. */
import type { Right, Role } from '@parvis/sdk/contract';
import { forbidden, refused } from '../problem.ts';
import { isOutside, type InsideViewer, type KeyRole, type MemberViewer, type Viewer } from './viewer.ts';

const ofRole: Record<Role, readonly Right[]> = {
  admin: ['manage_users', 'manage_settings', 'manage_commercial', 'set_back', 'see_all', 'export'],
  office: ['manage_commercial', 'set_back', 'see_all', 'export'],
  technician: [],
};

type Changes = Partial<Record<Right, boolean>>;

/** The rights of a role, less those taken away one by one, and those added. */
export const rightsOf = (role: Role, changes: Changes): ReadonlySet<Right> => {
  const rights = new Set(ofRole[role]);
  for (const [right, has] of Object.entries(changes) as [Right, boolean | undefined][]) {
    if (has === true) rights.add(right);
    if (has === false) rights.delete(right);
  }
  return rights;
};

/** What somebody is to the company, whether they are signed in or not. */
export interface Position {
  role: Role;
  rights: Changes;
}

export const samePosition = (one: Position, other: Position): boolean =>
  one.role === other.role && isWithin(heldIn(one), heldIn(other)) && isWithin(heldIn(other), heldIn(one));

const heldIn = ({ role, rights }: Position): ReadonlySet<Right> => rightsOf(role, rights);
const isWithin = (rights: ReadonlySet<Right>, others: ReadonlySet<Right>): boolean =>
  [...rights].every((right) => others.has(right));

/** Roles reach further one after the other: the office calls what technicians cannot, whatever their rights. */
const reach: Record<Role, number> = { technician: 0, office: 1, admin: 2 };

const holdsRole = (viewer: MemberViewer, role: Role): boolean => reach[role] <= reach[viewer.role];
const holdsRights = (viewer: MemberViewer, position: Position): boolean => isWithin(heldIn(position), viewer.rights);

/** The member who asks. Raises 403 `forbidden` for anybody else. */
export function asMember(viewer: Viewer): MemberViewer {
  if (viewer.kind !== 'member') throw forbidden();
  return viewer;
}

/** Whether the viewer acts as the office does. */
export const isOffice = (viewer: Viewer): viewer is InsideViewer => !isOutside(viewer) && viewer.role !== 'technician';

/**
 * That the viewer may alter somebody who holds this. Raises 403 `administrators-only` for an administrator whom no
 * administrator alters, and 403 `beyond-own-rights` for anybody else who may do more than the viewer.
 */
export function assertMayAlter(viewer: MemberViewer, held: Position): void {
  if (held.role === 'admin' && viewer.role !== 'admin') throw forbidden('administrators-only');
  if (!holdsRole(viewer, held.role) || !holdsRights(viewer, held)) throw forbidden('beyond-own-rights');
}

/** That the viewer holds what they give. Raises 403 `administrators-only`, 422 `not-held` on `role` or `rights`. */
export function assertMayGrant(viewer: MemberViewer, given: Position): void {
  if (given.role === 'admin' && viewer.role !== 'admin') throw forbidden('administrators-only');
  if (!holdsRole(viewer, given.role)) throw refused('role', 'not-held');
  if (!holdsRights(viewer, given)) throw refused('rights', 'not-held');
}

/** Administrators' programs act as the office: nothing that is for administrators alone is for a program. */
export const keyRoleOf = (role: Role): KeyRole => (role === 'technician' ? role : 'office');

/** What a key carries, and its maker no longer, once they have come from one position to another. */
export const keyExceeds = (
  key: { role: KeyRole; rights: readonly Right[] },
  before: Position,
  after: Position,
): boolean => {
  const [had, has] = [heldIn(before), heldIn(after)];
  const lostRole = before.role !== 'technician' && after.role === 'technician';
  return key.rights.some((right) => had.has(right) && !has.has(right)) || (lostRole && key.role === 'office');
};
