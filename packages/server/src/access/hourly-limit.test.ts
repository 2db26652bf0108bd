import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { paper } from '../demo/paper.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import type { Allowance } from './throttle.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let contact: Awaited<ReturnType<TestApp['contact']>>;
let customerId: string;
let link: Awaited<ReturnType<TestApp['link']>>;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ contact } = await t.customer(company));
  customerId = contact.customerId;
  link = await t.link(contact);
});

const request = (as: SignedIn, more: object = {}) =>
  t.ask('POST /interventions', { as, body: { description: 'Fuite', ...more } });
const document = paper({ title: 'Plan', lines: [] });
const send = (as: SignedIn) => t.ask('POST /files', { as, query: { name: 'plan.pdf' }, body: document });
const counted = (answers: { status: number }[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const together = <Out>(count: number, act: () => Promise<Out>) => Promise.all(Array.from({ length: count }, act));
const use = async (allowance: Allowance, who: string, times: number) => {
  for (let n = 0; n < times; n++) await t.s.throttle.take(allowance, who);
};

describe('a contact', () => {
  test('asks for twenty interventions an hour by one link, also all at once, and still has another', async () => {
    const other = await t.link(contact);
    const answers = await together(30, () => request(link));
    expect(counted(answers)).toEqual({ 201: 20, 429: 10 });
    const refused = await request(link);
    expect(refused).toMatchObject({ status: 429, code: 'hourly-limit' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
    const { body } = await t.ask('GET /interventions', { as: admin, query: { limit: 200 } });
    expect(body.items).toHaveLength(20);
    expect((await request(other)).status).toBe(201);
  });

  test('whose limit is spent still gets the answer to what was done before', async () => {
    const headers = { 'idempotency-key': 'one' };
    const ask = () => t.ask('POST /interventions', { as: link, headers, body: { description: 'Fuite' } });
    const { body } = await ask();
    await use('requestContact', `${company.id} ${contact.id}`, 39);
    expect((await request(link)).status).toBe(429);
    expect(await ask()).toMatchObject({ status: 201, body: { id: body.id } });
  });

  test('takes nothing from another', async () => {
    await use('requestContact', `${company.id} ${contact.id}`, 40);
    // By whatever link.
    for (const as of [link, await t.link(contact)]) expect((await request(as)).status).toBe(429);
    const other = await t.customer(company);
    expect((await request(await t.link(other.contact))).status).toBe(201);
  });

  test('sends sixty files an hour by one link, twice as many by all', async () => {
    await use('uploadLink', `${company.id} link:${link.id}`, 59);
    expect((await send(link)).status).toBe(201);
    expect(await send(link)).toMatchObject({ status: 429, code: 'hourly-limit' });
    const other = await t.link(contact);
    expect((await send(other)).status).toBe(201);
    await use('uploadContact', `${company.id} ${contact.id}`, 118);
    expect((await send(other)).status).toBe(429);
  });

  test('who has no file left to send is refused before its bytes are taken, and still gets the answer to what came before', async () => {
    const headers = { 'idempotency-key': 'one' };
    const query = { name: 'plan.pdf' };
    const sendAgain = () => t.ask('POST /files', { as: link, query, body: document, headers });
    const { body: sent } = await sendAgain();
    await use('uploadContact', `${company.id} ${contact.id}`, 119);
    const pull = vi.fn(() => Promise.reject(new Error('nobody is to read this')));
    const request = new Request(`${testUrl}/v1/files?name=plan.pdf`, {
      method: 'POST',
      duplex: 'half',
      headers: { authorization: `Bearer ${link.token}` },
      body: new ReadableStream({ pull }, { highWaterMark: 0 }),
    });
    expect((await t.app.fetch(request)).status).toBe(429);
    expect(pull).not.toHaveBeenCalled();
    expect(await sendAgain()).toMatchObject({ status: 201, body: { id: sent.id } });
  });

  test('keeps their own limit while the ceiling of the company refuses them', async () => {
    await use('requestCompany', company.id, 300);
    for (let n = 0; n < 21; n++) expect((await request(link)).status).toBe(429);
    await t.s.throttle.peek('requestContact', `${company.id} ${contact.id}`);
  });
});

test('all contacts of a company have a ceiling together; its office and its programs are not held to it', async () => {
  await use('requestCompany', company.id, 300);
  await use('uploadCompany', company.id, 1000);
  expect(await request(link)).toMatchObject({ status: 429, code: 'hourly-limit' });
  expect(await send(link)).toMatchObject({ status: 429, code: 'hourly-limit' });
  for (const as of [admin, await t.key(company)]) {
    expect((await request(as, { customerId })).status).toBe(201);
    expect((await send(as)).status).toBe(201);
  }
  const elsewhere = await t.customer(await t.company());
  expect((await request(await t.link(elsewhere.contact))).status).toBe(201);
});

test('of 120 files that one person sends at the same time, fifty are taken', async () => {
  expect(counted(await together(120, () => send(admin)))).toEqual({ 201: 50, 409: 70 });
  expect(await send(admin)).toMatchObject({ status: 409, code: 'too-many-files' });
});
