/**
 * The cookies of our own hosted pages: which sessions to renew, and which devices an account was signed in on. Each session
 * has a cookie of its own, so that a link opened in one tab does not take the place of another tab's.
 */
import type { Config } from '../config.ts';
import type { CallRequest } from '../http/handlers.ts';

export type Audience = 'portal' | 'company';
type Name = 'device' | `${Audience}-${string}`;

/** What a browser may keep of each audience; a cookie is some 100 bytes, and Node takes 16 kB of headers. */
const mostSessions = 16;

// The prefix makes browsers refuse such a cookie from any other host, but only where it is Secure.
const prefixOf = ({ url }: Config): string => `${url.startsWith('https:') ? '__Host-' : ''}parvis-`;

/** A Set-Cookie line. Scripts cannot read it; other sites' requests do not carry it, but for links that lead here. */
const cookieLine = (config: Config, name: Name, value: string, seconds: number): string =>
  `${prefixOf(config)}${name}=${value}; Path=/; Max-Age=${Math.max(0, Math.floor(seconds))}; HttpOnly; SameSite=Lax` +
  (config.url.startsWith('https:') ? '; Secure' : '');

const yearSeconds = 365 * 86_400;

export const deviceCookie = {
  line: (config: Config, value: string): string => cookieLine(config, 'device', value, yearSeconds),
  read: (config: Config, request: CallRequest): string | null =>
    cookiesOf(config, request).find(({ name }) => name === 'device')?.value || null,
};

/** The start of a session's id, which is its time and a count: unique in a browser, and sorted by age. */
const nameOf = (audience: Audience, sessionId: string): Name =>
  `${audience}-${sessionId.replaceAll('-', '').slice(0, 16)}`;

/** Gives the page the cookie of a session, and takes the oldest away where the browser has too many. */
export function keepSession(
  config: Config,
  request: CallRequest,
  audience: Audience,
  { id, secret, seconds }: { id: string; secret: string; seconds: number },
): void {
  request.setCookie(cookieLine(config, nameOf(audience, id), secret, seconds));
  const others = sessionCookies(config, audience, request).filter(({ isOf }) => !isOf(id));
  for (const { removal } of others.slice(mostSessions - 1)) request.setCookie(removal);
}

/** A cookie of a session as the browser sent it. */
export interface SessionCookie {
  secret: string;
  /** Whether it is that of the session with this id, as far as its name tells. */
  isOf: (sessionId: string) => boolean;
  /** The line that takes it away. */
  removal: string;
}

/** The session cookies of a request, the newest first. */
export function sessionCookies(config: Config, audience: Audience, request: CallRequest): SessionCookie[] {
  const ofSession = new RegExp(`^${audience}-[0-9a-f]{16}$`);
  return cookiesOf(config, request)
    .filter(({ name }) => ofSession.test(name))
    .toSorted((a, b) => (a.name < b.name ? 1 : -1))
    .map(({ name, value }) => ({
      secret: value,
      isOf: (sessionId) => name === nameOf(audience, sessionId),
      removal: cookieLine(config, name as Name, '', 0),
    }));
}

function cookiesOf(config: Config, request: CallRequest): { name: string; value: string }[] {
  const prefix = prefixOf(config);
  return (request.header('cookie') ?? '').split('; ').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return pair.startsWith(prefix) && equals > 0
      ? [{ name: pair.slice(prefix.length, equals), value: pair.slice(equals + 1) }]
      : [];
  });
}
