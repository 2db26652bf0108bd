import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeContact } from '../customer/contact.rules.ts';
import { overlapping } from '../overlap.testing.ts';
import { isRow } from '../store/store.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
});

const find = async (q: string, as = admin) => {
  const { body } = await t.ask('GET /interventions', { as, query: { q, order: 'asc' } });
  return body.items.map(({ number }) => number);
};

describe('a telephone number', () => {
  const askedBy = async (phones: { own?: string; site?: string; main?: string }) => {
    const person = { kind: 'person', firstName: 'Anne', lastName: 'Petit', address: someAddress };
    const contact = { lastName: 'Petit', phone: phones.main ?? '' };
    const made = await t.ask('POST /customers', { as: admin, body: { ...person, contact } });
    const customerId = made.body.id;
    const at = {
      name: 'Chalet',
      address: someAddress,
      contact: { name: 'Gardien', phone: phones.site ?? '', email: '' },
    };
    const { body: site } = await t.ask('POST /sites', { as: admin, body: { customerId, ...at } });
    const own = { name: 'Voisin', phone: phones.own ?? '', email: '' };
    const { body } = await t.ask('POST /interventions', {
      as: admin,
      body: { customerId, siteId: site.id, description: 'Fuite', contact: own },
    });
    return { customer: made.body, site, intervention: body };
  };
  const customers = async (q: string) => {
    const { body } = await t.ask('GET /customers', { as: admin, query: { q } });
    return body.items.map(({ id }) => id);
  };

  it('of the customer, the site or the intervention is found in any spacing, from its beginning or its end', async () => {
    await askedBy({ own: '+33 6 12 34 56 78' });
    await askedBy({ site: '0478456789' });
    await askedBy({ main: '06.99.45.67.89' });
    for (const [q, numbers] of [
      ['0612345678', [1001]],
      ['06 12', [1001]],
      ['06.12.34', [1001]],
      ['06-12-34-56-78', [1001]],
      ['+33 6 12 34 56 78', [1001]],
      ['+33 (0)6 12 34 56 78', [1001]],
      ['0033612345678', [1001]],
      ['33612345678', [1001]],
      ['612345678', [1001]],
      ['56 78', [1001]],
      ['5678', [1001]],
      ['45 67 89', [1002, 1003]],
      ['fuite 45 67 89', [1002, 1003]],
      ['tél. 04 78 45 67 89', [1002]],
      ['Petit 0699', [1003]],
      ['panne 0699', []],
      ['06 12 99', []],
      ['34 56', []],
    ] as const)
      expect([q, await find(q)]).toEqual([q, numbers]);
  });

  it('of overseas is found as it is written from anywhere, and as it is dialled from there', async () => {
    await askedBy({ own: '0692 12 34 56' });
    await askedBy({ main: '+262 692 65 43 21' });
    for (const [q, numbers] of [
      ['+262 692 12 34 56', [1001]],
      ['+262692123456', [1001]],
      ['00262 692 12 34 56', [1001]],
      ['0692123456', [1001]],
      ['+262 692', [1001, 1002]],
      ['06 92', [1001, 1002]],
      ['+262 (0)692 65 43 21', [1002]],
      ['0692 65', [1002]],
      ['65 43 21', [1002]],
      ['+262 693', []],
    ] as const)
      expect([q, await find(q)]).toEqual([q, numbers]);
  });

  it('is a number as others before it is the end of one', async () => {
    await askedBy({ own: '06 12 34 10 02' });
    await askedBy({});
    expect([await find('1002'), await find('n° 1002'), await find('10 02')]).toEqual([[1002], [1002], [1001]]);
  });

  it('of another country is found with its prefix, or by its end', async () => {
    await askedBy({ main: '+41 44 668 18 00' });
    for (const q of ['+41 44 668', '0041446681800', '668 18 00', '044 668 18 00'])
      expect([q, await find(q)]).toEqual([q, [1001]]);
  });

  it('finds the customers, by any contact of theirs', async () => {
    const { customer: one } = await askedBy({ main: '0478456789' });
    const params = { customerId: one.id };
    const body = { lastName: 'Concierge', phone: '06 12 34 56 78' };
    const second = await t.ask('POST /customers/:customerId/contacts', { as: admin, params, body });
    for (const q of ['0478', '45 67 89', '06 12 34', '56 78']) expect([q, await customers(q)]).toEqual([q, [one.id]]);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: second.body.id } });
    expect([await customers('06 12 34'), await customers('0478')]).toEqual([[], [one.id]]);
  });

  it('is forgotten with a contact who is removed while somebody gives them a number', async () => {
    const { customer: one } = await t.customer(company);
    const second = await t.contact(one, { phone: '' });
    const viewer = (await t.s.tokens.viewer(admin.token))!;
    const [changed, removed] = await overlapping(
      t.s.store,
      (tx) => changeContact(tx, viewer, second.id, 1, { phone: '06 12 34 56 78' }),
      () => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: second.id } }),
    );
    expect([changed.version, removed.status]).toEqual([2, 204]);
    expect(await customers('06 12 34')).toEqual([]);
    const { contacts } = t.s.store.t;
    const [row] = await t.s.store.read
      .select()
      .from(contacts)
      .where(isRow(contacts, company.id, second.id));
    expect(row!.version).toBe(3);
  });

  it('is followed where it changes: of the intervention, the site, the main contact, and of who becomes it', async () => {
    const {
      customer: one,
      site,
      intervention,
    } = await askedBy({ own: '0611111111', site: '0622222222', main: '0633333333' });
    const numbersFound = async (...all: string[]) => Promise.all(all.map(async (q) => (await find(q)).length));
    expect(await numbersFound('0611', '0622', '0633')).toEqual([1, 1, 1]);
    const interventionId = intervention.id;
    const contact = (phone: string) => ({ contact: { name: 'Voisin', phone, email: '' } });
    await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: { interventionId },
      ifMatch: 1,
      body: contact('0644444444'),
    });
    await t.ask('PATCH /sites/:siteId', {
      as: admin,
      params: { siteId: site.id },
      ifMatch: 1,
      body: contact('0655555555'),
    });
    const contactId = one.contacts[0]!.id;
    await t.ask('PATCH /contacts/:contactId', {
      as: admin,
      params: { contactId },
      ifMatch: 1,
      body: { phone: '0666666666' },
    });
    expect(await numbersFound('0611', '0622', '0633', '0644', '0655', '0666')).toEqual([0, 0, 0, 1, 1, 1]);
    const body = { lastName: 'Autre', phone: '0677777777', main: true };
    await t.ask('POST /customers/:customerId/contacts', { as: admin, params: { customerId: one.id }, body });
    expect(await numbersFound('0666', '0677')).toEqual([0, 1]);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId } });
    expect(await numbersFound('0677')).toEqual([1]);
    await t.ask('PATCH /customers/:customerId', {
      as: admin,
      params: { customerId: one.id },
      ifMatch: 1,
      body: { lastName: 'Grand' },
    });
    expect([await find('grand 0677'), await customers('grand 0677'), await customers('0666')]).toEqual([
      [1001],
      [one.id],
      [],
    ]);
  });

  it('is no answer to a contact, who would find out digit by digit what they may not read', async () => {
    const made = await t.customer(company, {}, { phone: '0478456789' });
    const tenant = await t.contact(made.customer);
    await t.ask('POST /interventions', { as: await t.link(made.contact), body: { description: 'Fuite' } });
    expect(await find('0478')).toEqual([1001]);
    const hers = await t.link(tenant);
    for (const q of ['0478', '04 78 45 67 89', '45 67 89', '>0478', '<987'])
      expect([q, await find(q, hers)]).toEqual([q, []]);
  });
});
