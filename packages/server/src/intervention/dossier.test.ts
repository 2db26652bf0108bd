/** Interventions of a dossier: created in it, brought into it, taken out of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let dossier: Awaited<ReturnType<TestApp['dossier']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  dossier = await t.dossier(company);
  await t.participant(dossier, customer);
});

const add = (as: SignedIn, body: object = {}) =>
  t.ask('POST /interventions', { as, body: { description: 'Fuite', customerId: customer.id, ...body } });
const turn = async (id: string, dossierId: string | null, as = admin) => {
  const params = { interventionId: id };
  const { version } = (await t.ask('GET /interventions/:interventionId', { as: admin, params })).body;
  return t.ask('PATCH /interventions/:interventionId', { as, params, ifMatch: version, body: { dossierId } });
};
const change = async ({ id: dossierId }: { id: string }, body: object) => {
  const params = { dossierId };
  const { version } = (await t.ask('GET /dossiers/:dossierId', { as: admin, params })).body;
  return t.ask('PATCH /dossiers/:dossierId', { as: admin, params, ifMatch: version, body });
};
const seen = async (as: SignedIn) => {
  const { body } = await t.ask('GET /interventions', { as });
  return body.items.map(({ id }) => id);
};
const unknown = { status: 422, errors: [{ field: 'dossierId', code: 'unknown-reference' }] };

describe('an intervention', () => {
  it('is created in a dossier of its customer by the company', async () => {
    const { body } = await add(admin, { dossierId: dossier.id });
    expect(body.dossierId).toBe(dossier.id);
    expect((await add(admin)).body.dossierId).toBe(null);
    expect((await add(admin, { dossierId: null })).body.dossierId).toBe(null);
  });

  it('comes into a dossier and leaves it, before whoever sees the dossier alone', async () => {
    const architect = await t.link(await t.stakeholder(dossier));
    const { id } = (await add(admin)).body;
    const dated = await t.ask('GET /interventions', { as: architect });
    expect(dated.body.items).toEqual([]);
    expect((await turn(id, dossier.id)).body).toMatchObject({ dossierId: dossier.id, version: 2 });
    await t.told();
    const headers = { 'if-none-match': dated.headers.get('etag')! };
    expect((await t.ask('GET /interventions', { as: architect, headers })).status).toBe(200);
    expect(await seen(architect)).toEqual([id]);
    const there = await t.ask('GET /interventions', { as: architect });
    expect((await turn(id, null)).body).toMatchObject({ dossierId: null, version: 3 });
    await t.told();
    const again = { 'if-none-match': there.headers.get('etag')! };
    expect((await t.ask('GET /interventions', { as: architect, headers: again })).status).toBe(200);
    expect(await seen(architect)).toEqual([]);
    const read = { as: architect, params: { interventionId: id } };
    expect((await t.ask('GET /interventions/:interventionId', read)).status).toBe(404);
  });

  it('is of no dossier in which its customer takes no part, nor of another company’s', async () => {
    const foreign = await t.dossier(await t.company());
    const others = await t.dossier(company);
    const { id } = (await add(admin)).body;
    for (const dossierId of [foreign.id, others.id, customer.id]) {
      expect(await add(admin, { dossierId })).toMatchObject(unknown);
      expect(await turn(id, dossierId)).toMatchObject(unknown);
    }
  });

  it('is put into no dossier by its customer, but into the one of their link', async () => {
    const body = { description: 'Fuite', dossierId: dossier.id };
    const whole = await t.link(contact);
    expect(await t.ask('POST /interventions', { as: whole, body })).toMatchObject(unknown);
    const link = await t.link(contact, { kind: 'dossier', id: dossier.id });
    expect((await t.ask('POST /interventions', { as: link, body })).body.dossierId).toBe(dossier.id);
    expect(await t.ask('POST /interventions', { as: link, body: { ...body, dossierId: null } })).toMatchObject(unknown);
  });

  it('neither comes into a dossier that is closed nor leaves it', async () => {
    const [inside, outside] = [await add(admin, { dossierId: dossier.id }), await add(admin)];
    await change(dossier, { status: 'closed' });
    const closed = { status: 409, code: 'dossier-closed' };
    expect(await turn(inside.body.id, null)).toMatchObject(closed);
    expect(await turn(outside.body.id, dossier.id)).toMatchObject(closed);
    expect(await add(admin, { dossierId: dossier.id })).toMatchObject(closed);
  });

  it('keeps its customer in the dossier until it has left it, also where both happen at once', async () => {
    const other = await t.customer(company);
    const customerIds = [other.customer.id];
    await change(dossier, { customerIds: [customer.id, other.customer.id] });
    const { id } = (await add(admin, { dossierId: dossier.id })).body;
    expect(await change(dossier, { customerIds })).toMatchObject({ status: 409, code: 'has-interventions' });
    await turn(id, null);
    const [left, came] = await Promise.all([change(dossier, { customerIds }), turn(id, dossier.id)]);
    expect([left.status, came.status]).toEqual(left.status === 200 ? [200, 422] : [409, 200]);
  });
});
