/** Who is told that an access has ended finds it ended on the node that told them, however late its journal is read. */
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn & { id: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  admin = await t.member(company);
});
afterAll(() => t.close());

const visit = async (as: SignedIn) => (await t.ask('GET /interventions', { as })).status;

/** What the process reads of its journal comes once the test has ended. */
const holdJournal = () => {
  const { journal } = t.s;
  const held = Promise.withResolvers<void>();
  const read = journal.after.bind(journal);
  const spy = vi.spyOn(journal, 'after').mockImplementation(async (...asked) => {
    await held.promise;
    return await read(...asked);
  });
  onTestFinished(() => {
    spy.mockRestore();
    held.resolve();
  });
};

test('a link that was revoked opens nothing once that is answered', async () => {
  const link = await t.link((await t.customer(company)).contact);
  expect(await visit(link)).toBe(200);
  holdJournal();
  const params = { linkId: link.id };
  expect((await t.ask('DELETE /links/:linkId', { as: admin, params })).status).toBe(204);
  expect(await visit(link)).toBe(401);
});

test('a key that was revoked, and a member who was deactivated, do nothing once that is answered', async () => {
  const key = await t.key(company);
  const member = await t.member(company, { role: 'office' });
  expect([await visit(key), await visit(member)]).toEqual([200, 200]);
  holdJournal();
  expect((await t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } })).status).toBe(204);
  const params = { memberId: member.id };
  const ended = await t.ask('PATCH /members/:memberId', { as: admin, params, ifMatch: 1, body: { active: false } });
  expect(ended.status).toBe(200);
  expect([await visit(key), await visit(member)]).toEqual([401, 401]);
});

test('a part of the portal that was switched off is off once that is answered', async () => {
  const { customer, contact } = await t.customer(company);
  const link = await t.link(contact);
  const sites = async () => (await t.ask('GET /sites', { as: link })).status;
  expect(await sites()).toBe(200);
  holdJournal();
  const params = { customerId: customer.id };
  const body = { options: { sites: false } };
  expect((await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body })).status).toBe(200);
  expect(await sites()).toBe(403);
});
