import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asMember } from '../access/rights.ts';
import { changeMember } from './member.change.ts';
import { overlapping } from '../overlap.testing.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn & { id: string };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
});

const profile = { firstName: 'Émile', lastName: 'Zay', email: 'emile@atelier.example' };
const invite = (given: object = {}) => t.ask('POST /members', { as: admin, body: { ...profile, ...given } });
const change = (memberId: string, ifMatch: number, body: object) =>
  t.ask('PATCH /members/:memberId', { as: admin, params: { memberId }, ifMatch, body });
const kinds = async () => (await t.s.journal.after(company.id, 0, 100)).map(({ kind }) => kind);

describe('a member', () => {
  it('is invited, as a technician unless told otherwise, and told by the journal', async () => {
    const { status, body } = await invite();
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Émile Zay', role: 'technician', status: 'invited', version: 1 });
    expect(await kinds()).toContain('member.invited');
  });

  it('has an e-mail of their own within the company, whatever its case', async () => {
    await invite();
    expect(await invite({ email: 'EMILE@atelier.example' })).toMatchObject({
      status: 422,
      errors: [{ field: 'email', code: 'taken' }],
    });
    const elsewhere = await t.member(await t.company());
    expect((await t.ask('POST /members', { as: elsewhere, body: profile })).status).toBe(201);
  });

  it('is invited again until they have chosen a password', async () => {
    const { body } = await invite();
    const again = (memberId: string) =>
      t.ask('POST /members/:memberId/invitations', { as: admin, params: { memberId } });
    expect((await again(body.id)).status).toBe(202);
    expect((await kinds()).filter((kind) => kind === 'member.invited')).toHaveLength(2);
    expect(await again(admin.id)).toMatchObject({ status: 409, code: 'already-active' });
  });

  it('who is deactivated is out at once, and invited anew when reactivated', async () => {
    const office = await t.member(company, { role: 'office' });
    expect((await t.ask('GET /customers', { as: office })).status).toBe(200);
    const { body } = await change(office.id, 1, { active: false });
    expect(body.status).toBe('deactivated');
    await t.told();
    expect((await t.ask('GET /customers', { as: office })).status).toBe(401);
    const before = (await kinds()).filter((kind) => kind === 'member.invited').length;
    expect((await change(office.id, 2, { active: true })).body.status).toBe('invited');
    expect((await kinds()).filter((kind) => kind === 'member.invited')).toHaveLength(before + 1);
  });

  it('stays administrator when they are the last one', async () => {
    for (const body of [{ active: false }, { role: 'office' }])
      expect(await change(admin.id, 1, body)).toMatchObject({ status: 409, code: 'last-administrator' });
    // Another address would have to be proven first, and meanwhile nobody could do anything.
    expect(await change(admin.id, 1, { email: 'autre@atelier.example' })).toMatchObject({ code: 'last-administrator' });
    const other = await t.member(company);
    const call = { as: other, params: { memberId: admin.id }, ifMatch: 1, body: { role: 'office' } };
    expect((await t.ask('PATCH /members/:memberId', call)).status).toBe(200);
  });

  it('of two administrators who remove each other at once, one stays', async () => {
    const other = await t.member(company);
    const outcomes = await Promise.all([
      t.ask('PATCH /members/:memberId', {
        as: admin,
        params: { memberId: other.id },
        ifMatch: 1,
        body: { active: false },
      }),
      t.ask('PATCH /members/:memberId', {
        as: other,
        params: { memberId: admin.id },
        ifMatch: 1,
        body: { active: false },
      }),
    ]);
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await kinds()).filter((kind) => kind === 'member.deactivated')).toHaveLength(1);
  });

  it('and one stays when the second begins before the first is through', async () => {
    const other = await t.member(company);
    const viewer = asMember((await t.s.tokens.viewer(admin.token))!);
    const [, second] = await overlapping(
      t.s.store,
      (tx) => changeMember(tx, viewer, other.id, 1, { active: false }),
      () => change(admin.id, 1, { active: false }),
    );
    expect(second).toMatchObject({ status: 409, code: 'last-administrator' });
  });

  it('without a name goes by their e-mail until they say it', async () => {
    const nameless = await t.member(company, { firstName: '', lastName: '', name: '?' });
    const moved = await change(nameless.id, 1, { email: 'nora@atelier.example' });
    expect(moved.body.name).toBe('nora@atelier.example');
    expect((await change(nameless.id, 2, { firstName: 'Nora', lastName: 'Blanc' })).body.name).toBe('Nora Blanc');
  });

  it('is listed by last name, page by page, none twice', async () => {
    for (const lastName of ['Évrard', 'Abel', 'Zola', 'Eyraud', 'Blanc'])
      await invite({ lastName, email: `p${lastName.length}.${lastName.charCodeAt(1)}@atelier.example` });
    const page = (cursor: string | null) =>
      t.ask('GET /members', { as: admin, query: { limit: 2, ...(cursor && { cursor }) } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Awaited<ReturnType<typeof page>> = await page(cursor);
      seen.push(...body.items.map(({ lastName }) => lastName));
      cursor = body.next;
    } while (cursor);
    expect(seen).toEqual(['Abel', 'Blanc', 'Blanc', 'Évrard', 'Eyraud', 'Zola']);
  });

  it('of another company is not found', async () => {
    const stranger = await t.member(await t.company());
    const params = { memberId: stranger.id };
    expect((await t.ask('GET /members/:memberId', { as: admin, params })).status).toBe(404);
    expect((await change(stranger.id, 1, { role: 'office' })).status).toBe(404);
  });
});
