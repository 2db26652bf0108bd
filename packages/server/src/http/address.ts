import { isIP } from 'node:net';

/**
 * The address in one entry of X-Forwarded-For, without the port that some proxies write behind it (`203.0.113.7:51234`,
 * `[2001:db8::1]:443`, as in RFC 7239, 6). Null for what is no address, such as `unknown`.
 */
export function forwardedAddress(entry: string): string | null {
  const address = /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(entry)?.[1] ?? entry;
  return isIP(address) === 0 ? null : address;
}
