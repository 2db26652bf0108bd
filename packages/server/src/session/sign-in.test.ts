import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordStatements } from '../store/statements.testing.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { openUnusedStore } from '../testing/store.ts';
import { newPasswordToken } from './password-token.ts';
import { hashPassword } from './passwords.ts';

const password = 'la chaudière est réparée';
const ours = { origin: testUrl };

let t: TestApp;
let passwordHash: string;
let company: { id: string; name: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  passwordHash = await hashPassword(password);
});
afterAll(() => t.close());

let addresses = 0;
/** Each from an address of its own unless it says otherwise. */
const signIn = (body: object, ip = `10.1.${Math.floor(++addresses / 250)}.${addresses % 250}`, headers = {}) =>
  t.ask('POST /session', { body, ip, headers });

test('a member signs in with e-mail and password', async () => {
  const member = await t.member(company, { email: 'Nora@Atelier.example', passwordHash, role: 'office' });
  const { status, body } = await signIn({ email: 'nora@atelier.EXAMPLE', password });
  expect([status, body.viewer]).toMatchObject([
    201,
    { kind: 'member', id: member.id, role: 'office', rights: expect.arrayContaining(['see_all']) },
  ]);
  expect((await t.ask('GET /customers', { as: body.accessToken })).status).toBe(200);
});

test('a wrong password, an unknown e-mail and a member who may not sign in are answered alike', async () => {
  await t.member(company, { email: 'right@atelier.example', passwordHash });
  await t.member(company, { email: 'invited@atelier.example', status: 'invited' });
  await t.member(company, { email: 'gone@atelier.example', passwordHash, status: 'deactivated' });
  const answers = [
    await signIn({ email: 'right@atelier.example', password: 'another password' }),
    await signIn({ email: 'nobody@atelier.example', password }),
    await signIn({ email: 'invited@atelier.example', password }),
    await signIn({ email: 'gone@atelier.example', password }),
    await signIn({ email: 'right@atelier.example', password, companyId: '018f0000-0000-7000-8000-000000000000' }),
  ];
  for (const { status, code, text } of answers) {
    expect([status, code, text]).toEqual([401, 'invalid-credentials', answers[0]?.text]);
  }
});

test('an e-mail that nobody has is looked for as one that somebody has', async () => {
  const asked = async (email: string) => {
    // On a connection of its own: what was prepared before is not seen again.
    const own = await testApp({}, openUnusedStore);
    await own.member(await own.company(), { email: 'right@atelier.example', passwordHash });
    const statements = new Set<string>();
    const stop = recordStatements(statements);
    await own.ask('POST /session', { body: { email, password: 'another password' } });
    stop();
    await own.close();
    // Origins are looked up as well, when word of the new company comes.
    return [...statements].filter((sql) => /"lookups"\."value" = |from "members"/.test(sql));
  };
  const known = await asked('right@atelier.example');
  expect(known).toEqual([expect.stringContaining('from "lookups"'), expect.stringContaining('from "members"')]);
  expect(await asked('nobody@atelier.example')).toEqual(known);
});

describe('an e-mail that belongs to several companies', () => {
  const email = 'nora@plusieurs.example';
  let other: { id: string; name: string };
  beforeAll(async () => {
    other = await t.company({ name: 'Zinguerie du Lac' });
    await t.member(company, { email, passwordHash });
    await t.member(other, { email, passwordHash });
    await t.member(await t.company({ name: 'Autre' }), {
      email,
      passwordHash: await hashPassword('a different password'),
    });
  });

  test('is asked which, once the password is right', async () => {
    const answer = await signIn({ email, password });
    expect(answer).toMatchObject({ status: 409, code: 'choose-company' });
    // The third company has another password: whoever knows this one learns nothing of it.
    expect(answer.problem['companies']).toEqual([
      { id: company.id, name: company.name },
      { id: other.id, name: other.name },
    ]);
    const wrong = await signIn({ email, password: 'wrong password indeed' });
    expect([wrong.status, wrong.problem['companies']]).toEqual([401, undefined]);
  });

  test('is signed in to the one chosen', async () => {
    const { status, body } = await signIn({ email, password, companyId: other.id });
    expect([status, body.company]).toEqual([201, { id: other.id, name: other.name }]);
  });

  test('also to one of more than are tried where none is chosen', async () => {
    const everywhere = 'nora@partout.example';
    const companies: { id: string }[] = [];
    for (let n = 0; n < 12; n++) {
      const another = await t.company({ name: `Entreprise ${n}` });
      await t.member(another, { email: everywhere, passwordHash });
      companies.push(another);
    }
    const answer = await signIn({ email: everywhere, password });
    expect([answer.status, (answer.problem['companies'] as unknown[]).length]).toEqual([409, 10]);
    const companyId = companies.at(-1)!.id;
    expect(await signIn({ email: everywhere, password, companyId })).toMatchObject({
      status: 201,
      body: { company: { id: companyId } },
    });
  });

  test('and without asking where the password settles it', async () => {
    expect((await signIn({ email, password: 'a different password' })).body.company.name).toBe('Autre');
  });
});

test('the desk stays signed in by a cookie, for as long as it is used', async () => {
  await t.member(company, { email: 'desk@atelier.example', passwordHash });
  const { headers } = await signIn({ email: 'desk@atelier.example', password, keep: true }, undefined, ours);
  const lines = headers.getSetCookie();
  expect(lines.map((line) => line.split('=')[0])).toEqual([
    expect.stringMatching(/^__Host-parvis-company-[0-9a-f]{16}$/),
    '__Host-parvis-device',
  ]);
  const cookie = lines[0]?.split(';')[0] ?? '';
  const body = { audience: 'company' };
  const renewed = await t.ask('POST /session/renewals', { body, headers: { ...ours, cookie } });
  expect([renewed.status, renewed.body.viewer.kind]).toEqual([201, 'member']);
  expect(
    (await t.ask('POST /session/renewals', { body: { audience: 'portal' }, headers: { ...ours, cookie } })).status,
  ).toBe(401);
});

test('a password that is a megabyte, or a number, is told by field', async () => {
  expect(await signIn({ email: 'a@b.example', password: 'x'.repeat(2000) })).toMatchObject({
    status: 422,
    errors: [{ field: 'password', code: 'too-long' }],
  });
  expect(await signIn({ email: 'a@b.example', password: 7 })).toMatchObject({
    status: 422,
    errors: [{ field: 'password', code: 'invalid' }],
  });
});

describe('whoever guesses', () => {
  const guess = (email: string, ip: string) => signIn({ email, password: 'not the password' }, ip);

  test('is slowed down after ten tries, and the owner elsewhere is not', async () => {
    const email = 'guessed@atelier.example';
    await t.member(company, { email, passwordHash });
    for (let i = 0; i < 10; i++) expect((await guess(email, '203.0.113.1')).status).toBe(401);
    const refused = await guess(email, '203.0.113.1');
    expect([refused.status, refused.code]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn({ email, password }, '203.0.113.1')).status).toBe(429);
    expect((await signIn({ email, password }, '198.51.100.7')).status).toBe(201);
  });

  test('is slowed down for e-mails that nobody has just the same', async () => {
    for (let i = 0; i < 10; i++) expect((await guess('nobody@guess.example', '203.0.113.2')).status).toBe(401);
    expect((await guess('nobody@guess.example', '203.0.113.2')).status).toBe(429);
  });

  test('from everywhere is slowed down, and the owner still gets in where they did before', async () => {
    const email = 'besieged@atelier.example';
    await t.member(company, { email, passwordHash });
    const before = await signIn({ email, password, keep: true }, undefined, ours);
    const device =
      before.headers
        .getSetCookie()
        .find((line) => line.includes('device'))
        ?.split(';')[0] ?? '';
    await Promise.all(Array.from({ length: 60 }, (_, i) => guess(email, `203.0.114.${i}`)));
    expect((await guess(email, '203.0.115.1')).status).toBe(429);
    expect((await signIn({ email, password })).status).toBe(429);
    expect((await signIn({ email, password }, undefined, { cookie: device })).status).toBe(201);
    // The device of one account opens no door to another, and is not endless.
    await t.member(company, { email: 'other@atelier.example', passwordHash });
    for (let i = 0; i < 10; i++) {
      expect((await signIn({ email, password: 'wrong' }, undefined, { cookie: device })).status).toBe(401);
    }
    expect((await signIn({ email, password: 'wrong' }, undefined, { cookie: device })).status).toBe(429);
    expect((await signIn({ email, password }, undefined, { cookie: '__Host-parvis-device=forged' })).status).toBe(429);
  });

  test('many accounts from one address is slowed down', async () => {
    for (let i = 0; i < 50; i++) expect((await guess(`a${i}@guess.example`, '2001:db8:1:2::1')).status).toBe(401);
    // The same subscriber, by another of their addresses.
    expect((await guess('b@guess.example', '2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await guess('b@guess.example', '2001:db8:1:3::1')).status).toBe(401);
  });

  test('goes on from an address that is refused leaves nothing more behind', async () => {
    const ip = '203.0.116.1';
    for (let i = 0; i < 50; i++) await guess(`c${i}@guess.example`, ip);
    for (let i = 0; i < 11; i++) expect((await guess('d@guess.example', ip)).status).toBe(429);
    await t.s.throttle.peek('signInPair', `${ip} d@guess.example`);
  });

  test('rightly does not count', async () => {
    const email = 'often@atelier.example';
    await t.member(company, { email, passwordHash });
    for (let i = 0; i < 15; i++) expect((await signIn({ email, password }, '203.0.113.9')).status).toBe(201);
  });
});

test('the page of another company opens no session of this one: to it there is no such account, and no such invitation', async () => {
  const member = await t.member(company, { email: 'ailleurs@atelier.example', passwordHash });
  await t.company({ origins: ['https://www.autre.example'] });
  const there = { origin: 'https://www.autre.example' };
  const asked = { email: member.email, password };
  const nobody = await signIn({ email: 'personne@atelier.example', password }, undefined, there);
  const answer = await signIn(asked, undefined, there);
  expect([answer.status, answer.code]).toEqual([nobody.status, nobody.code]);
  expect(answer).toMatchObject({ status: 401, code: 'invalid-credentials' });
  expect((await signIn(asked, undefined, ours)).status).toBe(201);

  const token = await t.s.store.transaction((tx) =>
    newPasswordToken(tx, { companyId: company.id, memberId: member.id, purpose: 'reset' }),
  );
  const choose = (headers: Record<string, string>) =>
    t.ask('POST /password', { headers, body: { token, password: 'une autre phrase de passe' } });
  expect(await choose(there)).toMatchObject({ status: 404, code: 'not-found' });
  expect(await t.ask('POST /password/tokens', { headers: there, body: { token } })).toMatchObject({ status: 404 });
  expect((await choose(ours)).status).toBe(201);
});
