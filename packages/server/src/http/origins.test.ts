import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

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
    await expect.poll(async () => (await visit()).status).toBe(403);
    expect((await preflight('https://first.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
