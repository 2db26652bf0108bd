import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { interventionsOf } from '../testing/interventions.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
});

const { created, read } = interventionsOf(() => t);

describe('changing an intervention', () => {
  const change = (interventionId: string, ifMatch: number, body: object, as: SignedIn = admin) =>
    t.ask('PATCH /interventions/:interventionId', { as, params: { interventionId }, ifMatch, body });

  it('changes what is named, from the version that was read', async () => {
    const { id } = await created(link, { type: 'repair' });
    const { body } = await change(id, 1, { description: 'Deux radiateurs froids', type: null });
    expect(body).toMatchObject({ description: 'Deux radiateurs froids', type: null, address: someAddress, version: 2 });
    expect((await change(id, 1, { description: 'x' })).code).toBe('stale');
    expect((await change(id, 2, { description: 'Deux radiateurs froids' })).body.version).toBe(2);
    expect((await change(id, 2, { description: 'x' }, link)).status).toBe(403);
  });

  it('gives it to another member, until it is signed or cancelled', async () => {
    const technician = await t.member(company, { role: 'technician', firstName: 'Ali', lastName: 'Roux' });
    const gone = await t.member(company, { status: 'deactivated' });
    const foreigner = await t.member(await t.company());
    const { id } = await t.intervention(customer, { status: 'done' });
    expect((await read(technician, id)).status).toBe(404);
    expect((await change(id, 1, { assigneeId: technician.id })).body.assignee).toEqual({
      id: technician.id,
      name: 'Ali Roux',
    });
    expect((await read(technician, id)).status).toBe(200);
    for (const { id: nobody } of [gone, foreigner, { id: newId() }])
      expect((await change(id, 2, { assigneeId: nobody })).errors).toEqual([
        { field: 'assigneeId', code: 'unknown-reference' },
      ]);
    expect((await change(id, 2, { assigneeId: null })).body.assignee).toBeNull();
    for (const status of ['signed', 'cancelled'] as const) {
      const closed = await t.intervention(customer, { status });
      expect(await change(closed.id, 1, { assigneeId: technician.id })).toMatchObject({
        status: 409,
        code: 'move-not-allowed',
      });
      expect(await change(closed.id, 1, { description: 'x' })).toMatchObject({ status: 409, code: 'move-not-allowed' });
    }
  });

  it('keeps site and equipment together', async () => {
    const [here, there] = [await t.site(customer), await t.site(customer)];
    const boiler = await t.equipment(customer, { siteId: here.id });
    const { id } = await created(link, { equipmentId: boiler.id });
    expect((await change(id, 1, { siteId: there.id })).errors).toEqual([
      { field: 'equipmentId', code: 'at-another-site' },
    ]);
    expect((await change(id, 1, { siteId: there.id, equipmentId: null })).body).toMatchObject({
      siteId: there.id,
      equipment: null,
    });
  });

  it('is not possible for those of another company', async () => {
    const { id } = await created(link);
    const other = await t.member(await t.company());
    expect((await change(id, 1, { description: 'x' }, other)).status).toBe(404);
    expect((await read(other, id)).text).toBe((await read(other, newId())).text);
  });
});

describe('who is named', () => {
  it('is, to a customer, a first name or the company, and to the company everyone', async () => {
    const office = await t.member(company, { role: 'office', firstName: 'Inès', lastName: 'Faure' });
    const key = await t.key(company);
    const { customer: shared, contact: first } = await t.customer(company, {}, { firstName: 'Paul', lastName: 'Abel' });
    const second = await t.contact(shared, { firstName: 'Rose', lastName: 'Abel' });
    const [byFirst, bySecond] = [await t.link(first), await t.link(second)];
    const { id } = await created(byFirst);
    const move = (as: SignedIn, body: object) =>
      t.ask('POST /interventions/:interventionId/moves', { as, params: { interventionId: id }, body });
    await move(office, { to: 'to_schedule' });
    const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
    await move(key, { to: 'scheduled', ...window });
    const named = async (as: SignedIn) => (await read(as, id)).body.moves.map(({ by }) => by);
    expect(await named(byFirst)).toEqual(['Paul Abel', 'Inès', 'Atelier des Monts']);
    expect(await named(bySecond)).toEqual([shared.name, 'Inès', 'Atelier des Monts']);
    expect(await named(admin)).toEqual(['Paul Abel', 'Inès Faure', 'ERP']);
  });
});
