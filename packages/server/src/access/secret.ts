/**
 * Secrets that we hand out: API keys, one-time tokens, cookies. Random enough to need no slow hash. Each names the company
 * that it is of, so that its row is looked for there and nowhere else.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What API keys start with: it lets secret scanners and people recognise one where it should not be. */
export const keyPrefix = 'parvis_';

/** A secret as it is stored and looked up. */
export interface KnownSecret {
  companyId: string;
  /** SHA-256 of the whole text, as base64url: under another company's name it is another secret. */
  hash: string;
}

const randomLength = 32;
const idLength = 16;
const form = /^[\w-]{64}$/;

/** 256 random bits. */
export const newSecret = (companyId: string, prefix = ''): string =>
  secretOf(companyId, randomBytes(randomLength), prefix);

/**
 * 32 random bytes and the 16 of the company's id as base64url: 64 characters, each text one secret. The random ones come
 * first, so that keys of one company can be told apart by their first characters.
 */
export const secretOf = (companyId: string, random: Uint8Array, prefix = ''): string => {
  const id = Buffer.from(companyId.replaceAll('-', ''), 'hex');
  if (id.length !== idLength || random.length !== randomLength)
    throw new TypeError('a secret is of a company, and random');
  return prefix + Buffer.concat([random, id]).toString('base64url');
};

/** What a text says it is, or null where it can be no secret of ours. */
export function readSecret(text: string, prefix = ''): KnownSecret | null {
  const secret = text.slice(prefix.length);
  if (!text.startsWith(prefix) || !form.test(secret)) return null;
  const id = Buffer.from(secret, 'base64url').toString('hex', randomLength);
  return { companyId: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), hash: hashSecret(text) };
}

/** How a secret is stored. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compared in constant time, whatever the lengths. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());
