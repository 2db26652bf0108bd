/**
 * Addresses that somebody typed, as the parts of the web that they become: an origin is compared with what browsers send and
 * stands in the policy of our pages, a page is where a link begins. Only what was parsed goes further, written anew by the
 * parser: lower case, punycode, no usual port (WHATWG URL). What the host holds beside names is refused: `*`, `;` and the like
 * mean something in a Content Security Policy.
 */

const isThisMachine = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

// A name of labels, an IPv4 address, or an IPv6 one in brackets; a port may follow.
const plainHost = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(:\d{1,5})?$/;

const parsed = (typed: string): URL | null => {
  // The parser would take what stands between the lines for nothing.
  if (/[\s\p{Cc}\\]/u.test(typed.trim())) return null;
  const url = URL.parse(typed.trim());
  if (!url || !plainHost.test(url.host) || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url)) ? url : null;
};

/** The origin that was meant; null where a path, a query or anything else follows, or it is none. A slash at the end is none. */
export const originOf = (typed: string): string | null => {
  const url = parsed(typed);
  return url && url.pathname === '/' && !/[?#]/.test(typed) ? url.origin : null;
};

/** The page that was meant; null where it holds a fragment, which is where the link stands, or it is none. */
export const pageOf = (typed: string): string | null => {
  const url = parsed(typed);
  return url && !typed.includes('#') ? url.href : null;
};
