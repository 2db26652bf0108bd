import { getTableName, is, Table } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { holdTimers } from '../timers.testing.ts';

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

const entries = async (kind: string, subjectId: string) =>
  (await t.s.journal.after(company.id, 0, 100_000)).filter(
    (entry) => entry.kind === kind && entry.subjectId === subjectId,
  );

describe('a secure link', () => {
  test('opens a session for its contact, in its scope', async () => {
    const site = await t.site(customer);
    const { link } = await t.link(contact, { kind: 'site', id: site.id });
    const { status, body } = await open(link);
    expect(status).toBe(201);
    expect(body.viewer).toMatchObject({
      kind: 'contact',
      id: contact.id,
      customerId: customer.id,
      scope: { kind: 'site', id: site.id },
      preview: false,
    });
    expect(body.company).toEqual({ id: company.id, name: 'Atelier des Monts' });
    expect(await reads(body.accessToken)).toBe(200);
  });

  test('still opens for its person when machines opened it twenty times before', async () => {
    const { link } = await t.link(contact);
    for (let i = 0; i < 20; i++) expect((await open(link)).status).toBe(201);
    expect(await reads((await open(link)).body.accessToken)).toBe(200);
  });

  test('tells when it was last used, and the journal once in a while', async () => {
    const { link, id } = await t.link(contact);
    for (let i = 0; i < 3; i++) await open(link);
    const { body } = await t.ask('GET /links', { as: admin, query: { customerId: customer.id, limit: 200 } });
    expect(body.items.find((item) => item.id === id)?.lastUsedAt).not.toBeNull();
    expect(await entries('link.used', id)).toHaveLength(1);
  });

  test('says that it has expired; one that is altered, revoked, foreign or of a removed contact says only that it is none', async () => {
    const past = { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2025-02-01T00:00:00.000Z' };
    const expired = await t.link(contact, undefined, past);
    expect(await open(expired.link)).toMatchObject({ status: 401, code: 'link-expired' });

    const invalid = { status: 401, code: 'link-invalid' };
    const revoked = await t.link(contact, undefined, { ...past, revokedAt: now() });
    const removed = await t.contact(customer, { removedAt: now() });
    const ofRemoved = await t.link(contact, undefined, { contactId: removed.id, ...past });
    for (const link of [revoked.link, ofRemoved.link, `${expired.link}x`, expired.link.slice(0, -5), 'x', '', '#']) {
      expect(await open(link)).toMatchObject(invalid);
    }
  });

  test('is dead within a second of being revoked, also while it is used', async () => {
    const timers = holdTimers();
    const { link, id } = await t.link(contact);
    const { body } = await open(link);
    const token = body.accessToken;
    let revoking = false;
    let visits = 0;
    const visit = async () => {
      for (; (await reads(token)) === 200; visits++) await new Promise(setImmediate);
      expect(revoking).toBe(true);
      // Nothing that was kept brings it back.
      for (let again = 0; again < 3; again++) expect(await reads(token)).toBe(401);
    };
    const revoke = async () => {
      await expect.poll(() => visits).toBeGreaterThan(20);
      revoking = true;
      expect((await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: id } })).status).toBe(204);
      await timers.pass(1000);
    };
    await Promise.all([visit(), visit(), visit(), revoke()]);
    expect(await open(link)).toMatchObject({ code: 'link-invalid' });
  });
});

test('a page opens sessions of the company that registered it alone', async () => {
  const other = await t.company({ origins: ['https://www.atelier.example'] });
  const { contact: theirs } = await t.customer(other);
  const headers = { origin: 'https://www.atelier.example' };
  expect((await t.ask('POST /session', { body: { link: (await t.link(theirs)).link }, headers })).status).toBe(201);
  expect(await t.ask('POST /session', { body: { link: (await t.link(contact)).link }, headers })).toMatchObject({
    status: 403,
    code: 'origin-not-allowed',
  });
});

test('no link, token, key or cookie is stored or logged', async () => {
  t.logged.length = 0;
  const { body } = await t.ask('POST /links', {
    as: admin,
    body: { contactId: contact.id },
    headers: { 'idempotency-key': 'canary' },
  });
  const link = body.url?.split('#')[1] ?? '';
  const opened = await t.ask('POST /session', { body: { link, keep: true }, headers: { origin: testUrl } });
  const cookie = opened.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
  const { body: made } = await t.ask('POST /keys', { as: admin, body: { name: 'ERP' } });
  await t.ask('GET /company', { as: made.secret });
  const secrets = [link, opened.body.accessToken, cookie, made.secret];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(40);

  let stored = '';
  for (const table of Object.values(t.s.store.t)) {
    if (is(table, Table)) stored += getTableName(table) + JSON.stringify(await t.s.store.read.select().from(table));
  }
  for (const secret of secrets) {
    expect(stored).not.toContain(secret);
    expect(t.logged.join('')).not.toContain(secret);
    // Signatures and secrets in part would do as well.
    expect(stored).not.toContain(secret.slice(-40));
  }
});
