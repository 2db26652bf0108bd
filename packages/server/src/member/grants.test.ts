import { right, type Right } from '@parvis/sdk/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

type Call = { as: SignedIn; of: { id: string }; body: object; ifMatch?: number };
const change = ({ as, of, body, ifMatch = 1 }: Call) =>
  t.ask('PATCH /members/:memberId', { as, params: { memberId: of.id }, ifMatch, body });
const invite = (as: SignedIn, given: object) =>
  t.ask('POST /members', {
    as,
    body: { firstName: 'Émile', lastName: 'Zay', email: `e${Math.random()}@atelier.example`, ...given },
  });
const withRights = (role: 'office' | 'technician', ...rights: Right[]) =>
  t.member(company, { role, rights: Object.fromEntries(rights.map((each) => [each, true])) });

describe('who manages users', () => {
  it('makes no administrator, neither of themselves nor of anybody', async () => {
    const manager = await withRights('technician', 'manage_users');
    const other = await withRights('technician');
    expect(await change({ as: manager, of: manager, body: { role: 'admin' } })).toMatchObject({ status: 409 });
    const asked = await change({ as: manager, of: other, body: { role: 'admin' } });
    expect(asked).toMatchObject({ status: 403, code: 'administrators-only' });
    expect(await invite(manager, { role: 'admin' })).toMatchObject({ status: 403, code: 'administrators-only' });
  });

  it('touches no administrator in any way', async () => {
    const manager = await withRights('office', 'manage_users', 'manage_settings');
    const invited = await t.member(company, { status: 'invited' });
    for (const body of [{ email: 'a@b.example' }, { active: false }, { role: 'office' }, { mobile: '0612345678' }])
      expect(await change({ as: manager, of: admin, body })).toMatchObject({ code: 'administrators-only' });
    expect(await change({ as: manager, of: invited, body: { email: 'a@b.example' } })).toMatchObject({ status: 403 });
    const params = { memberId: invited.id };
    expect(await t.ask('POST /members/:memberId/invitations', { as: manager, params })).toMatchObject({ status: 403 });
    expect((await change({ as: admin, of: invited, body: { email: 'a@b.example' } })).status).toBe(200);
  });

  it('gives roles and rights that they hold, and no others', async () => {
    const manager = await withRights('technician', 'manage_users', 'export');
    const other = await withRights('technician');
    const refused = async (body: object, field: string) => {
      const errors = [{ field, code: 'not-held' }];
      expect(await change({ as: manager, of: other, body })).toMatchObject({ status: 422, errors });
      expect(await invite(manager, body)).toMatchObject({ status: 422, errors });
    };
    await refused({ role: 'office' }, 'role');
    await refused({ rights: { see_all: true } }, 'rights');
    await refused({ rights: { export: true, manage_settings: true } }, 'rights');
    expect((await change({ as: manager, of: other, body: { rights: { export: true } } })).status).toBe(200);
    expect((await invite(manager, { rights: { manage_users: true } })).status).toBe(201);
  });

  it('alters nobody who may do more: their e-mail would be a way to it', async () => {
    const manager = await withRights('technician', 'manage_users');
    const colleague = await withRights('technician', 'export');
    const office = await withRights('office');
    for (const changed of [colleague, office])
      expect(await change({ as: manager, of: changed, body: { email: 'a@b.example' } })).toMatchObject({
        status: 403,
        code: 'beyond-own-rights',
      });
  });

  it('does not deactivate or place themselves anew by a slip', async () => {
    await t.member(company);
    for (const body of [{ active: false }, { role: 'office' }, { rights: { export: false } }])
      expect(await change({ as: admin, of: admin, body })).toMatchObject({ status: 409, code: 'own-account' });
    expect((await change({ as: admin, of: admin, body: { mobile: '0612345678', role: 'admin' } })).status).toBe(200);
  });
});

describe('an API key', () => {
  const makeKey = (as: SignedIn, body: object = {}) => t.ask('POST /keys', { as, body: { name: 'ERP', ...body } });
  const seen = async (as: string) => (await t.ask('GET /interventions', { as })).body.items.length;

  it('has rights among those of its maker, all of them unless some were chosen', async () => {
    const maker = await withRights('office', 'manage_settings');
    expect((await makeKey(maker)).body.key.rights.toSorted()).toEqual([
      'export',
      'manage_commercial',
      'manage_settings',
      'see_all',
      'set_back',
    ]);
    expect((await makeKey(maker, { rights: ['export'] })).body.key.rights).toEqual(['export']);
    expect(await makeKey(maker, { rights: ['manage_users'] })).toMatchObject({
      status: 422,
      errors: [{ field: 'rights', code: 'not-held' }],
    });
    expect((await makeKey(admin)).body.key.rights.toSorted()).toEqual(right.options.toSorted());
  });

  it('without the right to see all reaches what its maker reaches, and calls what they may call', async () => {
    const maker = await withRights('technician', 'manage_settings');
    const { customer, contact } = await t.customer(company);
    const own = await t.intervention(customer, { assigneeId: maker.id, status: 'scheduled' });
    const other = await t.intervention(customer);
    const { body } = await makeKey(maker);
    const read = (interventionId: string) =>
      t.ask('GET /interventions/:interventionId', { as: body.secret, params: { interventionId } });
    expect([(await read(own.id)).status, (await read(other.id)).status, await seen(body.secret)]).toEqual([
      200, 404, 1,
    ]);
    for (const route of ['GET /links', 'GET /members'] as const)
      expect(await t.ask(route, { as: body.secret })).toMatchObject({ status: 403 });
    // Nor by the eyes of a contact.
    const asContact = await t.ask('POST /session', { as: body.secret, body: { contactId: contact.id } });
    expect(asContact.status).toBe(403);
    const narrow = await makeKey(admin, { rights: ['export'] });
    expect(await seen(narrow.body.secret)).toBe(0);
    expect(await seen((await makeKey(admin, { rights: ['see_all'] })).body.secret)).toBe(2);
  });

  it('outlives the rights of its maker only where that was said', async () => {
    const maker = await withRights('office', 'manage_settings');
    const { body } = await makeKey(maker, { rights: ['see_all', 'export'] });
    const listed = { keys: [{ id: body.key.id, name: 'ERP', rights: ['see_all', 'export'] }] };
    const another = { email: 'autre@atelier.example' };
    for (const given of [{ active: false }, another, { role: 'technician' }, { rights: { export: false } }]) {
      const asked = await change({ as: admin, of: maker, body: given });
      expect([asked.status, asked.code, asked.problem]).toMatchObject([409, 'has-keys', listed]);
    }
    // What no key carries is taken without a question.
    const less = { manage_settings: true, manage_commercial: false };
    expect((await change({ as: admin, of: maker, body: { rights: less } })).status).toBe(200);
    expect((await change({ as: admin, of: maker, ifMatch: 2, body: { rights: {}, keys: 'keep' } })).status).toBe(200);
    expect(await seen(body.secret)).toBe(0);
    const gone = await change({ as: admin, of: maker, ifMatch: 3, body: { active: false, keys: 'revoke' } });
    expect(gone.status).toBe(200);
    await t.told();
    expect((await t.ask('GET /interventions', { as: body.secret })).status).toBe(401);
    const { items } = (await t.ask('GET /keys', { as: admin })).body;
    expect(items).toMatchObject([{ id: body.key.id, revokedAt: expect.any(String) }]);
  });

  it('of whom a mistyped invitation let in goes with the address, and what else they handed out is told', async () => {
    const stranger = await withRights('office', 'manage_settings');
    const { body } = await makeKey(stranger, { rights: ['see_all'] });
    const { contact } = await t.customer(company);
    const byKey = await t.ask('POST /session', { as: body.secret, body: { contactId: contact.id } });
    const copied = await t.ask('POST /links', { as: stranger, body: { contactId: contact.id, delivery: 'copy' } });
    await t.ask('POST /links', { as: stranger, body: { contactId: contact.id, delivery: 'copy' } });
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: copied.body.link.id } });
    const corrected = { email: 'juste@atelier.example' };
    const asked = await change({ as: admin, of: stranger, body: corrected });
    expect([asked.status, asked.code, asked.problem['links']]).toEqual([409, 'has-keys', 1]);
    const changed = await change({ as: admin, of: stranger, body: { ...corrected, keys: 'revoke' } });
    expect([changed.status, changed.body.status]).toEqual([200, 'invited']);
    await t.told();
    expect((await t.ask('GET /interventions', { as: body.secret })).status).toBe(401);
    expect((await t.ask('GET /portal', { as: byKey.body.accessToken })).status).toBe(401);
  });
});
