/** What a page of ours may do (Content Security Policy), and what goes with it. */
import { randomBytes } from 'node:crypto';

export const newNonce = (): string => randomBytes(16).toString('base64');

export interface ContentSecurityPolicy {
  /** Origins that may frame the page. */
  ancestors?: readonly string[];
  /** Origins beside our own that are asked for data and pictures. */
  servers?: readonly string[];
}

/** Only what bears the nonce runs; nothing is ever turned from text into script or markup, but by Lit's own templates. */
export function pageHeaders(
  nonce: string,
  { ancestors = [], servers = [] }: ContentSecurityPolicy = {},
): Record<string, string> {
  const own = ["'self'", ...servers].join(' ');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `img-src ${own} data: blob:`,
    `connect-src ${own}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ];
  return {
    'content-security-policy': policy.join('; '),
    // The nonce is good for one answer.
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
