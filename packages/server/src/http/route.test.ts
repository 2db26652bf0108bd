/** What every route does before and after its handler. */
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSealer } from '../access/seal.ts';
import { encodeCursor } from './cursor.ts';
import { storeError, StoreError } from '../store/store.ts';
import { someAddress, testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { handleRequest } from './mount.ts';
import { problemOf } from './problems.ts';

let t: TestApp;
let customer: { id: string; companyId: string };
let key: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  t = await testApp();
  const company = await t.company();
  ({ customer } = await t.customer(company));
  key = await t.key(company);
  admin = await t.member(company);
});
afterAll(() => t.close());

const newSite = (more: object = {}) => ({ customerId: customer.id, name: 'Chalet', address: someAddress, ...more });

describe('a body that cannot be read', () => {
  const send = (body: Uint8Array | string, headers: Record<string, string>) =>
    t.ask('POST /sites', { as: key, body: typeof body === 'string' ? Buffer.from(body) : body, headers });

  test('is malformed when it is no JSON', async () => {
    expect(await send('{"name":', { 'content-type': 'application/json' })).toMatchObject({
      status: 400,
      code: 'malformed',
    });
    expect(await send('', { 'content-type': 'application/json' })).toMatchObject({ status: 400, code: 'malformed' });
  });

  test('is malformed when it is no UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);
    expect(await send(body, { 'content-type': 'application/json' })).toMatchObject({ status: 400, code: 'malformed' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', ''])(
    'is of an unsupported type: %s',
    async (type) => {
      expect(await send('{}', { 'content-type': type })).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  test.each([
    'application/json; charset=utf8',
    'Application/JSON;charset="UTF-8"',
    'application/json; profile=x; charset=utf-8',
    'application/json;',
  ])('is none of these: %s is read', async (type) => {
    expect((await send(JSON.stringify(newSite()), { 'content-type': type })).status).toBe(201);
  });

  test('is refused compressed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(await send('{}', headers)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('is too large from 16 kB on where nobody is known yet', async () => {
    const ask = (bytes: number) =>
      t.ask('POST /session', { body: { email: 'a@b.example', password: 'x'.repeat(bytes) } });
    expect((await ask(16_000)).errors).toEqual([{ field: 'password', code: 'too-long' }]);
    expect(await ask(17_000)).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('is too large from 256 kB on, of a bulk write from 2 MB on', async () => {
    const large = { as: key, body: newSite({ name: 'x'.repeat(300_000) }) };
    expect(await t.ask('POST /sites', large)).toMatchObject({ status: 413, code: 'too-large' });
    const rows = Array.from({ length: 400 }, (_, i) => ({
      externalId: `s${i}`,
      customerExternalId: 'c',
      name: 'x'.repeat(1000),
    }));
    expect((await t.ask('POST /sites/batch', { as: key, body: { rows } })).status).toBe(200);
    const tooMuch = rows.map((row) => ({ ...row, name: 'x'.repeat(6000) }));
    expect(await t.ask('POST /sites/batch', { as: key, body: { rows: tooMuch } })).toMatchObject({
      status: 413,
      code: 'too-large',
    });
  });
});

describe('a body that does not fit the contract is told by field', () => {
  test('with what is missing', async () => {
    const missing = ['customerId', 'name', 'address'].map((field) => ({ field, code: 'required' }));
    expect(await t.ask('POST /sites', { as: key, body: {} })).toMatchObject({
      status: 422,
      code: 'invalid',
      errors: missing,
    });
    const { errors } = await t.ask('POST /sites', { as: key, body: newSite({ name: ' ' }) });
    expect(errors).toEqual([{ field: 'name', code: 'required' }]);
  });

  test('with the code of what is wrong', async () => {
    const { errors } = await t.ask('POST /sites', {
      as: key,
      body: newSite({
        name: 'x'.repeat(161),
        surprise: 1,
        address: { ...someAddress, country: 'France' },
        customerId: 'c',
      }),
    });
    expect(errors).toEqual(
      expect.arrayContaining([
        { field: 'name', code: 'too-long' },
        { field: 'surprise', code: 'unknown-field' },
        { field: 'address.country', code: 'invalid' },
        { field: 'customerId', code: 'invalid' },
      ]),
    );
  });

  test('texts that no database can hold are unstorable, wherever they stand', async () => {
    for (const name of ['a\0b', '\ud800']) {
      const { status, errors } = await t.ask('POST /sites', { as: key, body: newSite({ name }) });
      expect([status, errors]).toEqual([422, [{ field: 'name', code: 'unstorable' }]]);
    }
    const { errors } = await t.ask('PATCH /company', {
      as: admin,
      ifMatch: 1,
      body: { timeZone: 'Europe/Paris\0', allowedOrigins: ['https://a\0.example'] },
    });
    expect(errors).toEqual(
      expect.arrayContaining([
        { field: 'timeZone', code: 'unstorable' },
        { field: 'allowedOrigins.0', code: 'unstorable' },
      ]),
    );
  });

  test('of the forms that a body may have, the one that it comes closest to is told of', async () => {
    const { errors } = await t.ask('POST /session', { body: { email: 'nobody@x.example' } });
    expect(errors).toEqual([{ field: 'password', code: 'required' }]);
  });

  test('a hundred thousand brackets are no trouble', async () => {
    const body = Buffer.from('['.repeat(100_000) + '"\\u0000"' + ']'.repeat(100_000));
    const answer = await t.ask('POST /sites', { as: key, body, headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.errors!.map(({ code }) => code)]).toEqual([422, ['invalid']]);
  });

  test('values with more members than anything has are told of as a whole', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`f${n}`, 1]));
    expect((await t.ask('POST /sites', { as: key, body: many })).errors).toEqual([{ field: '', code: 'too-many' }]);
    const surplus = newSite({ address: { lines: Array(1001).fill(1) } });
    expect((await t.ask('POST /sites', { as: key, body: surplus })).errors).toEqual([
      { field: 'address.lines', code: 'too-many' },
    ]);
  });
});

describe('an answer is no bigger than its question', () => {
  const sent = (text: string) => ({
    as: key,
    body: Buffer.from(text),
    headers: { 'content-type': 'application/json' },
  });
  const longest = 20 * 200;

  test.each<[string, (times: number) => string]>([
    [
      'texts that cannot be stored, at the end of a long path',
      (times) =>
        `${'{"k":'.repeat(250 * times)}["\\u0000"${',"\\u0000"'.repeat(50 * times)}]${'}'.repeat(250 * times)}`,
    ],
    ['long names that cannot be stored', (times) => `{"${'x'.repeat(2000 * times)}":["\\u0000","\\u0000"]}`],
    ['unknown fields', (times) => `{${Array.from({ length: 200 * times }, (_, n) => `"f${n}":1`).join()}}`],
    [
      'unknown fields with long names',
      (times) => `{${Array.from({ length: 60 }, (_, n) => `"${n}${'x'.repeat(35 * times)}":1`).join()}}`,
    ],
  ])('of %s', async (_, make) => {
    for (const route of ['POST /session', 'POST /sites', 'POST /sites/batch'] as const) {
      const answer = await t.ask(route, route === 'POST /session' ? { ...sent(make(5)), as: null } : sent(make(100)));
      expect(answer.status).toBe(422);
      expect(answer.text.length).toBeLessThan(longest);
      expect(answer.errors!.every(({ field }) => field.length <= 100)).toBe(true);
    }
  });

  test('three unknown fields are named, the others counted', async () => {
    const body = { ...newSite(), a: 1, b: 1, c: 1, d: 1, e: 1 };
    expect((await t.ask('POST /sites', { as: key, body })).errors).toEqual([
      ...['a', 'b', 'c'].map((field) => ({ field, code: 'unknown-field' })),
      { field: '', code: 'unknown-field', count: 2 },
    ]);
  });

  test('twenty errors are told of a field that has thousands', async () => {
    const allowedOrigins = Array.from({ length: 5000 }, () => 1);
    const { status, errors } = await t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { allowedOrigins } });
    expect([status, errors!.length <= 20]).toEqual([422, true]);
  });

  test('a row of a bulk write says five things at most, and repeats no identifier that is none', async () => {
    const row = {
      externalId: 'x'.repeat(100_000),
      ...Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`f${n}`, 1])),
    };
    const { body, text } = await t.ask('POST /sites/batch', { as: key, body: { rows: [row, row, row] } });
    expect(body.results.map(({ externalId, problem }) => [externalId, problem!.errors.length])).toEqual([
      [null, 5],
      [null, 5],
      [null, 5],
    ]);
    expect(text.length).toBeLessThan(longest);
  });
});

describe('a query', () => {
  test('of a thousand names that nothing is called is answered shortly', async () => {
    const query = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`name${n}`, 1]));
    const { errors } = await t.ask('GET /sites', { as: key, query });
    expect(errors).toHaveLength(4);
  });

  test('is checked like a body', async () => {
    expect(await t.ask('GET /sites', { as: key, query: { limit: 'many' } })).toMatchObject({
      status: 422,
      errors: [{ field: 'limit', code: 'not-a-number' }],
    });
    expect(await t.ask('GET /sites', { as: key, query: { limit: 1000 } })).toMatchObject({
      errors: [{ field: 'limit', code: 'too-big' }],
    });
  });

  test('asks for nothing that is not offered', async () => {
    expect(await t.ask('GET /sites', { as: key, query: { sort: 'price' } })).toMatchObject({
      status: 422,
      errors: [{ field: 'sort', code: 'unknown-field' }],
    });
  });

  test('says each thing once: which of two is meant is not guessed', async () => {
    const answer = await t.app.request('/v1/sites?limit=1&limit=2', {
      headers: { authorization: `Bearer ${key.token}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { errors: [{ field: 'limit', code: 'repeated' }] },
    ]);
  });

  test('takes a position of its own list alone', async () => {
    const ours = encodeCursor(t.s.sealer, 'sites', ['a', 'b']);
    expect((await t.ask('GET /sites', { as: key, query: { cursor: ours } })).status).toBe(200);
    const values = Buffer.from('["a","c"]').toString('base64url');
    for (const cursor of [
      'x',
      '.',
      `${ours}A`,
      ours.slice(0, -1),
      ours.replace('.', ''),
      ours.replace('.', '..'),
      ours.replace(/^.*(?=\.)/, values),
      values,
      encodeCursor(t.s.sealer, 'customers', ['a', 'b']),
      encodeCursor(createSealer('x'.repeat(32)), 'sites', ['a', 'b']),
    ]) {
      const answer = await t.ask('GET /sites', { as: key, query: { cursor } });
      expect([answer.status, answer.errors]).toEqual([422, [{ field: 'cursor', code: 'invalid' }]]);
    }
  });
});

describe('bulk rows', () => {
  test('are each checked and answered for themselves', async () => {
    const rows = [
      { externalId: 'A1', lastName: 'Un', address: someAddress },
      { externalId: 'A2', lastName: 7 },
      { lastName: 'Trois' },
    ];
    const { body } = await t.ask('POST /customers/batch', { as: key, body: { rows } });
    expect(body.results).toMatchObject([
      { index: 0, externalId: 'A1', outcome: 'created' },
      { index: 1, externalId: 'A2', outcome: 'refused', problem: { errors: [{ field: 'lastName', code: 'invalid' }] } },
      {
        index: 2,
        externalId: null,
        outcome: 'refused',
        problem: { errors: [{ field: 'externalId', code: 'required' }] },
      },
    ]);
  });

  test.each([
    [{}, 'required'],
    [{ rows: {} }, 'invalid'],
    [{ rows: [] }, 'too-few'],
    [{ rows: Array.from({ length: 501 }, () => ({})) }, 'too-many'],
  ])('are 1 to 500', async (body, code) => {
    expect(await t.ask('POST /customers/batch', { as: key, body })).toMatchObject({
      status: 422,
      errors: [{ field: 'rows', code }],
    });
  });
});

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
