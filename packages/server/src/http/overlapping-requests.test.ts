/** One key, one effect, whatever overlaps: each kind of creation is sent fifty times at once. */
import { readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../app.ts';
import { incomingFolder } from '../files/intake.ts';
import { photo } from '../testing/files.ts';
import { openServices } from '../services.ts';
import { onPostgres } from '../testing/store-suite.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from '../testing/store.ts';
import { someAddress, testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let admin: SignedIn;
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
});
afterAll(() => t.close());

const times = 50;

interface Sent {
  path: string;
  body: object | Uint8Array<ArrayBuffer>;
}
const send = async (key: string, { path, body }: Sent, app: TestApp['app'] = t.app) => {
  const isFile = body instanceof Uint8Array;
  const response = await app.fetch(
    new Request(`${testUrl}/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'idempotency-key': key,
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
      },
      body: isFile ? body : JSON.stringify(body),
    }),
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  );
  return { status: response.status, text: await response.text() };
};

const intervention = async () => {
  const body = { customerId: customer.id, description: 'Fuite' };
  return (await t.ask('POST /interventions', { as: admin, body })).body.id;
};
const bytes = async () => Uint8Array.from(await photo());

/** What fails the second time for each of these would have been told to forty-nine of fifty. */
const kinds: Record<string, { entries: string[]; sent: () => Promise<Sent> }> = {
  'an intervention': {
    entries: ['intervention.created'],
    sent: async () => ({
      path: '/interventions',
      body: { customerId: customer.id, description: 'Fuite', externalId: 'I-1' },
    }),
  },
  'a customer': {
    entries: ['customer.created'],
    sent: async () => ({
      path: '/customers',
      body: { kind: 'person', lastName: 'Girard', address: someAddress, externalId: 'C-1' },
    }),
  },
  'a link': {
    entries: ['link.created'],
    sent: async () => ({ path: '/links', body: { contactId: contact.id, delivery: 'copy' } }),
  },
  'a key': { entries: ['key.created'], sent: async () => ({ path: '/keys', body: { name: 'ERP' } }) },
  'a move': {
    entries: ['intervention.moved'],
    sent: async () => ({
      path: `/interventions/${await intervention()}/moves`,
      body: { to: 'cancelled', reason: 'Sans suite' },
    }),
  },
  'a file': {
    entries: ['file.uploaded'],
    sent: async () => ({ path: '/files?name=photo.jpg', body: await bytes() }),
  },
  'a file that is given to an intervention': {
    entries: ['file.added'],
    sent: async () => {
      const { text } = await send('given', { path: '/files?name=photo.jpg', body: await bytes() });
      const { id } = JSON.parse(text) as { id: string };
      return { path: `/interventions/${await intervention()}/files`, body: { fileIds: [id] } };
    },
  },
};

const entries = async () => (await t.s.journal.after(company.id, 0, 10_000)).map(({ kind }) => kind);
/** Kinds of what was told since, without what workers add. */
const since = async (before: number) => (await entries()).slice(before).filter((kind) => kind !== 'file.changed');

describe.each(Object.entries(kinds))('%s, sent fifty times at once', (name, { entries: told, sent }) => {
  test('has one effect, and one answer', async () => {
    const wanted = await sent();
    const before = (await entries()).length;
    const answers = await Promise.all(
      Array.from({ length: times }, () => send(`at once ${name}`.replaceAll(' ', '-'), wanted)),
    );
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect(await since(before)).toEqual(told);
  });
});

describe('also', () => {
  /** Another server on the same database. */
  const another = async () => {
    const store = openStore((t.s.store as TestStore).url);
    const services = await openServices({ ...t.s, store });
    onTestFinished(async () => {
      await services.journal.close();
      await store.close();
    });
    return createApp(services);
  };

  /** A database that takes its time: nothing is told in the journal before `release`, which waits until two wait for it. */
  const slow = async (servers: TestApp['app'][]) => {
    const { url } = t.s.store as TestStore;
    if (!onPostgres) {
      const db = new Sqlite(url.slice('file:'.length));
      onTestFinished(() => void db.close());
      db.exec('BEGIN IMMEDIATE');
      return async () => {
        for (const app of servers) await app.fetch(new Request(`${testUrl}/v1/company`));
        db.exec('ROLLBACK');
      };
    }
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('BEGIN; LOCK TABLE journal IN EXCLUSIVE MODE');
    return async () => {
      const blocked = async () => {
        // Within a transaction what others do is looked up once.
        await client.query('SELECT pg_stat_clear_snapshot()');
        return (await client.query(waiting)).rowCount;
      };
      await expect.poll(blocked).toBe(servers.length);
      await client.query('COMMIT');
    };
  };
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

  test.each(['an intervention', 'a customer', 'a move', 'a file'])(
    'of two servers on one database, which is slow: %s',
    async (name) => {
      const { entries: told, sent } = kinds[name]!;
      const wanted = await sent();
      if ('externalId' in wanted.body) wanted.body.externalId = `slow ${name}`;
      const servers = [t.app, await another()];
      const before = (await entries()).length;
      const release = await slow(servers);
      const sending = Array.from({ length: times }, (_, n) =>
        send(`slow ${name}`.replaceAll(' ', '-'), wanted, servers[n % 2]),
      );
      await release();
      const answers = await Promise.all(sending);
      expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
      expect(await since(before)).toEqual(told);
    },
  );

  test('one of the fifty that is another request is told so, and has no effect', async () => {
    const wanted = { path: '/customers', body: { kind: 'person', lastName: 'Un', address: someAddress } };
    const other = { ...wanted, body: { ...wanted.body, lastName: 'Deux' } };
    const before = (await entries()).length;
    const [first] = await Promise.all([send('mixed', wanted), send('mixed', wanted)]);
    expect(await send('mixed', other)).toMatchObject({ status: 422, text: expect.stringContaining('key-reused') });
    expect(await send('mixed', wanted)).toEqual(first);
    expect(await since(before)).toEqual(['customer.created']);
  });

  test('another file of the same length under one key is refused; nothing of a repetition stays behind', async () => {
    const [one, other] = [await bytes(), await bytes()];
    other[other.length - 3]! ^= 1;
    const path = '/files?name=photo.jpg';
    const countFiles = async () => (await t.s.store.read.select().from(t.s.store.t.files)).length;
    const before = await countFiles();
    const first = await send('length', { path, body: one });
    expect(first.status).toBe(201);
    expect(await send('length', { path, body: one })).toEqual(first);
    expect(await send('length', { path, body: other })).toMatchObject({
      status: 422,
      text: expect.stringContaining('idempotency-key-reused'),
    });
    expect(readdirSync(incomingFolder(t.s.config.data))).toEqual([]);
    expect(await countFiles()).toBe(before + 1);
  });

  test('the answer to one of many that were refused is kept no more than that of one', async () => {
    const wanted = { path: '/sites', body: { customerId: company.id, name: 'Chalet', address: someAddress } };
    const refusals = await Promise.all(Array.from({ length: times }, () => send('refused', wanted)));
    expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([422]));
    expect((await send('refused', { ...wanted, body: { ...wanted.body, customerId: customer.id } })).status).toBe(201);
  });

  test('what was answered once is answered again, though by now it would be refused', async () => {
    const { contact: leaving } = await t.customer(company);
    const wanted = { path: '/links', body: { contactId: leaving.id, delivery: 'copy' } };
    const first = await send('later', wanted);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: leaving.id } });
    expect((await send('anew', wanted)).status).toBe(422);
    expect(await send('later', wanted)).toEqual(first);
  });
});
