import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FoundGroup } from '@parvis/sdk/contract';
import { search } from './finder.rules.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import { openUnusedStore, type TestStore } from '../testing/store.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;

beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
});

const ask = async (q: string, as: SignedIn | string = admin, query: Record<string, string> = {}) => {
  const { status, body } = await t.ask('GET /search', { as, query: { q, ...query } });
  expect([q, status]).toEqual([q, 200]);
  return body.groups;
};
const called = (group: FoundGroup): string[] =>
  group.kind === 'equipment'
    ? group.items.map((each) => each.serialNumber)
    : group.kind === 'site'
      ? group.items.map(({ name }) => name)
      : group.items.map(({ number }) => `${group.kind[0]!}${number}`);
const find = async (q: string, as: SignedIn | string = admin) => (await ask(q, as)).flatMap(called);

/** Anne Petit, at 12 rue des Lilas, with a site, a boiler there and one intervention. */
const anne = async () => {
  const address = { ...someAddress, line1: '12 rue des Lilas', postalCode: '69260', city: 'Charbonnières' };
  const { body: customer } = await t.ask('POST /customers', {
    as: admin,
    body: { firstName: 'Anne', lastName: 'Petit', address, contact: { lastName: 'Petit', phone: '06 12 34 56 78' } },
  });
  const customerId = customer.id;
  const { body: site } = await t.ask('POST /sites', {
    as: admin,
    body: {
      customerId,
      name: 'Chalet',
      address: { ...someAddress, line1: '3 chemin du Lac', postalCode: '74000', city: 'Annecy' },
      contact: { name: 'Odile Garde', phone: '04 50 11 22 33', email: 'odile@garde.example' },
    },
  });
  const { body: boiler } = await t.ask('POST /equipment', {
    as: admin,
    body: { customerId, siteId: site.id, kind: 'Chaudière', brand: 'Frisquet', serialNumber: 'SN-2041/AB 7' },
  });
  const body = { customerId, siteId: site.id, description: 'Fuite au ballon' };
  const { body: intervention } = await t.ask('POST /interventions', { as: admin, body });
  return { customer, site, boiler, intervention };
};
const contactAt = async (customerId: string, body: object) =>
  (await t.ask('POST /customers/:customerId/contacts', { as: admin, params: { customerId }, body })).body;

describe('a caller', () => {
  it('is found by telephone, e-mail, street, postcode, town and by any contact, and told apart by who is meant', async () => {
    const { customer } = await anne();
    await contactAt(customer.id, {
      firstName: 'Zoé',
      lastName: 'Morel',
      email: 'z.morel@syndic-lyon.example',
      phone: '+33 4 78 00 99 88',
    });
    const main = { name: 'Petit', phone: '+33612345678' };
    const other = { name: 'Zoé Morel', email: 'z.morel@syndic-lyon.example' };
    for (const [q, contact] of [
      ['0612345678', main],
      ['+33 (0)6 12.34', main],
      ['56 78', main],
      ['12 rue des lilas', main],
      ['lilas 69260', main],
      ['692', main],
      ['charbonn', main],
      ['z.morel@syndic-lyon.example', other],
      ['zoe morel', other],
      ['04 78 00', other],
      ['99 88', other],
    ] as const) {
      const [first] = await ask(q);
      expect([q, first?.kind, first?.items]).toMatchObject([q, 'customer', [{ id: customer.id, contact: {} }]]);
      const found = first?.kind === 'customer' ? first.items[0]!.contact : null;
      expect([q, found?.name, found?.phone.replaceAll(' ', '')]).toMatchObject([q, contact.name, expect.any(String)]);
    }
  });

  it('is found by the site, the serial number in any spacing, and the intervention', async () => {
    const { customer, site, boiler, intervention } = await anne();
    const named = { customerId: customer.id, customerName: 'Anne Petit', siteName: 'Chalet' };
    for (const q of ['chalet', 'chemin du lac', 'annecy', 'garde', 'odile@garde.example', '04 50 11', '22 33'])
      expect([q, (await ask(q)).find(({ kind }) => kind === 'site')]).toMatchObject([
        q,
        { items: [{ id: site.id, name: 'Chalet', customerName: 'Anne Petit', contact: { name: 'Odile Garde' } }] },
      ]);
    for (const q of ['frisquet', 'SN-2041/AB 7', 'sn2041ab7', 'SN2041', '2041', 'sn 2041 ab 7'])
      expect([q, await ask(q)]).toMatchObject([
        q,
        [{ kind: 'equipment', items: [{ id: boiler.id, ...named }], more: false }],
      ]);
    expect(await ask('ballon')).toMatchObject([
      { kind: 'intervention', items: [{ id: intervention.id, ...named, status: 'to_schedule' }] },
    ]);
  });

  it('is found by the exact number first, and by the last digits of a telephone as well', async () => {
    await anne();
    const { customer: other } = await t.customer(company, {}, { phone: '06 00 00 10 01' });
    const viewer = { as: admin, params: { customerId: other.id } };
    const { body } = await t.ask('GET /customers/:customerId', viewer);
    await contactAt(other.id, { lastName: 'Autre', phone: '06 00 00 10 01' });
    const [exact] = await find('1001');
    expect(exact).toMatch(/^[ci]1001$/);
    expect(await find('1001')).toContain(`c${body.number}`);
    expect((await find('n° 1001'))[0]).toBe(exact);
  });

  it('is followed where it changes, and forgotten with a contact who is removed', async () => {
    const { customer, site, boiler } = await anne();
    const zoe = await contactAt(customer.id, { lastName: 'Morel', email: 'zoe@morel.example' });
    await t.ask('PATCH /contacts/:contactId', {
      as: admin,
      params: { contactId: zoe.id },
      ifMatch: 1,
      body: { lastName: 'Durand', email: 'zoe@durand.example' },
    });
    const patch = { as: admin, ifMatch: 1 };
    const moved = { ...someAddress, line1: '8 quai Rambaud', postalCode: '69002', city: 'Lyon' };
    await t.ask('PATCH /customers/:customerId', {
      ...patch,
      params: { customerId: customer.id },
      body: { address: moved },
    });
    await t.ask('PATCH /sites/:siteId', { ...patch, params: { siteId: site.id }, body: { name: 'Moulin' } });
    await t.ask('PATCH /equipment/:equipmentId', {
      ...patch,
      params: { equipmentId: boiler.id },
      body: { serialNumber: 'XK99' },
    });
    for (const gone of ['morel', 'zoe@morel.example', 'lilas', '69260', 'sn2041'])
      expect([gone, await find(gone)]).toEqual([gone, []]);
    for (const [q, found] of [
      ['durand', 'c1001'],
      ['rambaud', 'c1001'],
      ['69002', 'c1001'],
      ['moulin', 'Moulin'],
      ['xk99', 'XK99'],
    ] as const)
      expect([q, await find(q)]).toEqual([q, expect.arrayContaining([found])]);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: zoe.id } });
    expect(await find('durand')).toEqual([]);
  });

  it('who is in the bin is not found, nor what is theirs', async () => {
    const { customer } = await anne();
    const params = { customerId: customer.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { binned: true } });
    expect(await ask('petit')).toEqual([]);
    expect((await ask(String(customer.number))).some(({ kind }) => kind === 'customer')).toBe(false);
  });
});

describe('the answer', () => {
  it('says whether there are more of a kind, and gives more of one', async () => {
    for (let n = 0; n < 4; n++)
      await t.ask('POST /customers', { as: admin, body: { lastName: `Petit ${n}`, address: someAddress } });
    expect(await ask('petit', admin, { limit: '3' })).toMatchObject([
      { kind: 'customer', items: [{}, {}, {}], more: true },
    ]);
    expect(await ask('petit', admin, { limit: '4' })).toMatchObject([{ items: [{}, {}, {}, {}], more: false }]);
    expect(await ask('petit', admin, { kind: 'site' })).toEqual([]);
  });

  it('is empty for nothing, and no error for any text', async () => {
    await anne();
    for (const q of [
      '',
      '  ',
      '°°°',
      '%',
      '_',
      '>',
      '<',
      '\ud800',
      '🛁',
      'x'.repeat(100_000),
      '9'.repeat(200),
      '\u202e',
    ])
      expect([q.slice(0, 9), await find(q)]).toEqual([q.slice(0, 9), []]);
    expect((await t.ask('GET /search', { as: admin, query: { q: 'petit\0' } })).status).toBe(422);
  });

  it('has what a technician, and who does not see all, may see, and nothing of others', async () => {
    const { customer, intervention } = await anne();
    const technician = await t.member(company, { role: 'technician' });
    const questions = ['petit', '0612345678', 'chalet', 'frisquet', 'ballon', String(customer.number), '69260'];
    for (const q of questions) expect([q, await find(q, technician)]).toEqual([q, []]);
    await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: { interventionId: intervention.id },
      ifMatch: 1,
      body: { assigneeId: technician.id },
    });
    const stranger = await t.member(await t.company());
    for (const q of questions) expect([q, await find(q, stranger)]).toEqual([q, []]);
  });

  it('is of no contact', async () => {
    const { contact } = await t.customer(company);
    const answer = await t.ask('GET /search', { as: await t.link(contact), query: { q: 'petit' } });
    expect(answer.status).toBe(403);
  });

  it('is read by the indexes of words alone, and by no walk through all that there is', async () => {
    await anne();
    const planned = await openPlannedStore(t.s.store as TestStore);
    try {
      const viewer = (await t.s.tokens.viewer(admin.token))!;
      for (const q of ['petit', '0612345678', '1001', 'sn2041', 'nobodyatall'])
        await search({ ...t.s, store: planned.store }, viewer, { q, limit: 5 });
      const plans = await planned.plans();
      expect(plans.length).toBeGreaterThan(20);
      expect([...new Set(plans.flatMap(({ scans }) => scans))]).toEqual([]);
      const orders = ['customers_name', 'interventions_date', 'sites_name', 'equipment_kind'];
      expect(plans.flatMap(({ indexes }) => indexes).filter((index) => orders.includes(index))).toEqual([]);
    } finally {
      await planned.close();
    }
  });
});
