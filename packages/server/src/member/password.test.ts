import { api } from '@parvis/sdk/contract';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../store/store.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { newPasswordToken, passwordUrl, type Purpose } from '../session/password-token.ts';
import { hashPassword } from '../session/passwords.ts';

const chosen = 'trois petits chats dorment';

let t: TestApp;
let company: { id: string; name: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
});
afterAll(() => t.close());

const invited = () => t.member(company, { status: 'invited' });
const tokenFor = (memberId: string, purpose: Purpose = 'invitation') =>
  t.s.store.transaction((tx) => newPasswordToken(tx, { companyId: company.id, memberId, purpose }));
const choose = (token: string, password = chosen, more = {}) =>
  t.ask('POST /password', { body: { token, password, ...more } });
const entries = async (kind: string, subjectId: string) =>
  (await t.s.journal.after(company.id, 0, 100_000)).filter(
    (entry) => entry.kind === kind && entry.subjectId === subjectId,
  );

describe('an invitation', () => {
  test('says whom it is for, and signs them in once they have chosen a password', async () => {
    const member = await invited();
    const token = await tokenFor(member.id);
    const asked = await t.ask('POST /password/tokens', { body: { token } });
    expect(asked.body).toEqual({
      purpose: 'invitation',
      email: member.email,
      name: member.name,
      company: { id: company.id, name: company.name },
    });
    const { status, body } = await choose(token);
    expect([status, body.viewer]).toMatchObject([201, { kind: 'member', id: member.id }]);
    expect((await t.ask('GET /company', { as: body.accessToken })).status).toBe(200);
    expect((await t.ask('POST /session', { body: { email: member.email, password: chosen } })).status).toBe(201);
    expect(await entries('member.activated', member.id)).toHaveLength(1);
  });

  test('opens once, also when it is used twice at the same time', async () => {
    const token = await tokenFor((await invited()).id);
    const answers = await Promise.all([choose(token), choose(token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 404]);
    expect((await t.ask('POST /password/tokens', { body: { token } })).status).toBe(404);
  });

  test('is not there when it has expired, or its member is gone, or it never was', async () => {
    const late = await tokenFor((await invited()).id);
    await t.s.store.transaction(function* (tx) {
      yield* run(tx.update(tx.t.passwordTokens).set({ expiresAt: '2025-01-01T00:00:00.000Z' }));
    });
    const gone = await tokenFor((await t.member(company, { status: 'deactivated' })).id);
    for (const token of [late, gone, 'x'.repeat(43), 'x']) {
      expect(await choose(token)).toMatchObject({ status: 404, code: 'not-found' });
      expect((await t.ask('POST /password/tokens', { body: { token } })).status).toBe(404);
    }
  });

  test('stays good when the password is not taken', async () => {
    const token = await tokenFor((await invited()).id);
    expect(await choose(token, 'short')).toMatchObject({
      status: 422,
      errors: [{ field: 'password', code: 'too-short' }],
    });
    expect(await choose(token, 'motdepasse2024')).toMatchObject({
      status: 422,
      errors: [{ field: 'password', code: 'too-common' }],
    });
    expect(await choose(token, 'atelierdesmonts')).toMatchObject({
      status: 422,
      errors: [{ field: 'password', code: 'too-common' }],
    });
    expect((await choose(token)).status).toBe(201);
  });

  test('leads to the desk, behind the #', () => {
    expect(passwordUrl(t.s.config, 'abc')).toBe(`${testUrl}/desk#welcome=abc`);
  });
});

describe('a forgotten password', () => {
  let asked = 0;
  const ask = (email: string, ip = `10.2.0.${++asked}`) => t.ask('POST /password/resets', { body: { email }, ip });

  test('is asked for by mail: the journal tells, the answer does not', async () => {
    const member = await t.member(company, { email: 'lost@atelier.example', passwordHash: await hashPassword(chosen) });
    const invitation = await t.member(company, { email: 'not-yet@atelier.example', status: 'invited' });
    const known = await ask('LOST@atelier.example');
    const unknown = await ask('nobody@atelier.example');
    const notYet = await ask('not-yet@atelier.example');
    for (const { status, text } of [known, unknown, notYet]) expect([status, text]).toEqual([202, known.text]);
    expect(await entries('member.password_reset_requested', member.id)).toHaveLength(1);
    expect(await entries('member.password_reset_requested', invitation.id)).toHaveLength(0);
  });

  test('takes as long for the unknown as for the known', async () => {
    await t.member(company, { email: 'timed@atelier.example' });
    const timed = async (email: string) => {
      const begun = performance.now();
      await ask(email);
      return performance.now() - begun;
    };
    for (const email of ['timed@atelier.example', 'untimed@atelier.example']) {
      expect(await timed(email)).toBeGreaterThan(240);
    }
  });

  test('is mailed three times an hour at most, without a word', async () => {
    const member = await t.member(company, { email: 'pressed@atelier.example' });
    for (let i = 0; i < 6; i++) expect((await ask('pressed@atelier.example')).status).toBe(202);
    expect(await entries('member.password_reset_requested', member.id)).toHaveLength(3);
  });

  test('cannot be asked for endlessly from one address', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, i) => ask(`many${i}@atelier.example`, '10.3.0.1')),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  test('ends every earlier session and every other link when the new one is chosen', async () => {
    const member = await t.member(company, { passwordHash: await hashPassword('the password of before') });
    const [token, other] = [await tokenFor(member.id, 'reset'), await tokenFor(member.id, 'reset')];
    const { status, body } = await choose(token);
    expect(status).toBe(201);
    await t.told();
    expect((await t.ask('GET /company', { as: member.token })).status).toBe(401);
    expect((await t.ask('GET /company', { as: body.accessToken })).status).toBe(200);
    expect((await choose(other)).status).toBe(404);
    expect(
      (await t.ask('POST /session', { body: { email: member.email, password: 'the password of before' } })).status,
    ).toBe(401);
    expect(await entries('member.changed', member.id)).toMatchObject([{ fields: ['password'] }]);
  });
});

test('no address carries a one-time token: proxies write addresses down', async () => {
  const token = await tokenFor((await invited()).id);
  const { status } = await t.app.request(`/v1/password/tokens/${token}`);
  expect([status, Object.keys(api).filter((route) => /:token|:secret/.test(route))]).toEqual([404, []]);
});

test('one-time links are stored as hashes alone', async () => {
  const member = await invited();
  const token = await tokenFor(member.id);
  const { passwordTokens } = t.s.store.t;
  const rows = await t.s.store.read
    .select()
    .from(passwordTokens)
    .where(and(eq(passwordTokens.companyId, company.id), eq(passwordTokens.memberId, member.id)));
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});
