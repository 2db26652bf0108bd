import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Journal } from '../journal/journal.ts';
import { openStore } from '../open-store.ts';
import { StoreError } from '../store/store.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { openOrigins } from './origins.ts';

const site = 'https://www.atelier.example';
const elsewhere = 'https://www.autre.example';

let t: TestApp;
let key: SignedIn;
let link: SignedIn;
beforeAll(async () => {
  t = await testApp();
  const company = await t.company({ origins: [site] });
  await t.company({ origins: [elsewhere] });
  key = await t.key(company);
  link = await t.link((await t.customer(company)).contact);
});
afterAll(() => t.close());

describe('pages of other origins', () => {
  const from = (origin: string, as: SignedIn | null) => t.ask('GET /interventions', { as, headers: { origin } });
  const preflight = (origin: string) =>
    t.app.request(`${testUrl}/v1/interventions`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  test('a preflight is answered for any registered origin, and no other', async () => {
    for (const origin of [site, elsewhere]) {
      const { status, headers } = await preflight(origin);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
      expect(headers.get('access-control-allow-headers')).toContain('authorization');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    for (const origin of [
      'https://evil.example',
      'null',
      `${site}.evil.example`,
      site.replace('https', 'http'),
      `${site}:8443`,
    ]) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('a preflight of whoever mounts the app is told that the database does not answer, by its code', async () => {
    const failed = new StoreError('unavailable', 'the connection was lost');
    vi.spyOn(t.s.origins, 'refresh').mockRejectedValue(failed);
    const answer = await preflight('https://unknown.example');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ code: 'unavailable' });
    vi.spyOn(t.s.origins, 'refresh').mockRejectedValue(new Error('our mistake'));
    const host = new Hono().route('/', t.app);
    const ours = await host.request(`${testUrl}/v1/interventions`, {
      method: 'OPTIONS',
      headers: { origin: 'https://unknown.example' },
    });
    expect([ours.status, await ours.json()]).toMatchObject([500, { code: 'internal' }]);
  });

  test('the request itself is answered for the company’s own origins alone', async () => {
    const { status, headers } = await from(site, link);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, site]);
    expect(await from(elsewhere, link)).toMatchObject({ status: 403, code: 'origin-not-allowed' });
    const evil = await from('https://evil.example', link);
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect((await from(testUrl, link)).status).toBe(200);
  });

  test('a refusal can be read by the page that it is for', async () => {
    const { status, headers } = await from(site, null);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, site]);
  });

  test('an API key in a page is refused', async () => {
    expect(await from(site, key)).toMatchObject({ status: 403, code: 'key-in-browser' });
    expect(await from(testUrl, key)).toMatchObject({ status: 403, code: 'key-in-browser' });
  });

  test('an origin that the company takes back is refused from then on', async () => {
    const other = await t.company({ origins: ['https://first.example'] });
    const boss = await t.member(other);
    const visit = () => t.ask('GET /company', { as: boss, headers: { origin: 'https://first.example' } });
    expect((await visit()).status).toBe(200);
    await t.ask('PATCH /company', { as: boss, ifMatch: 1, body: { allowedOrigins: ['https://second.example'] } });
    expect((await visit()).status).toBe(403);
    expect((await preflight('https://first.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('an origin that the company adds is let in by the server that answered, its preflight first', async () => {
    const other = await t.company();
    const boss = await t.member(other);
    for (const [n, origin] of ['https://added.example', site].entries()) {
      await t.ask('PATCH /company', { as: boss, ifMatch: n + 1, body: { allowedOrigins: [origin] } });
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBe(origin);
      expect((await t.ask('GET /company', { as: boss, headers: { origin } })).status).toBe(200);
    }
  });

  /** Hears what is committed, and of the journal nothing. */
  const deaf = () => ({ follow: () => () => {}, closed: new AbortController().signal }) as unknown as Journal;

  test('another server looks before it refuses, once word of a commit has come', async () => {
    const store = openStore((t.s.store as TestStore).url);
    onTestFinished(() => store.close());
    const there = await openOrigins(store, deaf(), testUrl, t.s.log);
    const other = await t.company();
    const boss = await t.member(other);
    const origin = 'https://late.example';
    await t.ask('PATCH /company', { as: boss, ifMatch: 1, body: { allowedOrigins: [origin] } });
    await expect.poll(() => there.allowsNow(other.id, origin)).toBe(true);
    expect(there.companiesOf(origin)).toEqual([other.id]);
  });

  test('however often strange origins ask, the store is asked once for what was committed since', async () => {
    let reads = 0;
    const { store } = t.s;
    const read = new Proxy(store.read, {
      get(target, name) {
        if (name === 'select') reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
    const origins = await openOrigins({ ...store, read, changed: store.changed }, deaf(), testUrl, t.s.log);
    expect(reads).toBe(1);
    const flood = () =>
      Promise.all(Array.from({ length: 50 }, (_, n) => origins.allowsNow('nobody', `https://evil${n}.example`)));
    expect(new Set(await flood())).toEqual(new Set([false]));
    expect(reads).toBe(1);
    // The row, and the session that opens for it.
    await t.company();
    await flood();
    await flood();
    expect(reads).toBe(2);
  });
});
