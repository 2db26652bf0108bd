import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import { testApp, type TestApp } from '../testing.ts';
import { newId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { Services } from '../services.ts';
import { onPostgres } from '../testing/store-suite.ts';
import { execute, type TestStore } from '../testing/store.ts';
import { createMetrics, serveMetrics } from './metrics.ts';
import { createReadiness } from './ready.ts';
import { serveOperations } from './operations.routes.ts';
import { sweep } from './sweep.ts';
import { startWorker } from '../worker.ts';

let t: TestApp;
let app: Hono;
const metricsToken = 'a-token-of-tests';
beforeAll(async () => {
  t = await testApp({ PARVIS_METRICS: metricsToken });
  const metrics = createMetrics(t.s.store);
  app = createApp(t.s, metrics.observe);
  serveOperations(app, t.s, metrics);
});
afterAll(() => t.close());

const get = (path: string, headers: Record<string, string> = {}) => Promise.resolve(app.request(path, { headers }));

test('a server that runs is alive and ready', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ok' });
});

test.each(['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/v1/live'])(
  '%s is read, and says so to who writes',
  async (path) => {
    for (const method of ['POST', 'DELETE']) {
      const response = await app.request(path, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
      expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
    }
  },
);

describe('a server that cannot keep what it is given', () => {
  const readyz = async (s: Services) => {
    const asked = new Hono();
    serveOperations(asked, s, createMetrics(s.store));
    const response = await asked.request('/readyz');
    expect((await asked.request('/healthz')).status).toBe(200);
    return { status: response.status, body: await response.json() };
  };
  const notReady = (...failing: string[]) => ({
    status: 503,
    body: expect.objectContaining({ code: 'not-ready', failing }) as unknown,
  });

  test('is not ready, and says that it is for the database', async () => {
    const own = await testApp();
    onTestFinished(() => own.close());
    await execute(
      own.s.store as TestStore,
      onPostgres
        ? `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`
        : 'DROP TABLE installation',
    );
    await own.s.store.ping().catch(() => {});
    expect(await readyz(own.s)).toEqual(notReady('database'));
  });

  test('is not ready, and says that it is for the files', async () => {
    const file = join(t.s.config.data, 'file');
    await writeFile(file, '');
    expect(await readyz({ ...t.s, storage: await openStorage(join(file, 'files')) })).toEqual(notReady('files'));
  });

  test('is asked to write once in some seconds, however often it is asked', async () => {
    const probe = vi.fn(() => Promise.reject(new Error('full')));
    const failing = createReadiness({ ...t.s, store: { ...t.s.store, probe } });
    expect(await Promise.all([failing(), failing(), failing()])).toEqual([['database'], ['database'], ['database']]);
    expect(await failing()).toEqual(['database']);
    expect(probe).toHaveBeenCalledTimes(1);
  });
});

test('a server that stops takes no more work', async () => {
  const stopping = new Hono();
  const closed = { value: AbortSignal.abort() };
  const s = { ...t.s, journal: Object.create(t.s.journal, { closed }) as Journal };
  serveOperations(stopping, s, createMetrics(t.s.store));
  expect((await stopping.request('/readyz')).status).toBe(503);
});

test('metrics count requests by route, and name nobody', async () => {
  const company = await t.company();
  const { customer } = await t.customer(company);
  const admin = await t.member(company);
  const headers = { authorization: `Bearer ${admin.token}` };
  await get(`/v1/customers/${customer.id}?secret=hunter2`, headers);
  await get(`/v1/customers/${customer.id}`, headers);
  const response = await get('/metrics', { authorization: `Bearer ${metricsToken}` });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toMatch(/parvis_request_seconds_count\{method="GET",route="\/customers\/:customerId",status="200"\} 2/);
  expect(text).toMatch(/parvis_outbox_mails\{status="waiting"\} 0/);
  expect(text).toMatch(/^process_resident_memory_bytes/m);
  for (const secret of [customer.id, admin.token, 'hunter2', company.name]) expect(text).not.toContain(secret);
});

test('metrics are for who brings the token alone', async () => {
  const statusFor = async (authorization?: string) =>
    (await get('/metrics', authorization === undefined ? {} : { authorization })).status;
  const admin = await t.member(await t.company());
  for (const wrong of [undefined, 'Bearer wrong', metricsToken, `Basic ${metricsToken}`, `Bearer ${admin.token}`])
    expect(await statusFor(wrong), wrong).toBe(401);
  expect(await statusFor(`Bearer ${metricsToken}`)).toBe(200);
});

test('metrics are nowhere unless PARVIS_METRICS says where', async () => {
  for (const metrics of [null, { host: '127.0.0.1', port: 0 }]) {
    const hidden = new Hono();
    serveOperations(hidden, { ...t.s, config: { ...t.s.config, metrics } }, createMetrics(t.s.store));
    expect((await hidden.request('/metrics')).status).toBe(404);
  }
});

test('metrics listen on an address of their own, with nothing beside them', async () => {
  const server = await serveMetrics(createMetrics(t.s.store), { host: '127.0.0.1', port: 0 });
  try {
    const url = `http://127.0.0.1:${server.port}`;
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('parvis_outbox_mails');
    expect((await fetch(`${url}/v1/portal`)).status).toBe(404);
    await expect(serveMetrics(createMetrics(t.s.store), { host: '127.0.0.1', port: server.port })).rejects.toThrow(
      new RegExp(`^PARVIS_METRICS ${server.port} is in use`),
    );
  } finally {
    await server.stop(0);
  }
});

test('public keys are served for others to verify with, private ones never', async () => {
  const { keys } = (await (await get('/.well-known/jwks.json')).json()) as { keys: Record<string, string>[] };
  expect(keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
  for (const key of keys) expect(key).not.toHaveProperty('d');
});

test('the API describes itself', async () => {
  const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: object };
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).length).toBeGreaterThan(20);
});

describe('the reference for people', () => {
  test('comes from ourselves alone, under a strict policy', async () => {
    const response = await get('/docs');
    const policy = response.headers.get('content-security-policy')!;
    const page = await response.text();
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1]!;
    for (const [tag] of page.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^(\/docs\/|data:)/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  test.each(['swagger-ui-bundle.js', 'swagger-ui.css'])('finds its %s', async (name) => {
    const response = await get(`/docs/${name}`, { 'accept-encoding': 'gzip' });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });
});

describe('a worker', () => {
  const quiet = pino({ level: 'silent' });

  test('runs at once, again when woken meanwhile, and never twice at a time', async () => {
    let running = 0;
    let most = 0;
    let turns = 0;
    const worker = startWorker(quiet, 'test', 60_000, async () => {
      most = Math.max(most, ++running);
      turns += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
    });
    worker.wake();
    worker.wake();
    await expect.poll(() => turns).toBe(2);
    worker.wake();
    await expect.poll(() => turns).toBe(3);
    await worker.stop();
    worker.wake();
    expect([most, turns, running]).toEqual([1, 3, 0]);
  });

  test('goes on after a turn that failed', async () => {
    let turns = 0;
    const worker = startWorker(quiet, 'test', 60_000, async () => {
      turns += 1;
      if (turns === 1) throw new Error('no');
    });
    onTestFinished(() => worker.stop());
    await expect.poll(() => turns).toBe(1);
    worker.wake();
    await expect.poll(() => turns).toBe(2);
  });
});

test('what has had its time is cleared away, the rest stays', async () => {
  const company = await t.company();
  const member = await t.member(company, { status: 'invited' });
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const { idempotency, passwordTokens, sessions } = t.s.store.t;
  await t.s.store.transaction(function* (tx) {
    for (const [name, days] of [
      ['old', 3],
      ['new', 1],
    ] as const) {
      const reply = { companyId: company.id, principal: 'key:x', key: name, requestHash: 'x', status: 201, reply: 'x' };
      yield tx.insert(idempotency).values({ ...reply, createdAt: ago(days) });
      const token = {
        hash: name,
        companyId: company.id,
        memberId: member.id,
        purpose: 'reset' as const,
        createdAt: ago(90),
      };
      yield tx.insert(passwordTokens).values({ ...token, expiresAt: ago(days * 12) });
      yield tx.insert(sessions).values({
        id: newId(),
        companyId: company.id,
        memberId: member.id,
        device: '',
        createdAt: ago(90),
        lastUsedAt: ago(90),
        expiresAt: ago(days * 12),
      });
    }
  });
  await sweep(t.s);
  const { read } = t.s.store;
  expect(await read.select({ key: idempotency.key }).from(idempotency)).toEqual([{ key: 'new' }]);
  expect(await read.select({ hash: passwordTokens.hash }).from(passwordTokens)).toEqual([{ hash: 'new' }]);
  expect((await read.select().from(sessions)).filter(({ memberId }) => memberId === member.id)).toHaveLength(1);
});
