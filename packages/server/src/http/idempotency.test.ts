import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../store/store.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let customer: { id: string; companyId: string };
let key: SignedIn;
let admin: SignedIn & { id: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  ({ customer } = await t.customer(company));
  key = await t.key(company);
  admin = await t.member(company);
});
afterAll(() => t.close());

const newSite = (more: object = {}) => ({ customerId: customer.id, name: 'Chalet', address: someAddress, ...more });

describe('Idempotency-Key', () => {
  const create = (headers: Record<string, string>, body: object = newSite(), as = key) =>
    t.ask('POST /sites', { as, headers, body });
  const countSites = async () => (await t.ask('GET /sites', { as: key, query: { limit: 200 } })).body.items.length;

  test('one effect and the same answer, however often it is sent', async () => {
    const headers = { 'idempotency-key': 'one' };
    const before = await countSites();
    const first = await create(headers);
    const again = await create(headers);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await countSites()).toBe(before + 1);
  });

  test('also when it is sent ten times at once', async () => {
    const before = await countSites();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({ 'idempotency-key': 'ten' })));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await countSites()).toBe(before + 1);
  });

  test('is refused for another body, another route, another address', async () => {
    const headers = { 'idempotency-key': 'two' };
    await create(headers);
    const reused = { status: 422, code: 'idempotency-key-reused' };
    expect(await create(headers, newSite({ name: 'Autre' }))).toMatchObject(reused);
    expect(
      await t.ask('POST /fields', { as: admin, headers, body: { label: { fr: 'a', en: 'b' }, kind: 'text' } }),
    ).toMatchObject({ status: 201 });
    expect(
      await t.ask('POST /customers', { as: key, headers, body: { lastName: 'X', address: someAddress } }),
    ).toMatchObject(reused);
  });

  test('is each caller’s own', async () => {
    const headers = { 'idempotency-key': 'three' };
    const [ours, theirs] = [await create(headers), await create(headers, newSite(), admin)];
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(ours.body.id);
  });

  test('keeps no refusal: what was put right may be sent again', async () => {
    const headers = { 'idempotency-key': 'four' };
    const lost = newSite({ customerId: '018f0000-0000-7000-8000-000000000000' });
    expect((await create(headers, lost)).status).toBe(422);
    expect((await create(headers)).status).toBe(201);
  });

  test('does nothing a second time under a secret that has changed since, and says so', async () => {
    const headers = { 'idempotency-key': 'six' };
    await create(headers);
    const before = await countSites();
    await t.s.store.transaction(function* (tx) {
      const { idempotency } = tx.t;
      // What was sealed for another does not open either.
      yield* run(tx.update(idempotency).set({ reply: 'bm90IHNlYWxlZCBieSB0aGlz' }).where(eq(idempotency.key, 'six')));
    });
    expect(await create(headers)).toMatchObject({ status: 409, code: 'reply-lost' });
    expect(await countSites()).toBe(before);
  });

  test('keeps the answer sealed, secrets and all', async () => {
    const { body } = await t.ask('POST /keys', {
      as: admin,
      headers: { 'idempotency-key': 'five' },
      body: { name: 'ERP' },
    });
    const rows = await t.s.store.read.select().from(t.s.store.t.idempotency);
    expect(JSON.stringify(rows)).not.toContain(body.secret);
    const again = await t.ask('POST /keys', {
      as: admin,
      headers: { 'idempotency-key': 'five' },
      body: { name: 'ERP' },
    });
    expect(again.body).toEqual(body);
  });

  test('tells a secret again to the session that was given it, and to no other of the same member', async () => {
    const { contact } = await t.customer(company);
    const other = await t.session({ companyId: company.id, memberId: admin.id });
    const lost = { status: 409, code: 'reply-lost' };
    const headers = { 'idempotency-key': 'bound' };
    const key = { headers, body: { name: 'ERP' } };
    expect((await t.ask('POST /keys', { as: admin, ...key })).status).toBe(201);
    expect(await t.ask('POST /keys', { as: other, ...key })).toMatchObject(lost);
    const link = { headers: { 'idempotency-key': 'bound-link' }, body: { contactId: contact.id } };
    expect((await t.ask('POST /links', { as: admin, ...link })).status).toBe(201);
    expect(await t.ask('POST /links', { as: other, ...link })).toMatchObject(lost);
  });

  test('keeps the address of a link sealed as well', async () => {
    const { contact } = await t.customer(company);
    const asked = { as: admin, headers: { 'idempotency-key': 'link' }, body: { contactId: contact.id } };
    const { body } = await t.ask('POST /links', asked);
    const { body: again } = await t.ask('POST /links', asked);
    expect(again).toEqual(body);
    const token = new URL(body.url!).hash.slice(1);
    const tables = Object.values(t.s.store.t).map((table) => t.s.store.read.select().from(table));
    const everywhere = [JSON.stringify(await Promise.all(tables)), ...t.logged].join('\n');
    for (const part of token.split('.').slice(1)) expect(everywhere).not.toContain(part);
  });

  test('must be a short word', async () => {
    for (const word of ['', 'a b', 'x'.repeat(201)]) {
      expect(await create({ 'idempotency-key': word })).toMatchObject({
        status: 422,
        errors: [{ field: 'Idempotency-Key' }],
      });
    }
  });
});
