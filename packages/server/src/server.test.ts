import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { openServer, type HttpServer } from './server.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop(0)));
});

async function serving(app: Hono, limits: Parameters<typeof openServer>[2] = {}): Promise<HttpServer> {
  const server = await openServer('127.0.0.1', 0, limits);
  open.push(server);
  server.answer(app.fetch);
  return server;
}

const hour = 3_600_000;
const address = ({ port }: HttpServer, path: string) => `http://127.0.0.1:${port}${path}`;

/** What a connection has been sent, and whether it has ended. */
async function raw(
  port: number,
  text: string,
): Promise<{ socket: Socket; received: () => string; ended: () => boolean }> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let ended = false;
  socket.on('data', (data) => (received += data.toString()));
  socket.on('close', () => (ended = true));
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(text);
  return { socket, received: () => received, ended: () => ended };
}

test('a port in use is said in a sentence', async () => {
  const { port } = await serving(new Hono());
  await expect(openServer('127.0.0.1', port)).rejects.toThrow(new RegExp(`^PARVIS_PORT ${port} is in use`));
  await expect(openServer('203.0.113.1', 0)).rejects.toThrow(/^PARVIS_HOST 203\.0\.113\.1 is no address/);
});

test('requests that come before the server is ready wait for it', async () => {
  const server = await openServer('127.0.0.1', 0);
  open.push(server);
  const early = fetch(address(server, '/'));
  await pause(50);
  server.answer(new Hono().get('/', (c) => c.text('ready')).fetch);
  expect(await (await early).text()).toBe('ready');
});

describe('a stop', () => {
  test('lets what is under way finish, and takes nothing new', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    const app = new Hono().get('/slow', async (c) => {
      arrive();
      await done;
      return c.text('done');
    });
    const server = await serving(app);
    const slow = fetch(address(server, '/slow'));
    await arrived;
    const stopped = server.stop();
    await expect(fetch(address(server, '/slow'))).rejects.toThrow();
    finish();
    expect(await (await slow).text()).toBe('done');
    await stopped;
  });

  test('answers what comes on a connection that was kept alive, and ends it then', async () => {
    const server = await serving(new Hono().get('/', (c) => c.text(`answer ${c.req.query('n')}`)));
    const { socket, ended, received } = await raw(server.port, 'GET /?n=1 HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('answer 1');
    const stopped = server.stop(hour);
    socket.write('GET /?n=2 HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('answer 2');
    expect(received().toLowerCase()).toContain('connection: close');
    await expect.poll(ended).toBe(true);
    await stopped;
  });

  test('does not wait for connections that are only kept alive', async () => {
    const server = await serving(
      new Hono().get('/', (c) => c.text('ok')),
      { keepAliveTimeout: hour },
    );
    const { ended, received } = await raw(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('ok');
    await server.stop(hour);
    await expect.poll(ended).toBe(true);
  });

  test('cuts off what does not end in time', async () => {
    const endless = new Hono().get(
      '/',
      () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('…')) })),
    );
    const server = await serving(endless);
    const { ended, received } = await raw(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('200');
    await server.stop(200);
    await expect.poll(ended).toBe(true);
  });
});

describe('every answer', () => {
  const app = () => {
    const app = new Hono();
    app.get('/healthz', (c) => c.json({ status: 'ok' }));
    app.get('/readyz', (c) => c.json({ status: 'ok' }));
    app.get('/stream', () => new Response(new Blob(['x']).stream()));
    app.get('/empty', (c) => c.body(null, 204));
    app.get('/broken', () => {
      throw new Error('no');
    });
    return app;
  };
  const everyKind = ['/healthz', '/stream', '/empty', '/broken', '/nothing'];

  test('is of the type that it says, and no other', async () => {
    const server = await serving(app());
    for (const path of everyKind) {
      const { headers } = await fetch(address(server, path));
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect(headers.has('strict-transport-security')).toBe(false);
    }
    const { received } = await raw(server.port, 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('x-content-type-options: nosniff');
  });

  test('sends browsers to HTTPS from then on, where that is the public address', async () => {
    const server = await openServer('127.0.0.1', 0);
    open.push(server);
    server.answer(app().fetch, true);
    for (const path of everyKind) {
      const { headers } = await fetch(address(server, path));
      expect([path, headers.get('strict-transport-security')]).toEqual([path, 'max-age=31536000']);
    }
  });

  test.each(['/healthz', '/readyz'])('of %s is given to a proxy that names no Host', async (path) => {
    const server = await serving(app());
    for (const head of [`GET ${path} HTTP/1.1\r\n`, `GET ${path} HTTP/1.0\r\n`, `GET ${path} HTTP/1.1\r\nHost:\r\n`]) {
      const { received } = await raw(server.port, `${head}\r\n`);
      await expect.poll(received).toMatch(/^HTTP\/1.1 200 /);
    }
  });
});

describe('what is no request', () => {
  const large = `X: ${'a'.repeat(20_000)}\r\n`;
  test.each([
    ['headers that are too large', `GET / HTTP/1.1\r\nHost: x\r\n${large}\r\n`, 431, 'headers-too-large'],
    ['no HTTP at all', '\x16\x03\x01 nonsense\r\n\r\n', 400, 'malformed'],
    ['a method that nobody knows', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'malformed'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'malformed'],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n', 400, 'malformed'],
    [
      'a length twice',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'malformed',
    ],
    ['a tunnel asked for', 'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method-not-allowed'],
    ['something expected of us', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: coffee\r\n\r\n', 417, 'expectation-failed'],
  ])('is told so with a code: %s', async (_what, text, status, code) => {
    const server = await serving(new Hono().get('/', (c) => c.text('ok')));
    const { received } = await raw(server.port, text);
    expect(await problemIn(received)).toMatchObject({ status, code });
    expect(await (await fetch(address(server, '/'))).text()).toBe('ok');
  });

  test('is not told in the middle of an answer', async () => {
    const server = await serving(
      new Hono().get(
        '/',
        () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('begun')) })),
      ),
    );
    const { socket, received, ended } = await raw(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('begun');
    socket.write('BREW / HTTP/1.1\r\n\r\n');
    await expect.poll(ended).toBe(true);
    expect(received()).not.toContain('problem');
  });
});

/** The problem document of an answer as it went over the wire, once it is whole. */
async function problemIn(received: () => string): Promise<unknown> {
  await expect.poll(received).toMatch(/\}$/m);
  const [head = '', body = ''] = received().split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  expect(body).toHaveLength(length);
  const { status, ...problem } = JSON.parse(body) as { status: number };
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  return { status, ...problem };
}

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow'],
])('%s that never end are waited for no longer than the limit', async (_what, begun) => {
  const server = await openServer('127.0.0.1', 0, {
    headersTimeout: 200,
    requestTimeout: 200,
    connectionsCheckingInterval: 50,
  });
  open.push(server);
  server.answer(new Hono().post('/', async (c) => c.text(await c.req.text().catch(() => ''))).fetch);
  const { ended, received } = await raw(server.port, begun);
  await expect.poll(ended).toBe(true);
  expect(await problemIn(received)).toMatchObject({ status: 408, code: 'request-timeout' });
});
