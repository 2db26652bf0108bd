import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { newPasswordToken } from '../session/password-token.ts';
import { run } from '../store/store.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { hashSecret, keyPrefix, newSecret, readSecret, secretOf } from './secret.ts';

describe('a secret', () => {
  test('names its company, in 64 characters that are safe in addresses and cookies', () => {
    const companyId = newId();
    const secret = newSecret(companyId);
    expect(secret).toMatch(/^[\w-]{64}$/);
    expect(readSecret(secret)).toEqual({ companyId, hash: hashSecret(secret) });
    const key = newSecret(companyId, keyPrefix);
    expect(readSecret(key, keyPrefix)).toEqual({ companyId, hash: hashSecret(key) });
  });

  test('differs from another of the same company from its first characters on', () => {
    const companyId = newId();
    const starts = Array.from({ length: 20 }, () => newSecret(companyId, keyPrefix).slice(0, 12));
    expect(new Set(starts).size).toBe(20);
  });

  test('is no text of another form', () => {
    const secret = newSecret(newId());
    for (const text of [
      '',
      'x',
      `${secret}x`,
      secret.slice(1),
      `${secret.slice(1)}+`,
      `${secret}\n`,
      keyPrefix + secret,
    ])
      expect(readSecret(text)).toBeNull();
    expect(readSecret(secret, keyPrefix)).toBeNull();
  });

  test('is made for a company alone', () => {
    expect(() => newSecret('demo')).toThrow(TypeError);
    expect(() => secretOf(newId(), new Uint8Array(16))).toThrow(TypeError);
  });
});

describe('with another company in its place, a secret opens nothing:', () => {
  const ours = { origin: testUrl };
  let t: TestApp;
  let company: { id: string };
  let other: { id: string };
  beforeAll(async () => {
    t = await testApp();
    [company, other] = [await t.company(), await t.company()];
  });
  afterAll(() => t.close());

  const elsewhere = (secret: string, prefix = '') =>
    secretOf(other.id, Buffer.from(secret.slice(prefix.length), 'base64url').subarray(0, 32), prefix);

  test('an API key', async () => {
    const { token } = await t.key(company);
    const asked = (as: string) => t.ask('GET /customers', { as });
    expect((await asked(token)).status).toBe(200);
    expect(await asked(elsewhere(token, keyPrefix))).toMatchObject({ status: 401, text: (await asked('x')).text });
    expect((await asked(secretOf(company.id, Buffer.alloc(32), keyPrefix))).status).toBe(401);
    // Not even where the row holds what it is found by.
    const misplaced = newSecret(other.id, keyPrefix);
    await t.key(company, { secretHash: hashSecret(misplaced) });
    expect((await asked(misplaced)).status).toBe(401);
  });

  test('a one-time link', async () => {
    const member = await t.member(company, { status: 'invited' });
    const token = await t.s.store.transaction((tx) =>
      newPasswordToken(tx, { companyId: company.id, memberId: member.id, purpose: 'invitation' }),
    );
    const read = (token: string) => t.ask('POST /password/tokens', { body: { token } });
    expect(await read(elsewhere(token))).toMatchObject({ status: 404, text: (await read('x')).text });
    const choose = (token: string) =>
      t.ask('POST /password', { body: { token, password: 'trois petits chats dorment' } });
    expect((await choose(elsewhere(token))).status).toBe(404);
    expect((await choose(token)).status).toBe(201);
    const misplaced = newSecret(other.id);
    await t.s.store.transaction((tx) =>
      run(
        tx.insert(tx.t.passwordTokens).values({
          hash: hashSecret(misplaced),
          companyId: company.id,
          memberId: member.id,
          purpose: 'reset',
          createdAt: now(),
          expiresAt: '2099-01-01T00:00:00.000Z',
        }),
      ),
    );
    expect((await choose(misplaced)).status).toBe(404);
  });

  test('the cookie of a session, and the name that a page knows it by', async () => {
    const { contact } = await t.customer(company);
    const { link } = await t.link(contact);
    const opened = await t.ask('POST /session', { body: { link, keep: true }, headers: ours });
    const [name = '', secret = ''] = opened.headers.getSetCookie()[0]!.split(';')[0]!.split('=');
    const renew = (value: string, session = opened.body.id) =>
      t.ask('POST /session/renewals', {
        body: { audience: 'portal', session },
        headers: { ...ours, cookie: `${name}=${value}` },
      });
    const named = opened.body.id.replace(company.id, other.id);
    expect(await renew(elsewhere(secret))).toMatchObject({ status: 401, code: 'session-expired' });
    expect(await renew(secret, named)).toMatchObject({ status: 401, code: 'session-expired' });
    expect((await renew(secret)).status).toBe(201);
    const { sessions } = t.s.store.t;
    const write = (text: string) =>
      t.s.store.transaction((tx) =>
        run(
          tx
            .update(sessions)
            .set({ cookieHash: hashSecret(text) })
            .where(ofContact),
        ),
      );
    const ofContact = and(eq(sessions.companyId, company.id), isNotNull(sessions.cookieHash));
    await write(elsewhere(secret));
    expect((await renew(elsewhere(secret))).status).toBe(401);
    await write(secret);
    await t.ask('DELETE /session', { as: opened.body.accessToken });
    await t.told();
    expect((await renew('x')).code).toBe('signed-out');
    expect((await renew('x', named)).code).toBe('session-expired');
  });
});
