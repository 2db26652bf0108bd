import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

test('a link opens a session that reads its interventions', async () => {
  const company = await t.company();
  const { contact, customer } = await t.customer(company);
  await t.intervention(customer);
  const { link } = await t.link(contact);
  const opened = await t.ask('POST /session', { body: { link } });
  expect(opened.status).toBe(201);
  const list = await t.ask('GET /interventions', { as: opened.body.accessToken });
  expect(list.status).toBe(200);
  expect(list.body.items).toHaveLength(1);
});
