import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let site: Awaited<ReturnType<TestApp['site']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  site = await t.site(customer);
});

const add = (body: object = {}) =>
  t.ask('POST /equipment', { as: admin, body: { customerId: customer.id, kind: 'Chaudière gaz', ...body } });
const kinds = async (as: SignedIn, query: Record<string, string> = {}) => {
  const { body } = await t.ask('GET /equipment', { as, query });
  return body.items.map(({ kind }) => kind);
};

describe('equipment', () => {
  it('stands at a site of its customer, or at none', async () => {
    const { status, body } = await add({ siteId: site.id, brand: 'Viessmann', installedOn: '2021-09-01' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ site: { id: site.id, name: 'Chalet' }, brand: 'Viessmann', warrantyUntil: null });
    const params = { equipmentId: body.id };
    expect((await t.ask('GET /equipment/:equipmentId', { as: admin, params })).body).toEqual(body);
    const moved = await t.ask('PATCH /equipment/:equipmentId', {
      as: admin,
      params,
      ifMatch: 1,
      body: { siteId: null },
    });
    expect(moved.body).toMatchObject({ site: null, brand: 'Viessmann', version: 2 });

    const { customer: neighbour } = await t.customer(company);
    const theirs = await t.site(neighbour);
    const unknown = [{ field: 'siteId', code: 'unknown-reference' }];
    expect((await add({ siteId: theirs.id })).errors).toEqual(unknown);
    const body2 = { siteId: theirs.id };
    const refused = await t.ask('PATCH /equipment/:equipmentId', { as: admin, params, ifMatch: 2, body: body2 });
    expect(refused.errors).toEqual(unknown);
  });

  it('is seen within the scope of a link, of one customer or one site', async () => {
    await add({ kind: 'Chaudière', siteId: site.id });
    await add({ kind: 'Adoucisseur' });
    const { customer: neighbour } = await t.customer(company);
    await t.equipment(neighbour, { kind: 'Fenêtre' });
    expect(await kinds(admin)).toEqual(['Adoucisseur', 'Chaudière', 'Fenêtre']);
    expect(await kinds(admin, { siteId: site.id })).toEqual(['Chaudière']);
    expect(await kinds(admin, { customerId: customer.id })).toEqual(['Adoucisseur', 'Chaudière']);
    expect(await kinds(await t.link(contact))).toEqual(['Adoucisseur', 'Chaudière']);
    expect(await kinds(await t.link(contact, { kind: 'site', id: site.id }))).toEqual(['Chaudière']);
    const one = await t.intervention(customer);
    const asked = await t.ask('GET /equipment', { as: await t.link(contact, { kind: 'intervention', id: one.id }) });
    expect(asked.status).toBe(403);
  });

  it('says nothing of its site where the company shows no sites', async () => {
    const { customer: theirs, contact: they } = await t.customer(company, { options: { sites: false } });
    const there = await t.site(theirs, { name: 'Panorama' });
    const boiler = await t.equipment(theirs, { siteId: there.id });
    const their = await t.link(they);
    const shown = await t.ask('GET /equipment/:equipmentId', { as: their, params: { equipmentId: boiler.id } });
    expect(shown.body).toMatchObject({ id: boiler.id, site: null });
    const { body: list } = await t.ask('GET /equipment', { as: their });
    expect(list.items).toEqual([shown.body]);
    for (const siteId of [there.id, newId()])
      expect(await t.ask('GET /equipment', { as: their, query: { siteId } })).toMatchObject({
        status: 403,
        code: 'part-off',
      });
  });

  it('in bulk follows the company’s own identifiers', async () => {
    const { customer: known } = await t.customer(company, { externalId: 'C1' });
    await t.site(known, { externalId: 'S1', address: someAddress });
    await t.site(customer, { externalId: 'S2' });
    const write = async (rows: object[]) => {
      const { body } = await t.ask('POST /equipment/batch', { as: admin, body: { rows } });
      return body.results.map(({ outcome, problem }) => problem?.errors ?? outcome);
    };
    const row = { externalId: 'E1', customerExternalId: 'C1', siteExternalId: 'S1', kind: 'Pompe' };
    expect(await write([row])).toEqual(['created']);
    expect(await write([row])).toEqual(['unchanged']);
    expect(await write([{ externalId: 'E1', customerExternalId: 'C1' }])).toEqual(['unchanged']);
    expect(await write([{ externalId: 'E1', customerExternalId: 'C1', siteExternalId: null }])).toEqual(['updated']);
    expect(await write([{ ...row, siteExternalId: 'S2' }])).toEqual([
      [{ field: 'siteExternalId', code: 'unknown-reference' }],
    ]);
    expect(await write([{ externalId: 'E2', customerExternalId: 'C1' }])).toEqual([
      [{ field: 'kind', code: 'required' }],
    ]);
  });
});
