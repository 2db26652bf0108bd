/** What a contact may do beside reading is set by the office, and holds at once in whatever they have open. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

const every = ['create', 'validate', 'see_commercial'];

let t: TestApp;
let office: SignedIn;
let link: Awaited<ReturnType<TestApp['link']>>;
let customerId: string;
let contactId: string;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  const company = await t.company();
  office = await t.member(company, { role: 'office' });
  const { customer, contact } = await t.customer(company, { externalId: 'durand' });
  customerId = customer.id;
  contactId = contact.id;
  link = await t.link(contact);
});

const set = (rights: string[], ifMatch = 1) =>
  t.ask('PATCH /contacts/:contactId', { as: office, params: { contactId }, ifMatch, body: { rights } });
const request = () => t.ask('POST /interventions', { as: link, body: { description: 'Fuite' } });
const add = (body: object) =>
  t.ask('POST /customers/:customerId/contacts', { as: office, params: { customerId }, body });
const write = (row: object) =>
  t.ask('POST /contacts/batch', {
    as: office,
    body: { rows: [{ externalId: 'paul', customerExternalId: 'durand', ...row }] },
  });
const rightsOf = async (lastName: string) => {
  const { body } = await t.ask('GET /customers/:customerId', { as: office, params: { customerId } });
  return body.contacts.find((contact) => contact.lastName === lastName)?.rights;
};

describe('the rights of a contact', () => {
  it('are all of them, unless the office says which', async () => {
    expect((await add({ lastName: 'Roux' })).body.rights).toEqual(every);
    expect((await add({ lastName: 'Blanc', rights: ['validate'] })).body.rights).toEqual(['validate']);
    expect((await add({ lastName: 'Noir', rights: ['everything'] })).errors).toEqual([
      { field: 'rights.0', code: 'invalid' },
    ]);
  });

  it('are read in one order and once each, however they were named', async () => {
    expect((await set(['validate', 'create', 'create'])).body.rights).toEqual(['create', 'validate']);
    const again = await set(['create', 'validate'], 2);
    expect([again.status, again.body.version]).toEqual([200, 2]);
  });

  it('are named in the journal when they change', async () => {
    await set([]);
    const { journal } = t.s.store.t;
    const entries = await t.s.store.read.select().from(journal);
    expect(entries.filter(({ subjectId }) => subjectId === contactId)).toMatchObject([
      { kind: 'contact.changed', fields: ['rights'] },
    ]);
  });

  it('are written by rows of a bulk write, which leave them as they are where they say nothing', async () => {
    await write({ lastName: 'Paul' });
    expect(await rightsOf('Paul')).toEqual(every);
    await write({ rights: ['see_commercial'] });
    await write({ firstName: 'Anne' });
    expect(await rightsOf('Paul')).toEqual(['see_commercial']);
  });

  it('hold at once in the sessions that are open, and in none are those of before', async () => {
    const head = async () => (await t.ask('GET /portal', { as: link })).body.can;
    expect(await head()).toEqual(['create_intervention']);
    await set(['validate']);
    const refused = await request();
    expect([refused.status, refused.code]).toEqual([403, 'forbidden']);
    await t.told();
    expect(await head()).toEqual([]);
    await set(every, 2);
    await t.told();
    expect((await request()).status).toBe(201);
    expect(await head()).toEqual(['create_intervention']);
  });

  it('are told to the page that opens a session', async () => {
    await set(['validate']);
    const opened = await t.ask('POST /session', { body: { link: link.link } });
    expect(opened.body.viewer).toMatchObject({ kind: 'contact', rights: ['validate'] });
  });
});
