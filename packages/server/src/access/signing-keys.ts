/**
 * The keys that links and access tokens are signed with (Ed25519). They live in the database, their private part sealed;
 * one signs, earlier ones go on verifying what they signed.
 */
import { asc, isNull } from 'drizzle-orm';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Logger } from 'pino';
import { rows, run, type Schema, type Store } from '../store/store.ts';
import { now } from '../time.ts';
import type { VerificationKey } from './jws.ts';
import type { Sealer } from './seal.ts';

export const algorithm = 'EdDSA';

export interface SigningKey {
  kid: string;
  key: CryptoKey;
}

type KeyRow = Schema['signingKeys']['$inferSelect'];

// A text with an unknown kid may be one of a key that another process has just made: looked up, but not for each of a flood.
const lookAgainAfter = 2_000;

export class SigningKeys {
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #log: Logger;
  readonly #verifying = new Map<string, VerificationKey & { jwk: JWK }>();
  #signing: SigningKey | null = null;
  #readAt = 0;

  constructor(store: Store, sealer: Sealer, log: Logger) {
    this.#store = store;
    this.#sealer = sealer;
    this.#log = log;
  }

  /** Reads the keys; makes the first one. */
  async open(): Promise<void> {
    await this.#read();
    if (!this.#signing) await this.rotate();
  }

  /** What signs now. */
  get signing(): SigningKey {
    if (!this.#signing) throw new Error('the signing keys were not opened');
    return this.#signing;
  }

  /** What verifies for a kid: a look into a map, whatever the text looks like. */
  async verifying(kid: string | undefined): Promise<VerificationKey | undefined> {
    if (kid === undefined) return undefined;
    const known = this.#verifying.get(kid);
    if (known || Date.now() - this.#readAt < lookAgainAfter) return known;
    await this.#read();
    return this.#verifying.get(kid);
  }

  get jwks(): JSONWebKeySet {
    return { keys: [...this.#verifying.values()].map(({ jwk }) => jwk) };
  }

  /** A new key signs from now on. The earlier ones verify as long as anything they signed may live, which is as long as a link. */
  async rotate(): Promise<void> {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const privateSealed = this.#sealer.seal(keyPurpose(kid), JSON.stringify(await exportJWK(pair.privateKey)));
    const { signingKeys } = this.#store.t;
    const at = now();
    await this.#store.transaction(function* (tx) {
      yield* run(tx.update(signingKeys).set({ retiredAt: at }).where(isNull(signingKeys.retiredAt)));
      yield* rows(tx.insert(signingKeys).values({ kid, publicJwk, privateSealed, createdAt: at }).returning());
    });
    await this.#read();
  }

  async #read(): Promise<void> {
    this.#readAt = Date.now();
    const { read, t } = this.#store;
    const found = await read.select().from(t.signingKeys).orderBy(asc(t.signingKeys.createdAt), asc(t.signingKeys.kid));
    this.#verifying.clear();
    this.#signing = null;
    for (const row of found) {
      const jwk = { ...row.publicJwk, kid: row.kid, alg: algorithm, use: 'sig' };
      this.#verifying.set(row.kid, { algorithm, key: await imported(jwk), jwk });
      // Two processes that started together may both have made one; each signs with the later.
      if (row.retiredAt === null) this.#signing = (await this.#unsealed(row)) ?? this.#signing;
    }
  }

  async #unsealed({ kid, privateSealed }: KeyRow): Promise<SigningKey | null> {
    const opened = this.#sealer.open(keyPurpose(kid), privateSealed);
    if (opened === null) {
      this.#log.warn({ kid }, 'a signing key does not open with this PARVIS_SECRET; another one is made');
      return null;
    }
    return { kid, key: await imported(JSON.parse(opened) as JWK) };
  }
}

/** What the private part of a key is sealed for. */
export const keyPurpose = (kid: string) => `signing key ${kid}`;

const imported = async (jwk: JWK): Promise<CryptoKey> => {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('a signing key is not a pair');
  return key;
};
