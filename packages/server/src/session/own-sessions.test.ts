import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { asMember } from '../access/rights.ts';
import { overlapping } from '../overlap.testing.ts';
import { run } from '../store/store.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { endSessionsOfMember, lockMember } from './session.revocation.ts';
import { deviceName } from './device.ts';
import { hashPassword } from './passwords.ts';
import { endSession } from './session.rules.ts';

const password = 'la chaudière est réparée';
const minute = 60_000;
const day = 86_400_000;
const ours = { origin: testUrl };

let t: TestApp;
let passwordHash: string;
let company: { id: string };
let member: Awaited<ReturnType<TestApp['member']>>;
beforeAll(async () => {
  t = await testApp();
  passwordHash = await hashPassword(password);
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  member = await t.member(company, { passwordHash });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (millis: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + millis });
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
let addresses = 0;
const signIn = (headers: Record<string, string> = {}, keep = false) =>
  t.ask('POST /session', {
    body: { email: member.email, password, keep },
    headers: { ...ours, ...headers },
    ip: `10.7.${++addresses % 250}.1`,
  });

describe('where a member is signed in', () => {
  const list = async (as: string) => (await t.ask('GET /profile/sessions', { as })).body.items;

  test('is listed with its device, the one that asks marked, nobody else’s', async () => {
    await t.member(company);
    const { body } = await signIn({ 'user-agent': firefox });
    expect(await list(body.accessToken)).toMatchObject([
      { device: 'Firefox, Windows', current: true },
      { device: '', current: false },
    ]);
  });

  test('is ended one by one, and all but this', async () => {
    const { body } = await signIn();
    const [, other] = await list(body.accessToken);
    const end = (sessionId: string, as = body.accessToken) =>
      t.ask('DELETE /profile/sessions/:sessionId', { as, params: { sessionId } });
    const stranger = await t.member(company);
    expect((await end(other!.id, stranger.token)).status).toBe(404);
    expect((await end(other!.id)).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /company', { as: member })).status).toBe(401);
    expect((await end(other!.id)).status).toBe(404);
    const third = await signIn();
    expect((await t.ask('DELETE /profile/sessions', { as: body.accessToken })).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /company', { as: third.body.accessToken })).status).toBe(401);
    expect(await list(body.accessToken)).toMatchObject([{ current: true }]);
    expect((await t.ask('GET /company', { as: stranger })).status).toBe(200);
  });

  test('is ended while every access of theirs ends, and neither has to begin anew for the other', async () => {
    const viewer = asMember((await t.s.tokens.viewer(member.token))!);
    let runs = 0;
    await overlapping(
      t.s.store,
      function* (tx) {
        runs += 1;
        yield* endSession(tx, viewer);
      },
      () =>
        t.s.store.transaction(function* (tx) {
          runs += 1;
          yield* lockMember(tx, viewer);
          yield* endSessionsOfMember(tx, viewer);
        }),
    );
    expect(runs).toBe(2);
  });

  test('lasts 30 days from signing in, however often it is renewed, and tells when it was used last', async () => {
    const { headers } = await signIn({}, true);
    let cookie = '';
    const remember = (from: Headers) => {
      const kept = from.getSetCookie().find((line) => line.includes('company'));
      if (kept) cookie = kept.split(';')[0] ?? '';
    };
    remember(headers);
    const renew = async () => {
      const answer = await t.ask('POST /session/renewals', {
        body: { audience: 'company' },
        headers: { ...ours, cookie },
      });
      remember(answer.headers);
      return answer;
    };
    const begun = Date.now();
    for (let days = 5; days < 30; days += 5) {
      later(5 * day);
      const { status, body } = await renew();
      expect([days, status]).toEqual([days, 201]);
      const [own] = (await t.ask('GET /profile/sessions', { as: body.accessToken })).body.items;
      expect(own?.lastUsedAt).toBe(new Date().toISOString());
      expect(Date.parse(own?.expiresAt ?? '')).toBeLessThanOrEqual(begun + 30 * day + minute);
    }
    later(6 * day);
    expect((await renew()).status).toBe(401);
  });

  test('is another answer once a session was used again elsewhere', async () => {
    const { headers } = await signIn({}, true);
    const [cookie = ''] = headers.getSetCookie().map((line) => line.split(';')[0]!);
    const etag = (await t.ask('GET /profile/sessions', { as: member })).headers.get('etag')!;
    const again = () => t.ask('GET /profile/sessions', { as: member, headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    later(11 * minute);
    await t.ask('POST /session/renewals', { body: { audience: 'company' }, headers: { ...ours, cookie } });
    const { status, body } = await again();
    expect([status, body.items[0]?.lastUsedAt]).toEqual([200, new Date().toISOString()]);
  });

  test('is told in short by what browsers say of themselves', () => {
    const safari =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0';
    const chrome =
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';
    expect([safari, edge, chrome, firefox, 'curl/8', '<script>', null].map(deviceName)).toEqual([
      'Safari, iPhone',
      'Edge, Windows',
      'Chrome, Android',
      'Firefox, Windows',
      '',
      '',
      '',
    ]);
  });
});

describe('a password typed over ten minutes ago', () => {
  /** The session as it is after a pause; the clock stands still, so that its token lives. */
  const afterPause = async (whose = { companyId: company.id, memberId: member.id }) => {
    const { sessionId, token } = await t.session(whose);
    const { sessions } = t.s.store.t;
    const passwordAt = new Date(Date.now() - 11 * minute).toISOString();
    await t.s.store.transaction((tx) => run(tx.update(sessions).set({ passwordAt }).where(eq(sessions.id, sessionId))));
    return token;
  };
  const typed = (as: string, text = password) => t.ask('POST /session/password', { as, body: { password: text } });

  test('is asked for again before who may do what is changed, and what is changed otherwise is not', async () => {
    const as = await afterPause();
    const other = await t.member(company, { role: 'office' });
    const invited = await t.member(company, { status: 'invited' });
    const gone = await t.member(company, { status: 'deactivated' });
    const key = await t.key(company);
    const change = (body: object) =>
      t.ask('PATCH /members/:memberId', { as, params: { memberId: other.id }, ifMatch: 1, body });
    const origins = { allowedOrigins: ['https://www.atelier.example'] };
    const calls = {
      email: () => change({ email: 'autre@atelier.example' }),
      role: () => change({ role: 'technician' }),
      rights: () => change({ rights: { export: false } }),
      deactivation: () => change({ active: false }),
      reactivation: () =>
        t.ask('PATCH /members/:memberId', { as, params: { memberId: gone.id }, ifMatch: 1, body: { active: true } }),
      'invitation again': () => t.ask('POST /members/:memberId/invitations', { as, params: { memberId: invited.id } }),
      invitation: () =>
        t.ask('POST /members', { as, body: { firstName: 'A', lastName: 'B', email: 'ab@atelier.example' } }),
      'new key': () => t.ask('POST /keys', { as, body: { name: 'ERP' } }),
      'revoked key': () => t.ask('DELETE /keys/:keyId', { as, params: { keyId: key.id } }),
      origins: () => t.ask('PATCH /company', { as, ifMatch: 1, body: origins }),
    };
    for (const [name, call] of Object.entries(calls))
      expect([name, await call()]).toMatchObject([name, { status: 403, code: 'password-required' }]);
    expect(
      (await t.ask('PATCH /company', { as, ifMatch: 1, body: { name: 'Atelier', allowedOrigins: [] } })).status,
    ).toBe(200);
    expect((await typed(as)).status).toBe(204);
    expect((await calls['new key']()).status).toBe(201);
    expect((await calls.email()).status).toBe(200);
  });

  test('is asked for before mailed links open on another page, though its site was let in before', async () => {
    const { id: companyId } = await t.company({ origins: ['https://www.atelier.example'] });
    const { id: memberId } = await t.member({ id: companyId });
    const as = await afterPause({ companyId, memberId });
    const change = (portalUrl: string | null) => t.ask('PATCH /company', { as, ifMatch: 1, body: { portalUrl } });
    expect(await change('https://www.atelier.example/suivi')).toMatchObject({ status: 403, code: 'password-required' });
    expect((await change(null)).status).toBe(200);
  });

  test('is no other, and is asked for no more often than at the door', async () => {
    const as = await afterPause();
    for (let i = 0; i < 10; i++)
      expect(await typed(as, 'a wrong one')).toMatchObject({
        status: 422,
        errors: [{ field: 'password', code: 'wrong' }],
      });
    expect((await typed(as)).status).toBe(429);
    expect((await t.ask('POST /keys', { as, body: { name: 'ERP' } })).code).toBe('password-required');
  });

  test('of a member who signs in by an invitation is the one just chosen', async () => {
    const { body } = await signIn();
    expect((await t.ask('POST /keys', { as: body.accessToken, body: { name: 'ERP' } })).status).toBe(201);
  });

  test('is kept in no form by the request that carried it', async () => {
    const as = await afterPause();
    const headers = { 'idempotency-key': 'once' };
    expect((await t.ask('POST /session/password', { as, body: { password }, headers })).status).toBe(204);
    expect(await t.s.store.read.select().from(t.s.store.t.idempotency)).toEqual([]);
  });
});

describe('every sign-in is written to the log', () => {
  const lines = () =>
    t.logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => /sign-in/.test(String(msg)));

  test('good or not, known or not, under a name that only this server can make', async () => {
    t.logged.length = 0;
    const wrong = (email: string) =>
      t.ask('POST /session', { body: { email, password: 'a wrong one' }, ip: `10.8.${++addresses % 250}.1` });
    await wrong(member.email);
    await wrong(member.email.toUpperCase());
    await wrong('nobody@atelier.example');
    await signIn();
    expect(lines()).toMatchObject([
      { level: 40, msg: 'a sign-in failed' },
      { level: 40, msg: 'a sign-in failed' },
      { level: 40, msg: 'a sign-in failed' },
      { level: 30, msg: 'a sign-in succeeded' },
    ]);
    const [first, second, nobody, good] = lines().map(({ account }) => account);
    expect([second, good]).toEqual([first, first]);
    expect(nobody).not.toBe(first);
    expect(t.logged.join('')).not.toMatch(/@atelier/);
  });
});
