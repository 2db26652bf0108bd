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

const reads = async (token: string) => (await t.ask('GET /interventions', { as: token })).status;

describe('a preview', () => {
  test('shows a member what the contact sees, and changes nothing', async () => {
    await t.intervention(customer);
    const { status, body } = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id } } });
    expect([status, body.viewer]).toMatchObject([201, { kind: 'contact', id: contact.id, preview: true }]);
    expect(await reads(body.accessToken)).toBe(200);
    const create = await t.ask('POST /interventions', { as: body.accessToken, body: { description: 'Fuite' } });
    expect(create).toMatchObject({ status: 403, code: 'preview' });
    expect((await t.ask('DELETE /session', { as: body.accessToken })).status).toBe(204);
  });

  test('is for the office', async () => {
    const technician = await t.member(company, { role: 'technician' });
    const { token } = await t.link(contact);
    const body = { preview: { contactId: contact.id } };
    expect((await t.ask('POST /session', { as: technician, body })).status).toBe(403);
    expect((await t.ask('POST /session', { as: token, body })).status).toBe(403);
    expect((await t.ask('POST /session', { body })).status).toBe(401);
  });
});
