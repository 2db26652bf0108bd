/** What refusals and mistakes say to who asks, and to the log. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeError, StoreError } from '../store/store.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { handleRequest } from './mount.ts';
import { problemOf } from './problems.ts';

let t: TestApp;
let customer: { id: string; companyId: string };
let key: SignedIn;

beforeAll(async () => {
  t = await testApp();
  const company = await t.company();
  ({ customer } = await t.customer(company));
  key = await t.key(company);
});
afterAll(() => t.close());

const newSite = (more: object = {}) => ({ customerId: customer.id, name: 'Chalet', address: someAddress, ...more });

describe('problems', () => {
  test('are documents with a stable code', async () => {
    const { headers, problem } = await t.ask('GET /sites/:siteId', { as: key, params: { siteId: 'x' } });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(problem).toEqual({
      type: 'urn:parvis:problem:not-found',
      title: 'Not Found',
      status: 404,
      code: 'not-found',
    });
  });

  test.each([
    ['SQLITE_FULL', 507, 'storage-full'],
    ['SQLITE_READONLY', 503, 'unavailable'],
    ['SQLITE_BUSY', 503, 'unavailable'],
    ['SQLITE_IOERR', 503, 'unavailable'],
    ['53300', 503, 'unavailable'],
  ])('a database that answers %s is said to be out of service', (code, status, told) => {
    const error = storeError(Object.assign(new Error('no'), { code, severity: 'ERROR' }));
    expect(error).toBeInstanceOf(StoreError);
    expect(problemOf(error, t.s.log)).toMatchObject({ status, code: told });
  });

  test('a mistake of ours is told by a number, under which the log knows more', async () => {
    const app = new Hono();
    app.get('/broken', (c) =>
      handleRequest(
        c,
        t.s,
        () => {},
        'GET',
        '/broken',
        () => {
          throw new TypeError('the secret is 42');
        },
      ),
    );
    const response = await app.request('/broken');
    const id = response.headers.get('x-request-id') ?? 'none';
    expect([response.status, (await response.text()).includes('42')]).toEqual([500, false]);
    expect(t.logged.filter((line) => line.includes(id) && line.includes('the secret is 42'))).toHaveLength(1);
  });

  test('a mistake of ours tells nothing of itself', () => {
    expect(problemOf(new TypeError('the secret is 42'), t.s.log)).toMatchObject({
      status: 500,
      code: 'internal',
      detail: undefined,
    });
  });
});

describe('the log', () => {
  test('names routes and never what was in them', async () => {
    t.logged.length = 0;
    await t.ask('POST /sites', { as: key, body: newSite({ name: 'Canari' }) });
    await t.ask('GET /sites/:siteId', { as: key, params: { siteId: 'canari' }, query: { canari: 1 } });
    await t.ask('POST /session', { body: { email: 'canari@x.example', password: 'canari' } });
    const lines = t.logged.join('');
    expect(lines).toContain('"route":"/sites/:siteId"');
    expect(lines.toLowerCase()).not.toContain('canari');
    expect(lines).not.toContain(key.token);
  });
});
