/** Secrets that we hand out: API keys, one-time tokens, cookies. Random enough to need no slow hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What API keys start with: it lets secret scanners and people recognise one where it should not be. */
export const keyPrefix = 'parvis_';

/** 256 random bits, as base64url. */
export const newSecret = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** How a secret is stored and looked up. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compared in constant time, whatever the lengths. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());
