import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { limits } from './limits.ts';
import { run, type Schema } from './store/store.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from './testing.ts';

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

/** Like a row that is there, but for its id and what tells rows apart. */
const fill = async <Table extends keyof typeof limits>(
  table: Table,
  row: Schema[Table]['$inferSelect'],
  times: number,
  apart: (n: number) => object = () => ({}),
) => {
  for (let from = 0; from < times; from += 50)
    await t.s.store.transaction(function* (tx) {
      const some = Array.from({ length: Math.min(50, times - from) }, (_, n) => ({
        ...row,
        id: newId(),
        ...apart(from + n),
      }));
      yield* run(tx.insert(tx.t[table]).values(some as never));
    });
};
const refused = { status: 409, code: 'limit-reached' };

describe('as many as there can be', () => {
  it('of the contacts of a customer: one goes before another comes, a row of a bulk write too', async () => {
    const { customer, contact } = await t.customer(company, { externalId: 'C1' });
    await fill('contacts', { ...contact, main: false }, limits.contacts - 1);
    const params = { customerId: customer.id };
    const add = () => t.ask('POST /customers/:customerId/contacts', { as: admin, params, body: { lastName: 'Un' } });
    expect(await add()).toMatchObject({ ...refused, problem: { most: limits.contacts } });
    const row = { externalId: 'P1', customerExternalId: 'C1', lastName: 'Petit' };
    const { body } = await t.ask('POST /contacts/batch', { as: await t.key(company), body: { rows: [row] } });
    expect(body.results).toMatchObject([{ outcome: 'refused', problem: { code: 'limit-reached' } }]);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: contact.id } });
    expect((await add()).status).toBe(201);
    const other = await t.customer(company, { address: someAddress });
    const theirs = { customerId: other.customer.id };
    const elsewhere = { as: admin, params: theirs, body: { lastName: 'Un' } };
    expect((await t.ask('POST /customers/:customerId/contacts', elsewhere)).status).toBe(201);
  });

  it('of API keys: the revoked are not counted, and the last of them listed', async () => {
    const make = () => t.ask('POST /keys', { as: admin, body: { name: 'ERP' } });
    const { key } = (await make()).body;
    const { keys } = t.s.store.t;
    const row = (await t.s.store.read.select().from(keys)).find(({ id }) => id === key.id)!;
    await fill('keys', row, limits.keys - 1, (n) => ({ secretHash: `${key.id} ${n}` }));
    expect(await make()).toMatchObject(refused);
    expect((await t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } })).status).toBe(204);
    expect((await make()).status).toBe(201);
    const revokedAt = row.createdAt;
    await fill('keys', { ...row, revokedAt }, 300, (n) => ({ secretHash: `${key.id} revoked ${n}` }));
    const { items } = (await t.ask('GET /keys', { as: admin })).body;
    expect([items.length, items.filter(({ revokedAt: at }) => at === null).length]).toEqual([
      limits.keys + 200,
      limits.keys,
    ]);
  });

  it('of fields, those no longer asked included', async () => {
    const body = { label: { fr: 'Étage', en: 'Floor' }, kind: 'text' };
    const add = () => t.ask('POST /fields', { as: admin, body });
    const { body: field } = await add();
    await fill('fields', { ...field, companyId: company.id, active: false }, limits.fields - 1);
    expect(await add()).toMatchObject(refused);
  });

  it('of members', async () => {
    const { token: _token, ...row } = await t.member(company, { status: 'deactivated' });
    await fill('members', row, limits.members - 2, (n) => {
      const email = `m${n}@atelier.example`;
      return { email, emailFolded: email };
    });
    const body = { firstName: 'Émile', lastName: 'Zay', email: 'emile@atelier.example' };
    expect(await t.ask('POST /members', { as: admin, body })).toMatchObject(refused);
  });
});
