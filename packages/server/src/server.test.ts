import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { openServer, type HttpServer } from './server.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop(0)));
});

async function serving(app: Hono): Promise<HttpServer> {
  const server = await openServer('127.0.0.1', 0);
  open.push(server);
  server.answer(app.fetch);
  return server;
}

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
    const app = new Hono().get('/slow', async (c) => {
      await pause(300);
      return c.text('done');
    });
    const server = await serving(app);
    const slow = fetch(address(server, '/slow'));
    await pause(50);
    const stopped = server.stop();
    await expect(fetch(address(server, '/slow'))).rejects.toThrow();
    expect(await (await slow).text()).toBe('done');
    await stopped;
  });

  test('does not wait for connections that are only kept alive', async () => {
    const server = await serving(new Hono().get('/', (c) => c.text('ok')));
    const { ended, received } = await raw(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(received).toContain('ok');
    const begun = performance.now();
    await server.stop();
    expect(performance.now() - begun).toBeLessThan(3000);
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

test('headers that are too large, or no HTTP at all, end the connection and nothing else', async () => {
  const server = await serving(new Hono().get('/', (c) => c.text('ok')));
  const large = await raw(server.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`);
  await expect.poll(large.received).toContain('431');
  const noise = await raw(server.port, '\x16\x03\x01 nonsense\r\n\r\n');
  await expect.poll(noise.received).toContain('400');
  expect(await (await fetch(address(server, '/'))).text()).toBe('ok');
});

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
  await expect.poll(ended, { timeout: 5000 }).toBe(true);
  expect(received()).toContain('408');
});
