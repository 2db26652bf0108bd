import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { someAddress, testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let key: SignedIn;
let admin: SignedIn;
let link: SignedIn;
let newSite: () => object;
beforeAll(async () => {
  t = await testApp();
  const company = await t.company();
  const { customer, contact } = await t.customer(company);
  key = await t.key(company);
  admin = await t.member(company);
  link = await t.link(contact);
  newSite = () => ({ customerId: customer.id, name: 'Chalet', address: someAddress });
});
afterAll(() => t.close());

describe('an unchanged answer', () => {
  const list = (as: SignedIn, etag?: string, query = {}) =>
    t.ask('GET /sites', { as, query, headers: etag === undefined ? {} : { 'if-none-match': etag } });

  test('is a 304 without a body, until something changes', async () => {
    const etag = (await list(key)).headers.get('etag')!;
    const unchanged = await list(key, etag);
    expect([unchanged.status, unchanged.text, unchanged.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await list(key, `"other", ${etag}`)).status).toBe(304);
    await t.ask('POST /sites', { as: key, body: newSite() });
    expect((await list(key, etag)).status).toBe(200);
  });

  test('is known at once on an embedded database: nothing is read, nothing waited for', async () => {
    const etag = (await list(key)).headers.get('etag')!;
    const headers = { authorization: `Bearer ${key.token}`, 'if-none-match': etag };
    const answer = t.app.fetch(new Request(`${testUrl}/v1/sites`, { headers }));
    expect(answer instanceof Promise).toBe(!t.s.store.isCurrent());
    expect((await answer).status).toBe(304);
  });

  test('is one viewer’s at one address', async () => {
    const etag = (await list(admin)).headers.get('etag')!;
    expect((await list(admin, etag)).status).toBe(304);
    if (t.s.store.isCurrent()) {
      expect((await list(key, etag)).status).toBe(200);
      expect((await list(admin, etag, { limit: 1 })).status).toBe(200);
    }
  });

  test('is kept by the caller’s browser alone, and asked for again each time', async () => {
    const { headers } = await list(link);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toContain('authorization');
    expect((await t.ask('POST /sites', { as: key, body: newSite() })).headers.get('cache-control')).toBe('no-store');
  });

  test('does not tell how often the company changes', async () => {
    const tags: string[] = [];
    for (let i = 0; i < 3; i++) {
      tags.push((await list(key)).headers.get('etag')!.replace(/^W\/|"/g, ''));
      await t.ask('POST /sites', { as: key, body: newSite() });
    }
    expect(new Set(tags).size).toBe(3);
    // A count, in whatever writing, would leave most of these characters as they were.
    const [first = '', ...others] = tags.map((tag) => tag.slice(0, 16));
    for (const other of others) expect([...other].filter((sign, at) => sign === first[at]).length).toBeLessThan(8);
  });
});

test.each(['interventions', 'portal'])(
  'what is read most waits for nothing on an embedded database: %s',
  async (path) => {
    const headers = { authorization: `Bearer ${link.token}` };
    await t.app.request(`/v1/${path}`, { headers });
    const answer = t.app.fetch(new Request(`${testUrl}/v1/${path}`, { headers }));
    expect(answer instanceof Promise).toBe(!t.s.store.isCurrent());
    expect((await answer).status).toBe(200);
  },
);
