import { eq } from 'drizzle-orm';
import { SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../ids.ts';
import { openServices } from '../services.ts';
import { run } from '../store/store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { createSealer } from './seal.ts';
import { SigningKeys } from './signing-keys.ts';
import { claimsOf, ownKey, signed } from './testing.ts';

let t: TestApp;
let token: string;
let link: string;
let claims: JWTPayload;
let others: { company: string; contact: string; customer: string; session: string };
beforeAll(async () => {
  t = await testApp();
  const [company, other] = [await t.company(), await t.company()];
  const { contact } = await t.customer(company);
  const foreign = await t.customer(other);
  ({ token, link } = await t.link(contact));
  claims = claimsOf(token);
  const session = await t.link(foreign.contact);
  others = {
    company: other.id,
    contact: foreign.contact.id,
    customer: foreign.customer.id,
    session: session.sessionId,
  };
});
afterAll(() => t.close());

const holds = async (bearer: string) => (await t.ask('GET /fields', { as: bearer })).status === 200;
const opens = async (text: string) => (await t.ask('POST /session', { body: { link: text } })).status === 201;

test('an access token and a link of ours hold', async () => {
  expect(await holds(token)).toBe(true);
  expect(await opens(link)).toBe(true);
  expect(await opens(`https://parvis.example/p#${link}`)).toBe(true);
});

test('an access token lives for at most 15 minutes', () => {
  expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(15 * 60);
});

describe('a token that we signed, but that says something else, is refused', () => {
  const changes: [string, () => JWTPayload][] = [
    ['another issuer', () => ({ iss: 'https://evil.example' })],
    ['no issuer', () => ({ iss: undefined })],
    ['the audience of members', () => ({ aud: 'company' })],
    ['several audiences', () => ({ aud: ['portal', 'company'] })],
    ['another contact', () => ({ sub: others.contact })],
    ['another company', () => ({ company: others.company })],
    ['another customer’s scope', () => ({ scope: `customer:${others.customer}` })],
    ['no scope', () => ({ scope: undefined })],
    ['another session', () => ({ sid: others.session })],
    ['a session that never was', () => ({ sid: newId() })],
    ['a claim that we do not know', () => ({ admin: true })],
    ['a longer life', () => ({ exp: Math.floor(Date.now() / 1000) + 3600 })],
    ['no end', () => ({ exp: undefined })],
    ['an end in the past', () => ({ iat: 1_700_000_000, exp: 1_700_000_100 })],
    ['an end that is no number', () => ({ exp: 'never' as never })],
  ];
  for (const [name, change] of changes) {
    test(name, async () => expect(await holds(await signed(t.s, { ...claims, ...change() }))).toBe(false));
  }
});

test('the same words signed again hold: what the tests above change is what is refused', async () => {
  expect(await holds(await signed(t.s, claims))).toBe(true);
});

describe('one kind of token does not pass for another', () => {
  test('a link as a bearer', async () => expect(await holds(link)).toBe(false));
  test('an access token as a link', async () => expect(await opens(token)).toBe(false));
  test('what a link says, with the type of an access token', async () =>
    expect(await holds(await signed(t.s, claimsOf(link)))).toBe(false));
  test('what an access token says, with the type of a link', async () =>
    expect(await opens(await signed(t.s, claims, { typ: 'parvis-link+jwt' }))).toBe(false));
  test('another type', async () => expect(await holds(await signed(t.s, claims, { typ: 'JWT' }))).toBe(false));
  test('no type', async () => expect(await holds(await signed(t.s, claims, { typ: undefined as never }))).toBe(false));
});

describe('a link that says something else than was given out does not open', () => {
  const link_ = { typ: 'parvis-link+jwt' };
  const changes: [string, () => JWTPayload][] = [
    ['another contact', () => ({ sub: others.contact })],
    ['another company', () => ({ company: others.company })],
    ['another scope', () => ({ scope: `customer:${others.customer}` })],
    ['a link that never was', () => ({ jti: newId() })],
    ['a longer life', () => ({ exp: undefined })],
  ];
  for (const [name, change] of changes) {
    test(name, async () =>
      expect(await opens(await signed(t.s, { ...claimsOf(link), ...change() }, link_))).toBe(false),
    );
  }
});

describe('a signature that is not ours is refused', () => {
  const parts = () => token.split('.') as [string, string, string];
  const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('none', async () => {
    const [, payload] = parts();
    for (const alg of ['none', 'None', 'NONE']) {
      const header = text({ alg, typ: 'parvis-access+jwt', kid: (await ownKey(t.s)).kid });
      expect(await holds(`${header}.${payload}.`)).toBe(false);
    }
  });

  test('HS256 under our public key', async () => {
    const { kid } = await ownKey(t.s);
    const jwk = (await t.s.tokens.jwks()).keys[0]!;
    const secrets = [Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.x!), Buffer.from(JSON.stringify(jwk))];
    for (const secret of secrets) {
      const header = { alg: 'HS256', typ: 'parvis-access+jwt', kid };
      expect(await holds(await new SignJWT(claims).setProtectedHeader(header).sign(secret))).toBe(false);
    }
  });

  test('a key that the token brings itself', async () => {
    const { generateKeyPair, exportJWK } = await import('jose');
    const pair = await generateKeyPair('EdDSA');
    const jwk = await exportJWK(pair.publicKey);
    const { kid } = await ownKey(t.s);
    for (const header of [
      { kid, jwk },
      { jwk },
      { kid, jku: 'https://evil.example/jwks.json' },
      { kid: 'mine', jwk },
    ]) {
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'parvis-access+jwt', ...header })
        .sign(pair.privateKey);
      expect(await holds(forged)).toBe(false);
    }
  });

  test('a kid that is a path, a query, an address, or a megabyte', async () => {
    const kids = [
      '../../../../dev/null',
      "' or 1=1 --",
      'https://evil.example/key',
      '__proto__',
      '',
      'k'.repeat(1_000_000),
    ];
    for (const kid of kids) expect(await holds(await signed(t.s, claims, { kid }))).toBe(false);
    const [, payload, signature] = parts();
    for (const kid of [null, 1, {}, ['a']]) {
      expect(await holds(`${text({ alg: 'EdDSA', typ: 'parvis-access+jwt', kid })}.${payload}.${signature}`)).toBe(
        false,
      );
    }
  });

  test('a header or payload that was changed afterwards', async () => {
    const [header, payload, signature] = parts();
    expect(await holds(`${header}.${text({ ...claims, sub: others.contact })}.${signature}`)).toBe(false);
    expect(await holds(`${text({ alg: 'EdDSA' })}.${payload}.${signature}`)).toBe(false);
    expect(await holds(`${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`)).toBe(false);
  });
});

describe('one token has one text', () => {
  test('stray bits, padding, other alphabets and spaces are refused', async () => {
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const last = signature.at(-1)!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // The last sign of 64 bytes carries four bits that say nothing.
    const twin = alphabet[alphabet.indexOf(last) ^ 1]!;
    const texts = [
      `${header}.${payload}.${signature.slice(0, -1)}${twin}`,
      `${header}.${payload}.${signature}=`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}.${signature}.`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}..${payload}.${signature}`,
      `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`,
      `${header}.${payload}.${signature}%20`,
      `${header}.${payload}\u00e9.${signature}`,
    ];
    for (const text of texts) {
      expect(await opens(text)).toBe(false);
      if (!/[^\x21-\x7e]/.test(text)) expect(await holds(text)).toBe(false);
    }
  });
});

describe('signing keys', () => {
  test('what was signed before a rotation goes on holding; what is signed after carries the new kid', async () => {
    const before = (await t.s.tokens.jwks()).keys.length;
    const rotated = await otherProcess(t).rotate();
    // A server that is running hears of it by itself.
    const kids = async () => (await t.s.tokens.jwks()).keys.map((key) => key.kid);
    await expect.poll(kids).toContain(rotated);
    expect(await kids()).toHaveLength(before + 1);
    expect(await holds(await fresh(token))).toBe(true);
    expect(await opens(link)).toBe(true);
    const { body } = await t.ask('POST /session', { body: { link } });
    const kid = (JSON.parse(Buffer.from(body.accessToken.split('.')[0]!, 'base64url').toString()) as { kid: string })
      .kid;
    expect(kid).toBe(rotated);
    expect(await holds(body.accessToken)).toBe(true);
  });

  test('a rotation is heard of although the clock was put back', async () => {
    const kids = async () => (await t.s.tokens.jwks()).keys.map((key) => key.kid);
    await kids();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    const rotated = await otherProcess(t).rotate();
    await expect.poll(kids).toContain(rotated);
    const { body } = await t.ask('POST /session', { body: { link } });
    expect(kidOf(body.accessToken)).toBe(rotated);
  });

  test('a key that has signed for half a year is followed by another; two years after, it verifies nothing', async () => {
    const again = await testApp();
    onTestFinished(() => again.close());
    const { contact } = await again.customer(await again.company());
    const { link } = await again.link(contact);
    const started = async (change: { createdAt?: string; retiredAt?: string }, kid: string) => {
      await again.s.store.transaction(function* (tx) {
        yield* run(tx.update(tx.t.signingKeys).set(change).where(eq(tx.t.signingKeys.kid, kid)));
      });
      const services = await openServices(again.s);
      const kids = (await services.tokens.jwks()).keys.map((key) => key.kid);
      const reads = (await services.tokens.readLink(link)) !== null;
      await services.journal.close();
      return { kids, reads };
    };
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const first = kidOf(link);
    expect(await started({ createdAt: ago(179) }, first)).toEqual({ kids: [first], reads: true });
    const after = await started({ createdAt: ago(181) }, first);
    expect([after.kids.length, after.reads]).toEqual([2, true]);
    expect((await started({ retiredAt: ago(730) }, first)).reads).toBe(true);
    const gone = await started({ retiredAt: ago(732) }, first);
    expect([gone.kids.includes(first), gone.reads]).toEqual([false, false]);
  });

  test('under another secret nothing starts until its keys are rotated; what was signed, and who serves, goes on', async () => {
    const again = await testApp();
    onTestFinished(() => again.close());
    const { contact } = await again.customer(await again.company());
    const { link } = await again.link(contact);
    const config = { ...again.s.config, secret: 'y'.repeat(40) };
    await expect(openServices({ ...again.s, config })).rejects.toThrow(/^PARVIS_SECRET is not the one/);
    expect((await again.s.tokens.jwks()).keys).toHaveLength(1);

    const rotated = await otherProcess(again, config.secret).rotate();
    const changed = await openServices({ ...again.s, config });
    expect((await changed.tokens.jwks()).keys.map((key) => key.kid)).toEqual([kidOf(link), rotated]);
    expect(await changed.tokens.readLink(link)).not.toBeNull();
    await changed.journal.close();

    await expect.poll(async () => (await again.s.tokens.jwks()).keys.length).toBe(2);
    expect(await again.ask('POST /session', { body: { link } })).toMatchObject({ status: 201 });
    expect(again.logged.filter((line) => line.includes('PARVIS_SECRET'))).toHaveLength(1);
  });

  test('published keys hold nothing private', async () => {
    for (const jwk of (await t.s.tokens.jwks()).keys) {
      expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
      expect(jwk).not.toHaveProperty('d');
    }
  });

  test('the database holds no key in clear', async () => {
    const rows = await t.s.store.read.select().from(t.s.store.t.signingKeys);
    for (const row of rows) expect(JSON.stringify(row)).not.toContain('"d"');
  });
});

/** The keys as the command line opens them, beside the server. */
const otherProcess = ({ s: { store, config, log } }: TestApp, secret = config.secret) =>
  new SigningKeys(store, createSealer(secret), log);
const kidOf = (text: string) =>
  (JSON.parse(Buffer.from(text.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
/** The same claims under another text, so that it is verified anew and not found in memory. */
const fresh = (text: string) => signed(t.s, { ...claimsOf(text), jti: newId() }, { kid: kidOf(text) });
