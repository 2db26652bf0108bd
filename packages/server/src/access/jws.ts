/**
 * Signed texts, read strictly: one algorithm for a key, one form for a text. Signatures are jose's matter; what jose reads
 * leniently (base64url with stray bits, so that several texts carry one signature) is refused before.
 */
import { compactVerify, errors, type CompactVerifyResult, type CryptoKey } from 'jose';

/** Longer than any token of ours; whoever sends more is not asked any further. */
const longestToken = 4096;

export interface VerificationKey {
  algorithm: string;
  key: CryptoKey;
}

/** Header and payload of a token whose signature holds under the key that its `kid` names; null for any other text. */
export async function readJws(
  token: string,
  keyOf: (kid: string | undefined) => VerificationKey | undefined | Promise<VerificationKey | undefined>,
): Promise<CompactVerifyResult | null> {
  if (token.length > longestToken || !isCanonical(token)) return null;
  try {
    return await compactVerify(token, async (header) => {
      const found = await keyOf(header.kid);
      // The key says which algorithm it is for; the header is the sender's own word.
      if (!found || header.alg !== found.algorithm) throw new errors.JWSInvalid('no such key');
      return found.key;
    });
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Three parts, each the one base64url text of its bytes. */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
