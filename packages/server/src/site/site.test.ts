import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
});

const add = (body: object) =>
  t.ask('POST /sites', { as: admin, body: { customerId: customer.id, name: 'Chalet', address: someAddress, ...body } });
const names = async (as: SignedIn, query: Record<string, string | number> = {}) => {
  const { body } = await t.ask('GET /sites', { as, query });
  return body.items.map(({ name }) => name);
};

describe('sites', () => {
  it('are added to a customer, with whom to ask for there', async () => {
    const { status, body } = await add({ contact: { name: 'Gardien', phone: '0478123456' } });
    expect(status).toBe(201);
    expect(body.contact).toEqual({ name: 'Gardien', phone: '04 78 12 34 56', email: '' });
    expect((await t.ask('GET /sites/:siteId', { as: admin, params: { siteId: body.id } })).body).toEqual(body);
  });

  it('are refused for a customer of another company, as for one that does not exist', async () => {
    const { customer: foreign } = await t.customer(await t.company());
    expect((await add({ customerId: foreign.id })).errors).toEqual([
      { field: 'customerId', code: 'unknown-reference' },
    ]);
  });

  it('have contacts whose number can be dialled from there', async () => {
    const swiss = { ...someAddress, country: 'CH' };
    const { body } = await add({ address: swiss, contact: { name: 'Hauswart', phone: '0446681800' } });
    expect(body.contact!.phone).toBe('044 668 18 00');
    const params = { siteId: body.id };
    const refused = await t.ask('PATCH /sites/:siteId', {
      as: admin,
      params,
      ifMatch: 1,
      body: { contact: { name: 'Hauswart', phone: '04 78 12' } },
    });
    expect(refused.errors).toEqual([{ field: 'contact.phone', code: 'phone' }]);
    const changed = await t.ask('PATCH /sites/:siteId', { as: admin, params, ifMatch: 1, body: { contact: null } });
    expect(changed.body).toMatchObject({ contact: null, name: 'Chalet', version: 2 });
    expect((await t.ask('PATCH /sites/:siteId', { as: admin, params, ifMatch: 1, body: {} })).status).toBe(412);
  });

  it('are listed by name, in pages', async () => {
    for (const name of ['Éparges', 'atelier', 'Zinal', 'Étang']) await add({ name });
    const first = await t.ask('GET /sites', { as: admin, query: { limit: 2 } });
    const second = await t.ask('GET /sites', { as: admin, query: { limit: 2, cursor: first.body.next! } });
    expect([first, second].map(({ body }) => body.items.map(({ name }) => name))).toEqual([
      ['atelier', 'Éparges'],
      ['Étang', 'Zinal'],
    ]);
    expect(second.body.next).toBeNull();
  });

  it('are listed with the numbers in their names as numbers, page after page', async () => {
    const inOrder = ['Bâtiment 1', 'Bâtiment 2', 'Bâtiment 9 bis', 'Bâtiment 10', 'Bâtiment 100', 'Bâtiment A'];
    for (const name of inOrder.toReversed()) await add({ name });
    const listed: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page: { items: { name: string }[]; next: string | null } = (
        await t.ask('GET /sites', { as: admin, query: { limit: 2, ...(cursor && { cursor }) } })
      ).body;
      listed.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor);
    expect(listed).toEqual(inOrder);
  });

  it('are seen within the scope of a link, and no further', async () => {
    const { body: here } = await add({ name: 'Ici' });
    await add({ name: 'Ailleurs' });
    const { customer: neighbour } = await t.customer(company);
    await t.site(neighbour, { name: 'Voisin' });
    const whole = await t.link(contact);
    const site = await t.link(contact, { kind: 'site', id: here.id });
    expect(await names(admin)).toEqual(['Ailleurs', 'Ici', 'Voisin']);
    expect(await names(admin, { customerId: neighbour.id })).toEqual(['Voisin']);
    expect(await names(whole)).toEqual(['Ailleurs', 'Ici']);
    expect(await names(whole, { customerId: neighbour.id })).toEqual([]);
    expect(await names(site)).toEqual(['Ici']);
  });

  it('are not shown to customers where the company switched them off', async () => {
    const { customer: other, contact: theirs } = await t.customer(company, { options: { sites: false } });
    await t.site(other);
    const asked = await t.ask('GET /sites', { as: await t.link(theirs) });
    expect(asked).toMatchObject({ status: 403, code: 'part-off' });
    expect(await names(await t.link(contact))).toEqual([]);
  });

  it('in bulk follow the company’s own identifiers, and stay with their customer', async () => {
    await t.customer(company, { externalId: 'C1' });
    await t.customer(company, { externalId: 'C2' });
    const write = async (rows: object[]) => {
      const { body } = await t.ask('POST /sites/batch', { as: admin, body: { rows } });
      return body.results.map(({ outcome, problem }) => problem?.errors ?? outcome);
    };
    const row = { externalId: 'S1', customerExternalId: 'C1', name: 'Atelier', address: someAddress };
    expect(await write([row, { ...row, name: 'Entrepôt' }])).toEqual(['created', 'updated']);
    expect(await write([{ externalId: 'S1', customerExternalId: 'C1', contact: null }])).toEqual(['unchanged']);
    expect(await write([{ ...row, customerExternalId: 'C2' }])).toEqual([
      [{ field: 'customerExternalId', code: 'of-another-customer' }],
    ]);
    expect(await write([{ externalId: 'S2', customerExternalId: 'C1' }])).toEqual([
      [{ field: 'name', code: 'required' }],
    ]);
  });
});
