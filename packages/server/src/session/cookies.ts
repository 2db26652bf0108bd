/** The cookies of our own hosted pages: which session to renew, and which devices an account was signed in on. */
import type { Config } from '../config.ts';
import type { CallRequest } from '../http/handlers.ts';

export type Audience = 'portal' | 'company';
type Name = Audience | 'device';

// The prefix makes browsers refuse such a cookie from any other host, but only where it is Secure.
const nameOf = ({ url }: Config, name: Name): string => `${url.startsWith('https:') ? '__Host-' : ''}parvis-${name}`;

/** A Set-Cookie line. Scripts cannot read it; other sites' requests do not carry it, but for links that lead here. */
export const cookieLine = (config: Config, name: Name, value: string, seconds: number): string =>
  `${nameOf(config, name)}=${value}; Path=/; Max-Age=${Math.max(0, Math.floor(seconds))}; HttpOnly; SameSite=Lax` +
  (config.url.startsWith('https:') ? '; Secure' : '');

export const cookieOf = (config: Config, name: Name, request: CallRequest): string | null => {
  const prefix = `${nameOf(config, name)}=`;
  const found = request
    .header('cookie')
    ?.split('; ')
    .find((pair) => pair.startsWith(prefix));
  return found?.slice(prefix.length) || null;
};
