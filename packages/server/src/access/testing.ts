/** For tests of tokens: what only the holder of the signing key could write. */
import { importJWK, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { Store } from '../store/store.ts';
import type { Sealer } from './seal.ts';

interface Given {
  store: Store;
  sealer: Sealer;
}

/** The server's own private key, unsealed: of this kid, or any. */
export async function ownKey({ store, sealer }: Given, wanted?: string): Promise<{ kid: string; jwk: JWK }> {
  const found = await store.read.select().from(store.t.signingKeys);
  const row = found.find(({ kid }) => kid === wanted) ?? found[0];
  const opened = row && sealer.open(`signing key ${row.kid}`, row.privateSealed);
  if (!row || !opened) throw new Error('there is no signing key');
  return { kid: row.kid, jwk: JSON.parse(opened) as JWK };
}

/** A token signed with the server's own key, saying anything. */
export async function signed(s: Given, claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  const { kid, jwk } = await ownKey(s, header.kid);
  const typ = 'parvis-access+jwt';
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ, kid, ...header })
    .sign(await importJWK(jwk, 'EdDSA'));
}

/** What a token says. */
export const claimsOf = (token: string): JWTPayload =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload;
