import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { overlapping } from '../overlap.testing.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { addContactTo } from './contact.rules.ts';

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

const add = async (body: object, as = admin) => {
  const {
    status,
    body: customer,
    errors,
  } = await t.ask('POST /customers', {
    as,
    body: { lastName: 'Durand', address: someAddress, ...body },
  });
  expect(errors).toBeUndefined();
  expect(status).toBe(201);
  return customer;
};
const names = async (query: Record<string, string | number>, as = admin) => {
  const { body } = await t.ask('GET /customers', { as, query });
  return body.items.map(({ name }) => name);
};

describe('customers', () => {
  it('get the next number of their company, one after the other', async () => {
    const other = await t.member(await t.company());
    const made = await Promise.all([add({}), add({}), add({}), add({}, other)]);
    expect(made.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1001, 1001, 1002, 1003]);
  });

  it('are kept with their first contact, whose phone number is written as it is read', async () => {
    const customer = await add({
      firstName: 'Éléonore',
      contact: { firstName: 'Éléonore', lastName: 'Durand', email: 'eleonore@client.example', phone: '0478123456' },
    });
    expect(customer.name).toBe('Éléonore Durand');
    expect(customer.contacts).toMatchObject([
      { name: 'Éléonore Durand', phone: '04 78 12 34 56', main: true, lang: 'fr' },
    ]);
    const read = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId: customer.id } });
    expect(read.body).toEqual(customer);
  });

  it('are not kept at all when their contact cannot be dialled', async () => {
    const refused = await t.ask('POST /customers', {
      as: admin,
      body: { lastName: 'Durand', address: someAddress, contact: { lastName: 'Durand', phone: '12' } },
    });
    expect(refused).toMatchObject({
      status: 422,
      code: 'invalid',
      errors: [{ field: 'contact.phone', code: 'phone' }],
    });
    expect((await add({})).number).toBe(1001);
  });

  it('that are organizations have no first name', async () => {
    const refused = await t.ask('POST /customers', {
      as: admin,
      body: { kind: 'organization', firstName: 'Jean', lastName: 'Régie du Rhône', address: someAddress },
    });
    expect(refused.errors).toEqual([{ field: 'firstName', code: 'not-of-an-organization' }]);
  });

  it('change in what is named, and stay the same in the rest', async () => {
    const before = await add({ firstName: 'Jean', extra: 'Digicode 1234' });
    const change = (ifMatch: number, body: object) =>
      t.ask('PATCH /customers/:customerId', { as: admin, params: { customerId: before.id }, ifMatch, body });
    const { body: after } = await change(1, { lastName: 'Dupont', options: { sites: false, gallery: null } });
    expect(after).toMatchObject({
      name: 'Jean Dupont',
      extra: 'Digicode 1234',
      version: 2,
      options: { sites: false, gallery: null },
    });
    expect((await change(2, { options: { gallery: true } })).body.options).toEqual({ sites: false, gallery: true });
    expect(await change(1, { extra: '' })).toMatchObject({ status: 412, code: 'stale' });
    expect((await change(3, { lastName: 'Dupont' })).body.version).toBe(3);
  });

  it('of another company are not there', async () => {
    const { id } = await add({});
    const other = await t.member(await t.company());
    const params = { customerId: id };
    expect(await t.ask('GET /customers/:customerId', { as: other, params })).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const body = { extra: 'x' };
    expect((await t.ask('PATCH /customers/:customerId', { as: other, params, ifMatch: 1, body })).status).toBe(404);
    expect(
      (await t.ask('POST /customers/:customerId/contacts', { as: other, params, body: { lastName: 'X' } })).status,
    ).toBe(404);
  });

  it('cannot share the company’s own identifier', async () => {
    await add({ externalId: 'C1' });
    const { id } = await add({});
    const taken = [{ field: 'externalId', code: 'taken' }];
    const again = await t.ask('POST /customers', {
      as: admin,
      body: { lastName: 'X', address: someAddress, externalId: 'C1' },
    });
    expect(again.errors).toEqual(taken);
    const changed = await t.ask('PATCH /customers/:customerId', {
      as: admin,
      params: { customerId: id },
      ifMatch: 1,
      body: { externalId: 'C1' },
    });
    expect(changed.errors).toEqual(taken);
  });
});

describe('the list of customers', () => {
  beforeEach(async () => {
    for (const [firstName, lastName] of [
      ['Éléonore', 'Œuvrard'],
      ['Zoé', 'Abel'],
      ['Jean-Éloi', 'Martin'],
      ['', 'Électricité Martin'],
    ])
      await add({ firstName, lastName });
  });

  it('finds by the start of any word of the name, with or without accents', async () => {
    expect(await names({ q: 'eleo' })).toEqual(['Éléonore Œuvrard']);
    expect(await names({ q: 'ŒUV' })).toEqual(['Éléonore Œuvrard']);
    expect(await names({ q: 'oeuv éléo' })).toEqual(['Éléonore Œuvrard']);
    expect(await names({ q: 'martin' })).toEqual(['Électricité Martin', 'Jean-Éloi Martin']);
    expect(await names({ q: 'martin el' })).toEqual(['Électricité Martin', 'Jean-Éloi Martin']);
    expect(await names({ q: 'leo' })).toEqual([]);
    expect(await names({ q: '?!' })).toEqual([]);
  });

  it('finds by number', async () => {
    expect(await names({ q: '1002' })).toEqual(['Zoé Abel']);
    expect(await names({ q: '#1003' })).toEqual(['Jean-Éloi Martin']);
  });

  it('forgets a name that was changed', async () => {
    const { body } = await t.ask('GET /customers', { as: admin, query: { q: 'zoe' } });
    const params = { customerId: body.items[0]!.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { firstName: 'Anaïs' } });
    expect(await names({ q: 'zoe' })).toEqual([]);
    expect(await names({ q: 'anais abel' })).toEqual(['Anaïs Abel']);
  });

  it('comes in pages, by name or by number, without a row twice or missed', async () => {
    for (const sort of ['name', 'number'])
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const query = { sort, order, limit: 1, ...(cursor && { cursor }) };
          const { body } = await t.ask('GET /customers', { as: admin, query });
          seen.push(...body.items.map(({ name }) => name));
          cursor = body.next;
        }
        const all = await names({ sort, order });
        expect(seen).toEqual(all);
        expect(all).toHaveLength(4);
        expect(all[0]).toBe(
          {
            nameasc: 'Zoé Abel',
            namedesc: 'Éléonore Œuvrard',
            numberasc: 'Éléonore Œuvrard',
            numberdesc: 'Électricité Martin',
          }[sort + order],
        );
      }
  });

  it('refuses an order that no index keeps, and a position that is not its own', async () => {
    const asked = await t.ask('GET /customers', { as: admin, query: { status: 'active', sort: 'number' } });
    expect(asked).toMatchObject({ status: 422, code: 'unsupported-order' });
    const { body } = await t.ask('GET /customers', { as: admin, query: { limit: 1 } });
    const query = { sort: 'number', cursor: body.next! };
    expect(await t.ask('GET /customers', { as: admin, query })).toMatchObject({
      status: 422,
      errors: [{ field: 'cursor' }],
    });
  });

  it('shows a technician the customers of their own interventions', async () => {
    const { customer } = await t.customer(company);
    const technician = await t.member(company, { role: 'technician' });
    await t.intervention(customer, { assigneeId: technician.id });
    expect(await names({}, technician)).toEqual([customer.name]);
  });
});

describe('contacts', () => {
  it('of two that come first in the same instant, one is the main one', async () => {
    const customer = await add({});
    const by = (await t.s.tokens.viewer(admin.token))!;
    const fields = { firstName: '', lastName: 'Roux', email: '', phone: '', main: false, rights: [] };
    const [first, second] = await overlapping(
      t.s.store,
      (tx) => addContactTo(tx, by, customer.id, fields),
      () => t.s.store.transaction((tx) => addContactTo(tx, by, customer.id, fields)),
    );
    expect([first.main, second.main]).toEqual([true, false]);
  });

  it('are the main one when first, until another is chosen', async () => {
    const { id: customerId } = await add({});
    const contact = async (body: object) =>
      (
        await t.ask('POST /customers/:customerId/contacts', {
          as: admin,
          params: { customerId },
          body: { lastName: 'X', ...body },
        })
      ).body;
    const first = await contact({});
    const second = await contact({ main: true });
    const third = await contact({});
    const main = async () => {
      const { body } = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId } });
      return body.contacts.filter((one) => one.main).map(({ id }) => id);
    };
    expect(first.main).toBe(true);
    expect(await main()).toEqual([second.id]);
    const params = { contactId: second.id };
    const refused = await t.ask('PATCH /contacts/:contactId', { as: admin, params, ifMatch: 1, body: { main: false } });
    expect(refused.errors).toEqual([{ field: 'main', code: 'required' }]);
    expect((await t.ask('DELETE /contacts/:contactId', { as: admin, params })).status).toBe(204);
    expect(await main()).toEqual([first.id]);
    expect(third.main).toBe(false);
  });

  it('lose the links that were mailed to an address they no longer have, and keep those that were not', async () => {
    const { contact } = await t.customer(company);
    const mailed = await t.link(contact, undefined, { delivery: 'mail' });
    const copied = await t.link(contact);
    const change = (ifMatch: number, body: object) =>
      t.ask('PATCH /contacts/:contactId', { as: admin, params: { contactId: contact.id }, ifMatch, body });
    const opens = async (as: SignedIn) => (await t.ask('GET /portal', { as })).status;
    await change(1, { phone: '0478123456' });
    expect([await opens(mailed), await opens(copied)]).toEqual([200, 200]);
    await change(2, { email: 'new@client.example' });
    await t.told();
    expect([await opens(mailed), await opens(copied)]).toEqual([401, 200]);
  });

  it('that are removed are gone, with their links and sessions', async () => {
    const { customer, contact } = await t.customer(company, {}, { externalId: 'P1' });
    const link = await t.link(contact);
    const params = { contactId: contact.id };
    expect((await t.ask('DELETE /contacts/:contactId', { as: admin, params })).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /portal', { as: link })).status).toBe(401);
    expect((await t.ask('DELETE /contacts/:contactId', { as: admin, params })).status).toBe(404);
    const read = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId: customer.id } });
    expect(read.body.contacts).toEqual([]);
    const again = await t.ask('POST /customers/:customerId/contacts', {
      as: admin,
      params: { customerId: customer.id },
      body: { lastName: 'Neuf', externalId: 'P1' },
    });
    expect(again.status).toBe(201);
  });
});

describe('customers in bulk', () => {
  const write = async (rows: object[], as = admin) => {
    const { status, body } = await t.ask('POST /customers/batch', { as, body: { rows } });
    expect(status).toBe(200);
    return body.results;
  };
  const row = (n: number, more: object = {}) => ({
    externalId: `C${n}`,
    lastName: `Client ${n}`,
    address: someAddress,
    ...more,
  });

  it('are created, changed or found unchanged, each row by itself', async () => {
    const first = await write([row(1), row(2), { externalId: 'C3' }, row(1, { extra: 'again' })]);
    expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'refused', 'updated']);
    expect(first[2]).toMatchObject({
      externalId: 'C3',
      id: null,
      problem: { code: 'invalid', errors: [{ field: 'lastName', code: 'required' }] },
    });
    expect(first[3]!.id).toBe(first[0]!.id);
    const second = await write([row(1), row(2, { extra: 'Chien' }), { ...row(3), surprise: 1 }]);
    expect(second.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated', 'refused']);
    expect(second[1]!.id).toBe(first[1]!.id);
    expect(second[2]!.problem!.errors).toEqual([{ field: 'surprise', code: 'unknown-field' }]);
    const { body } = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId: first[0]!.id! } });
    expect(body).toMatchObject({ name: 'Client 1', extra: 'again', version: 2 });
  });

  it('write 500 rows at once, and are found by their words', async () => {
    const results = await write(Array.from({ length: 500 }, (_, n) => row(n)));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(await names({ q: 'client 499' })).toEqual(['Client 499']);
  });

  it('do not meet those of another company under the same identifier', async () => {
    await write([row(1)]);
    const other = await t.key(await t.company());
    expect(await write([row(1)], other)).toMatchObject([{ outcome: 'created' }]);
  });

  it('bring their contacts, who stay with their customer', async () => {
    await write([row(1), row(2)]);
    const contacts = async (rows: object[]) => {
      const { body } = await t.ask('POST /contacts/batch', { as: admin, body: { rows } });
      return body.results.map(({ outcome, problem }) => problem?.errors ?? outcome);
    };
    const contact = { externalId: 'P1', customerExternalId: 'C1', lastName: 'Petit', phone: '0478123456' };
    expect(await contacts([contact])).toEqual(['created']);
    expect(await contacts([contact, { ...contact, phone: '04 78 12 34 57' }])).toEqual(['unchanged', 'updated']);
    expect(
      await contacts([
        { ...contact, customerExternalId: 'C2' },
        { ...contact, customerExternalId: 'C9' },
        { ...contact, phone: 'x' },
      ]),
    ).toEqual([
      [{ field: 'customerExternalId', code: 'of-another-customer' }],
      [{ field: 'customerExternalId', code: 'unknown-reference' }],
      [{ field: 'phone', code: 'phone' }],
    ]);
  });
});
