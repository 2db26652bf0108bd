import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../session/passwords.ts';
import { testApp, type TestApp } from '../testing.ts';

const password = 'la chaudière est réparée';
const chosen = 'quatre mots sous un pont';

let t: TestApp;
let passwordHash: string;
let member: Awaited<ReturnType<TestApp['member']>>;
beforeAll(async () => {
  t = await testApp();
  passwordHash = await hashPassword(password);
});
afterAll(() => t.close());
beforeEach(async () => {
  member = await t.member(await t.company(), { role: 'technician', passwordHash });
});

const change = (ifMatch: number, body: object) => t.ask('PATCH /profile', { as: member, ifMatch, body });
const changePassword = (body: object, as: { token: string } = member) => t.ask('POST /profile/password', { as, body });

describe('one’s own profile', () => {
  it('is read and changed by anybody of the company, technicians too', async () => {
    expect((await t.ask('GET /profile', { as: member })).body).toMatchObject({ id: member.id, email: member.email });
    const { status, body } = await change(1, { firstName: 'Zoé', mobile: '0612345678', lang: 'en' });
    expect([status, body]).toMatchObject([
      200,
      { name: 'Zoé Blanc', mobile: '06 12 34 56 78', lang: 'en', version: 2 },
    ]);
    await t.told();
    expect((await t.ask('GET /profile', { as: member })).body.name).toBe('Zoé Blanc');
    expect((await change(1, { lang: 'fr' })).status).toBe(412);
    expect(await change(2, { mobile: '12' })).toMatchObject({ status: 422, errors: [{ field: 'mobile' }] });
  });

  it('holds neither e-mail nor role nor rights', async () => {
    for (const field of ['email', 'role', 'rights', 'active'])
      expect(await change(1, { [field]: 'admin' })).toMatchObject({ errors: [{ field, code: 'unknown-field' }] });
  });

  it('changes the password by the present one, and ends every other session', async () => {
    const other = await t.session({ companyId: member.companyId, memberId: member.id });
    expect(await changePassword({ current: 'a wrong one', password: chosen })).toMatchObject({
      status: 422,
      errors: [{ field: 'current', code: 'wrong' }],
    });
    expect(await changePassword({ current: password, password: 'court' })).toMatchObject({
      errors: [{ field: 'password', code: 'too-short' }],
    });
    expect(await changePassword({ current: password, password: 'atelierdesmonts' })).toMatchObject({
      errors: [{ field: 'password', code: 'too-common' }],
    });
    expect((await changePassword({ current: password, password: chosen })).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /profile', { as: member })).status).toBe(200);
    expect((await t.ask('GET /profile', { as: other })).status).toBe(401);
    const signIn = (text: string) => t.ask('POST /session', { body: { email: member.email, password: text } });
    expect([(await signIn(password)).status, (await signIn(chosen)).status]).toEqual([401, 201]);
  });

  it('changes the password once, when two try at the same time', async () => {
    const answers = await Promise.all([
      changePassword({ current: password, password: chosen }),
      changePassword({ current: password, password: 'cinq mots sur une planche' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422]);
  });
});
