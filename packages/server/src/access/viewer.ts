/**
 * Who asks. Everything a route needs to know about the caller is here: found once, by `http/`, from an access token or an
 * API key, and kept in memory until something it depends on changes.
 */
import type { ContactRight, Lang, PortalPart, Right, Role, Scope } from '@parvis/sdk/contract';

/** A row that a session or key depends on. When it ends or changes, what depends on it is read again. */
export type Principal =
  `${'company' | 'customer' | 'contact' | 'stakeholder' | 'member' | 'key' | 'link' | 'session' | 'intervention' | 'site' | 'dossier'}:${string}`;

interface BaseViewer {
  companyId: string;
  name: string;
  /** Session (or key) first. */
  dependsOn: readonly [Principal, ...Principal[]];
}

/** Somebody at the portal: by a secure link, or from the company's own signed-in pages. */
interface PortalViewer extends BaseViewer {
  sessionId: string;
  /** The member who looks at the portal as this person: reads only. */
  previewBy: string | null;
  lang: Lang;
  /** Of the company: its days are those of the portal. */
  timeZone: string;
  /** The parts of the portal that are on for them. */
  parts: ReadonlySet<PortalPart>;
  /** When the session ends by itself. */
  until: string;
}

/** A contact of a customer. */
export interface ContactViewer extends PortalViewer {
  kind: 'contact';
  contactId: string;
  customerId: string;
  rights: ReadonlySet<ContactRight>;
  scope: Scope;
  /** Whether the dossiers of their customer are theirs to see: those of a person are its main contact's alone. */
  reachesDossiers: boolean;
}

/** An outside person on a dossier, of no customer. */
export interface StakeholderViewer extends PortalViewer {
  kind: 'stakeholder';
  stakeholderId: string;
  /** The dossier that they take part in. */
  scope: { kind: 'dossier'; id: string };
}

/** Who comes to the portal. */
export type OutsideViewer = ContactViewer | StakeholderViewer;

/** One of the company's people. */
export interface MemberViewer extends BaseViewer {
  kind: 'member';
  memberId: string;
  role: Role;
  /** Those of the role, and what was added or taken away one by one. */
  rights: ReadonlySet<Right>;
  sessionId: string;
  lang: Lang;
  until: string;
}

/** One of the company's programs: never more than the member who made its key was when making it. */
export interface KeyViewer extends BaseViewer {
  kind: 'key';
  keyId: string;
  /** As which it calls: as the office, or as a technician does. */
  role: KeyRole;
  /** Those chosen when it was made. */
  rights: ReadonlySet<Right>;
  /** The member who made it: without the right to see all it reaches what they reach. Null: made at the server itself. */
  makerId: string | null;
}
export type KeyRole = Exclude<Role, 'admin'>;

/** One of the company's people, or of its programs. */
export type InsideViewer = MemberViewer | KeyViewer;

export type Viewer = OutsideViewer | InsideViewer;

export const isOutside = (viewer: Viewer): viewer is OutsideViewer =>
  viewer.kind === 'contact' || viewer.kind === 'stakeholder';

/** The id of the person at the portal. */
export const personOf = (viewer: OutsideViewer): string =>
  viewer.kind === 'contact' ? viewer.contactId : viewer.stakeholderId;

/** What the journal and rows name as who did something. */
export function principalOf(viewer: Viewer): `${'contact' | 'stakeholder' | 'member' | 'key'}:${string}` {
  switch (viewer.kind) {
    case 'contact':
      return `contact:${viewer.contactId}`;
    case 'stakeholder':
      return `stakeholder:${viewer.stakeholderId}`;
    case 'member':
      return `member:${viewer.memberId}`;
    case 'key':
      return `key:${viewer.keyId}`;
  }
}
