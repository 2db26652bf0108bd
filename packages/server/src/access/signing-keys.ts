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
import { ConfigError } from '../config.ts';
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

// Another process may have just made a key: looked for when it matters, but not for each of a flood.
const lookAgainAfter = 2_000;
const day = 86_400_000;
const signsFor = 180 * day;
/** A key verifies as long as what it signed may live: no link lives longer than two years. */
const verifiesFor = 731 * day;

export class SigningKeys {
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #log: Logger;
  #verifying = new Map<string, VerificationKey & { jwk: JWK }>();
  #signing: SigningKey | null = null;
  #signingSince = 0;
  /** By a clock that nobody sets: one that went back by an hour would hide a new key for as long. */
  #readAt = -Infinity;
  #warned = false;

  constructor(store: Store, sealer: Sealer, log: Logger) {
    this.#store = store;
    this.#sealer = sealer;
    this.#log = log;
  }

  /** Reads the keys; makes the first one, and another when the present one has signed for long enough. */
  async open(): Promise<void> {
    const { closed } = await this.#read();
    // Another key would do for signing, but whatever else is sealed stays shut, and other servers would lose theirs.
    if (!this.#signing && closed > 0) {
      throw new ConfigError(
        'PARVIS_SECRET is not the one that the signing key was sealed with: set that one, or, if it is lost, begin anew with this one by `parvis signing-key rotate`.',
      );
    }
    if (!this.#signing || Date.now() - this.#signingSince > signsFor) await this.rotate();
  }

  /** What signs now. */
  async signing(): Promise<SigningKey> {
    await this.#refresh();
    if (!this.#signing) throw new Error('the signing keys were not opened');
    return this.#signing;
  }

  /** What verifies for a kid: a look into a map, whatever the text looks like. */
  async verifying(kid: string | undefined): Promise<VerificationKey | undefined> {
    if (kid === undefined) return undefined;
    const known = this.#verifying.get(kid);
    if (known) return known;
    await this.#refresh();
    return this.#verifying.get(kid);
  }

  async jwks(): Promise<JSONWebKeySet> {
    await this.#refresh();
    return { keys: [...this.#verifying.values()].map(({ jwk }) => jwk) };
  }

  /** A new key signs from now on, in every server within seconds. Earlier ones go on verifying. Returns its kid. */
  async rotate(): Promise<string> {
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
    return kid;
  }

  async #refresh(): Promise<void> {
    if (performance.now() - this.#readAt >= lookAgainAfter) await this.#read();
  }

  /** Gives the number of keys that should sign and do not open. */
  async #read(): Promise<{ closed: number }> {
    this.#readAt = performance.now();
    const { read, t } = this.#store;
    const found = await read.select().from(t.signingKeys).orderBy(asc(t.signingKeys.createdAt), asc(t.signingKeys.kid));
    // Put in place at once when complete: others verify and sign in the meantime.
    const verifying = new Map<string, VerificationKey & { jwk: JWK }>();
    let signing: SigningKey | null = null;
    let closed = 0;
    for (const row of found) {
      if (row.retiredAt !== null && Date.parse(row.retiredAt) < Date.now() - verifiesFor) continue;
      const jwk = { ...row.publicJwk, kid: row.kid, alg: algorithm, use: 'sig' };
      verifying.set(row.kid, this.#verifying.get(row.kid) ?? { algorithm, key: await imported(jwk), jwk });
      // Two processes that started together may both have made one; each signs with the later.
      if (row.retiredAt !== null) continue;
      const own = row.kid === this.#signing?.kid ? this.#signing : await this.#unsealed(row);
      if (!own) {
        closed++;
        continue;
      }
      signing = own;
      this.#signingSince = Date.parse(row.createdAt);
    }
    this.#verifying = verifying;
    if (!signing && this.#signing && !this.#warned) {
      this.#log.warn(
        'the signing key was rotated under another PARVIS_SECRET: this server goes on with the one before',
      );
      this.#warned = true;
    }
    this.#signing = signing ?? this.#signing;
    return { closed };
  }

  async #unsealed({ kid, privateSealed }: KeyRow): Promise<SigningKey | null> {
    const opened = this.#sealer.open(keyPurpose(kid), privateSealed);
    if (opened === null) return null;
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
