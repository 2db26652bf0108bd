/**
 * Authentication and authorization: who asks, and whether they may call a route from where they call it. The same for every
 * route, live streams included.
 */
import { refusal, type Rule } from '../access/policy.ts';
import type { Viewer } from '../access/viewer.ts';
import { forbidden, unauthorized } from '../problem.ts';
import type { HttpServices } from './http.services.ts';
import type { RequestContext } from './request-context.ts';

/** Who holds the access token or API key that came with the request; null for nobody. */
export function authenticate(
  { tokens }: HttpServices,
  request: RequestContext,
): Viewer | null | Promise<Viewer | null> {
  const authorization = request.header('authorization');
  if (authorization === null) return null;
  // The scheme's name is written in any case (RFC 9110, 11.1).
  const bearer = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer === undefined) throw unauthorized();
  return tokens.viewer(bearer);
}

/**
 * Until the origin may be refused for what it is: nothing to wait for where it is allowed, or none was registered since.
 */
export function refreshOrigins(
  { origins }: HttpServices,
  viewer: Viewer | null,
  { origin }: RequestContext,
): Promise<void> | undefined {
  return origin === null || viewer === null || origins.allows(viewer.companyId, origin) ? undefined : origins.refresh();
}

/** Refuses whoever may not call a route. `viewer` is null for nobody, which open routes alone accept. */
export function authorize(
  s: HttpServices,
  rule: Rule,
  isRead: boolean,
  viewer: Viewer | null,
  request: RequestContext,
): void {
  const { origin } = request;
  if (viewer === null) {
    // What was sent as a token and is none is said to be none, on open routes, too.
    if (!rule.open || request.header('authorization') !== null) throw unauthorized();
    return;
  }
  if (origin !== null) {
    // A key in a page is a key in everybody's hands.
    if (viewer.kind === 'key') throw forbidden('key-in-browser');
    if (!s.origins.allows(viewer.companyId, origin)) throw forbidden('origin-not-allowed');
  }
  const refused = refusal(rule, viewer, isRead);
  if (refused) throw refused;
}

export type HeaderLines = Record<string, string>;

/** For a page of any registered origin: what a refusal says may be read there, too. */
export function corsHeaders({ origins }: HttpServices, origin: string | null): HeaderLines {
  if (origin === null || origins.isOurs(origin) || !origins.known(origin)) return { vary: 'authorization, origin' };
  return {
    vary: 'authorization, origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag, retry-after',
  };
}
