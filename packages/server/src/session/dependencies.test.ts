import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../store/store.ts';
import { everyPart, testApp, type TestApp } from '../testing.ts';
import { now } from '../time.ts';

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

const open = (link: string) => t.ask('POST /session', { body: { link } });
const reads = async (token: string) => (await t.ask('GET /interventions', { as: token })).status;

describe('what a session depends on ends it at once', () => {
  const endsWith = async (token: string, end: () => Promise<{ status: number }>) => {
    expect(await reads(token)).toBe(200);
    expect((await end()).status).toBeLessThan(300);
    await t.told();
    expect(await reads(token)).toBe(401);
  };

  test('the contact being removed', async () => {
    const other = await t.contact(customer);
    const { token } = await t.link(other);
    await endsWith(token, () => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: other.id } }));
  });

  test('the address that a link was mailed to no longer being the contact’s', async () => {
    const other = await t.contact(customer);
    const { token } = await t.link(other, undefined, { delivery: 'mail' });
    const change = { as: admin, params: { contactId: other.id }, ifMatch: 1, body: { email: 'new@client.example' } };
    await endsWith(token, () => t.ask('PATCH /contacts/:contactId', change));
  });

  test('the member being deactivated, previews included', async () => {
    const member = await t.member(company, { role: 'office' });
    const preview = await t.ask('POST /session', { as: member, body: { preview: { contactId: contact.id } } });
    const end = () =>
      t.ask('PATCH /members/:memberId', {
        as: admin,
        params: { memberId: member.id },
        ifMatch: 1,
        body: { active: false },
      });
    await endsWith(member.token, end);
    expect(await reads(preview.body.accessToken)).toBe(401);
  });

  test('the API key being revoked, with the sessions that it opened', async () => {
    const { body: made } = await t.ask('POST /keys', { as: admin, body: { name: 'Site web' } });
    const opened = await t.ask('POST /session', { as: made.secret, body: { contactId: contact.id } });
    await endsWith(made.secret, () => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: made.key.id } }));
    expect(await reads(opened.body.accessToken)).toBe(401);
  });

  test('signing out, and no other session', async () => {
    const { link } = await t.link(contact);
    const [one, other] = [(await open(link)).body.accessToken, (await open(link)).body.accessToken];
    await endsWith(one, () => t.ask('DELETE /session', { as: one }));
    expect(await reads(other)).toBe(200);
  });

  test('its own time, wherever it is asked for', async () => {
    const { token, sessionId } = await t.session({ companyId: company.id, memberId: admin.id });
    expect(await reads(token)).toBe(200);
    await t.s.store.transaction(function* (tx) {
      const { sessions } = tx.t;
      yield* run(tx.update(sessions).set({ expiresAt: now() }).where(eq(sessions.id, sessionId)));
    });
    const other = await testAgain();
    onTestFinished(() => other.journal.close());
    expect(await other.tokens.recall(company.id, `session:${sessionId}`)).toBeNull();
    expect(await other.tokens.viewer(token)).toBeNull();
  });
});

/** Another process on the same database: nothing in memory yet. */
const testAgain = async () => {
  const { openServices } = await import('../services.ts');
  return openServices(t.s);
};

describe('what a viewer may do follows at once', () => {
  test('from another role', async () => {
    const member = await t.member(company, { role: 'technician' });
    expect((await t.ask('GET /links', { as: member })).status).toBe(403);
    await t.ask('PATCH /members/:memberId', {
      as: admin,
      params: { memberId: member.id },
      ifMatch: 1,
      body: { role: 'office' },
    });
    await t.told();
    expect((await t.ask('GET /links', { as: member })).status).toBe(401);
    const again = await t.session({ companyId: company.id, memberId: member.id });
    expect((await t.ask('GET /links', { as: again })).status).toBe(200);
  });

  test('from a right taken away', async () => {
    const member = await t.member(company, { role: 'office' });
    await t.customer(company);
    expect((await t.ask('GET /customers', { as: member })).body.items).not.toHaveLength(0);
    const body = { rights: { see_all: false } };
    await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: member.id }, ifMatch: 1, body });
    await t.told();
    const again = await t.session({ companyId: company.id, memberId: member.id });
    expect((await t.ask('GET /customers', { as: again })).body.items).toHaveLength(0);
  });

  test('from a part of the portal that is switched off for everyone, and on again for one', async () => {
    const other = await t.company();
    const boss = await t.member(other);
    const made = await t.customer(other);
    const { token } = await t.link(made.contact);
    const sites = () => t.ask('GET /sites', { as: token });
    expect((await sites()).status).toBe(200);
    await t.ask('PATCH /company', { as: boss, ifMatch: 1, body: { options: { ...everyPart, sites: false } } });
    await t.told();
    expect(await sites()).toMatchObject({ status: 403, code: 'part-off' });
    const body = { options: { sites: true } };
    await t.ask('PATCH /customers/:customerId', {
      as: boss,
      params: { customerId: made.customer.id },
      ifMatch: 1,
      body,
    });
    await t.told();
    expect((await sites()).status).toBe(200);
  });
});
