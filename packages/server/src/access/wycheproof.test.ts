/** Signatures that others forged (C2SP Wycheproof, JSON Web Signature): none is taken, and no good one is refused. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { expect, test } from 'vitest';
import { readJws, type VerificationKey } from './jws.ts';

interface Group {
  public?: JWK;
  private?: JWK;
  tests: { tcId: number; comment: string; jws: string; result: 'valid' | 'invalid'; flags: string[] }[];
}

/** Wycheproof comes in no package: its folder `testvectors_v1` is looked for beside the repository. */
const file = fileURLToPath(
  new URL('../../../../../shared/suites/wycheproof/json_web_signature_test.json', import.meta.url),
);
/** Labelled invalid though byte for byte the same as the valid 357. */
const mislabelled = new Set([367, 370]);
/** Called valid, and refused all the same: 346 and 350 are signed by another algorithm than their key is for, 372 and 373 hold a sign that is not base64url. */
const refusedOnPurpose = new Set([346, 350, 372, 373]);

test.skipIf(!existsSync(file))(`no forged signature of Wycheproof is taken (of ${file})`, async () => {
  const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] };
  const wrong: string[] = [];
  const counts = { valid: 0, invalid: 0, unsupported: 0, stricter: 0 };
  for (const group of testGroups) {
    const key = await keyOf(group);
    for (const { tcId, comment, jws, result } of group.tests) {
      if (mislabelled.has(tcId)) continue;
      const taken = (await readJws(jws, () => key)) !== null;
      if (refusedOnPurpose.has(tcId) && !taken) counts.stricter += 1;
      // A key that we would not load verifies nothing: that is no failure to take what is valid.
      else if (result === 'valid' && !key) counts.unsupported += 1;
      else if (taken !== (result === 'valid'))
        wrong.push(`${tcId} (${comment}): ${result}, ${taken ? 'taken' : 'refused'}`);
      else counts[result] += 1;
    }
  }
  process.stdout.write(
    `wycheproof: ${counts.invalid} forged refused, ${counts.valid} valid taken, ${counts.stricter} valid refused on purpose, ${counts.unsupported} valid of kinds of key that we do not load\n`,
  );
  expect(wrong).toEqual([]);
  expect(counts.invalid).toBeGreaterThan(300);
});

/** The key under the one algorithm it says it is for; none where it says none, or another use. */
async function keyOf(group: Group): Promise<VerificationKey | undefined> {
  const jwk = group.public ?? group.private;
  if (!jwk?.alg) return undefined;
  try {
    const key = await importJWK(jwk, jwk.alg);
    return { algorithm: jwk.alg, key: key as CryptoKey };
  } catch {
    return undefined;
  }
}
