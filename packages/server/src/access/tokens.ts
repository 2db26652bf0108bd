import type { JSONWebKeySet } from 'jose';
import type { Schema } from '../store/store.ts';
import type { Principal, Viewer } from './viewer.ts';

export type LinkRow = Schema['links']['$inferSelect'];
export type SessionRow = Schema['sessions']['$inferSelect'];

/** What a link says, its signature and form being right. Whether it still opens is for its row to say. */
export interface LinkClaims {
  linkId: string;
  companyId: string;
  contactId: string;
  scope: { kind: LinkRow['scopeKind']; id: string };
  expired: boolean;
}

export interface Tokens {
  /** The address of a link: signed when it is copied or mailed, never stored. Opens the hosted page unless the company has its own. */
  linkUrl(link: LinkRow, portalUrl: string | null): Promise<string>;
  /** Null for what we never signed. */
  readLink(token: string): Promise<LinkClaims | null>;
  /** An access token of at most 15 minutes for a session. */
  access(session: SessionRow): Promise<{ accessToken: string; expiresAt: string; viewer: Viewer } | null>;
  /** Who holds an access token or an API key; at once when it was verified before and nothing it stands on has changed. */
  viewer(bearer: string): Viewer | null | Promise<Viewer | null>;
  /** The same by session or key, for what carries no token: a download address, a stream. Null once it has ended. */
  recall(principal: Principal): Viewer | null | Promise<Viewer | null>;
  /** Public keys, for `/.well-known/jwks.json`. */
  jwks(): Promise<JSONWebKeySet>;
  /** A new signing key; what the earlier ones signed stays good until it ends. */
  rotate(): Promise<void>;
}
