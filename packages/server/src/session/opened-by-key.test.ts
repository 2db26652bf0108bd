import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let customer: { id: string; companyId: string };
let contact: { id: string; companyId: string; customerId: string };
let admin: { id: string; token: string };

beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  ({ customer, contact } = await t.customer(company));
  admin = await t.member(company);
});
afterAll(() => t.close());

describe('a company’s backend opens sessions for its signed-in customers', () => {
  test('with its key, for a contact and a scope', async () => {
    const key = await t.key(company);
    const intervention = await t.intervention(customer);
    const scope = { kind: 'intervention', id: intervention.id };
    const { status, body } = await t.ask('POST /session', { as: key, body: { contactId: contact.id, scope } });
    expect([status, body.viewer]).toMatchObject([201, { kind: 'contact', id: contact.id, scope }]);
    const list = await t.ask('GET /interventions', { as: body.accessToken });
    expect(list.body.items.map(({ id }) => id)).toEqual([intervention.id]);
  });

  test('never for somebody else’s contact or things', async () => {
    const key = await t.key(company);
    const stranger = await t.customer(await t.company());
    const neighbour = await t.customer(company);
    const theirs = await t.site(neighbour.customer);
    const ask = (body: object) => t.ask('POST /session', { as: key, body });
    expect(await ask({ contactId: stranger.contact.id })).toMatchObject({
      status: 422,
      errors: [{ field: 'contactId', code: 'unknown-reference' }],
    });
    expect(await ask({ contactId: contact.id, scope: { kind: 'site', id: theirs.id } })).toMatchObject({
      status: 422,
      errors: [{ field: 'scope.id' }],
    });
    expect(await ask({ contactId: contact.id, scope: { kind: 'customer', id: neighbour.customer.id } })).toMatchObject({
      status: 422,
    });
  });

  test('and nobody else does', async () => {
    const { token } = await t.link(contact);
    for (const as of [token, admin.token]) {
      expect(await t.ask('POST /session', { as, body: { contactId: contact.id } })).toMatchObject({ status: 403 });
    }
    expect(await t.ask('POST /session', { body: { contactId: contact.id } })).toMatchObject({ status: 401 });
  });

  test('the use of a key is written down', async () => {
    const key = await t.key(company);
    await t.ask('GET /company', { as: key });
    const used = async () =>
      (await t.ask('GET /keys', { as: admin })).body.items.find(({ id }) => id === key.id)?.lastUsedAt;
    await expect.poll(used).toBeTruthy();
  });
});
