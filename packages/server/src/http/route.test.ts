/** What every route does before and after its handler. */
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { someAddress, testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

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

describe('If-Match', () => {
  test('is compulsory for a change, and must be what was read', async () => {
    const { id: siteId, version } = (await t.ask('POST /sites', { as: key, body: newSite() })).body;
    const change = { as: key, params: { siteId }, body: { name: 'Refuge' } };
    expect(await t.ask('PATCH /sites/:siteId', change)).toMatchObject({ status: 428, code: 'if-match-required' });
    expect(await t.ask('PATCH /sites/:siteId', { ...change, ifMatch: 7 })).toMatchObject({
      status: 412,
      code: 'stale',
    });
    expect(await t.ask('PATCH /sites/:siteId', { ...change, headers: { 'if-match': 'x' } })).toMatchObject({
      status: 412,
    });
    expect((await t.ask('PATCH /sites/:siteId', { ...change, ifMatch: version })).body.name).toBe('Refuge');
  });
});

describe('what is not there', () => {
  test('an unknown path is not found, a known one with another method says which it takes', async () => {
    const answer = async (method: string, path: string) => {
      const response = await t.app.request(`${testUrl}/v1${path}`, { method });
      return { status: response.status, allow: response.headers.get('allow'), ...((await response.json()) as object) };
    };
    expect(await answer('GET', '/nothing')).toMatchObject({ status: 404, code: 'not-found' });
    expect(await answer('PUT', '/sites')).toMatchObject({
      status: 405,
      code: 'method-not-allowed',
      allow: 'GET, POST',
    });
    expect(await answer('DELETE', '/sites/x')).toMatchObject({ status: 405, allow: 'GET, PATCH' });
  });

  test.each(['x', '..%2f..', '%00', "'%20or%201=1", '%F0%28', 'ABCDEF01-0000-7000-8000-000000000000'])(
    'an id that names nothing is not found: %s',
    async (id) => {
      const response = await t.app.request(`${testUrl}/v1/sites/${id}`, {
        headers: { authorization: `Bearer ${key.token}` },
      });
      expect(response.status).toBe(404);
    },
  );

  test('a header that carries no token of ours says so', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Basic eDp5',
      'Bearer a b',
      'Bearer x'.repeat(500),
      'bearer nothing',
    ]) {
      const { status, code, headers } = await t.ask('GET /sites', { headers: { authorization } });
      expect([status, code, headers.get('www-authenticate')]).toEqual([401, 'unauthorized', 'Bearer']);
    }
  });
});

describe('over a real connection', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    const listener = getRequestListener(t.app.fetch);
    server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (method: string, path: string, headers: Record<string, string>, chunks: string[] = []) =>
    new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const request = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
      });
      request.on('error', reject);
      for (const chunk of chunks) request.write(chunk);
      request.end();
    });
  const json = () => ({ authorization: `Bearer ${key.token}`, 'content-type': 'application/json' });

  test('a body without an announced length is counted as it comes', async () => {
    const chunks = ['{"name":"', ...Array<string>(40).fill('x'.repeat(10_000)), '"}'];
    expect(await send('POST', '/v1/sites', json(), chunks)).toMatchObject({ status: 413 });
    expect(
      await send('POST', '/v1/sites', json(), [
        JSON.stringify(newSite()).slice(0, 20),
        JSON.stringify(newSite()).slice(20),
      ]),
    ).toMatchObject({ status: 201 });
  });

  test('an unchanged answer is answered at once', async () => {
    const first = await send('GET', '/v1/sites', json());
    const again = await send('GET', '/v1/sites', { ...json(), 'if-none-match': String(first.headers['etag']) });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
  });

  test('HEAD answers like GET, without the body', async () => {
    expect(await send('HEAD', '/v1/sites', json())).toMatchObject({ status: 200, text: '' });
  });
});
