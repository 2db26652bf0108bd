/** A database that takes over without the last commits, under servers that told their readers of them. */
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../app.ts';
import { newId } from '../ids.ts';
import { openServer } from '../server.ts';
import { openServices, type Services } from '../services.ts';
import { standbyOf } from '../store/failover.testing.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { append } from './append.ts';
import { readLive, type LiveReader } from '../live/live.testing.ts';

const site = 'https://www.atelier.example';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: Awaited<ReturnType<TestApp['member']>>;
let neighbour: typeof company;
beforeEach(async () => {
  t = await testApp();
  [company, neighbour] = [await t.company(), await t.company()];
  admin = await t.member(company);
  await t.told();
});
afterEach(() => t.close());

const standby = () => standbyOf((t.s.store as TestStore).url);
/** So many entries; gives their subjects. */
const write = async (count: number, { id: companyId } = company): Promise<string[]> => {
  const subjects = Array.from({ length: count }, () => newId());
  // A connection that was cut says so to whoever asks first.
  await expect
    .poll(() =>
      t.s.store.ping().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  for (const id of subjects)
    await t.s.store.transaction((tx) =>
      append(tx, {
        companyId,
        kind: 'site.changed',
        actor: 'system',
        subject: { type: 'site', id },
        audience: ['office'],
      }),
    );
  return subjects;
};
const served = async (s: Services) => {
  const server = await openServer('127.0.0.1', 0);
  server.answer(createApp(s).fetch);
  onTestFinished(async () => {
    await s.journal.close();
    await server.stop(1000);
  });
  return `http://127.0.0.1:${server.port}`;
};
const listen = async (url: string, lastId?: string): Promise<LiveReader> => {
  let reader: LiveReader | undefined;
  // While the connections that were cut are replaced, a stream does not begin.
  await expect
    .poll(async () => {
      reader = await readLive(url, admin.token, lastId === undefined ? {} : { 'last-event-id': lastId });
      return reader.status;
    })
    .toBe(200);
  const opened = reader!;
  onTestFinished(() => opened.close());
  await expect.poll(() => opened.blocks.length).toBeGreaterThan(0);
  return opened;
};
const subjects = ({ changes }: LiveReader) => changes.map(({ subject }) => subject.id);
const otherNode = async (): Promise<Services> => {
  const store = openStore((t.s.store as TestStore).url);
  onTestFinished(() => store.close());
  const s = await openServices({ ...t.s, store });
  onTestFinished(() => s.journal.close());
  return s;
};

test.each(['lower', 'as high, with other entries', 'higher, with other entries'])(
  'streams end and their readers are told to read everything again, where the journal that took over is %s',
  async (where) => {
    const url = await served(t.s);
    const { takeOver } = await standby();
    const reader = await listen(url);
    const lost = await write(3);
    await expect.poll(() => subjects(reader)).toEqual(lost);
    const { incarnation } = t.s.journal;

    await takeOver();
    const kept = await write({ lower: 0, 'as high, with other entries': 3 }[where] ?? 5);
    await expect.poll(() => reader.ended).toBe(true);
    expect(t.s.journal.incarnation > incarnation).toBe(true);
    const back = await listen(url, reader.lastId);
    expect(back.blocks.map(({ event }) => event)).toEqual(['reset']);
    expect(t.s.journal.position(company.id)).toBe((await t.s.journal.after(company.id, 0, 100)).length);
    const next = await write(2);
    await expect.poll(() => subjects(back)).toEqual(next);
    // From here on it resumes as ever.
    const resumed = await listen(url, back.changes[0]!.position);
    await expect.poll(() => subjects(resumed)).toEqual(next.slice(1));
    expect((await t.s.journal.after(company.id, 0, 100)).map(({ subjectId }) => subjectId)).not.toContain(lost[0]);
    expect(kept.every((id) => !lost.includes(id))).toBe(true);
  },
);

test('a company that went back is found behind one that went on as far, also when no connection was cut', async () => {
  const url = await served(t.s);
  const { takeOver } = await standby();
  const reader = await listen(url);
  await write(2);
  await expect.poll(() => reader.changes.length).toBe(2);
  const node = await otherNode();
  await takeOver('silent');
  await node.store.transaction(function* (tx) {
    for (let n = 0; n < 2; n++)
      yield* append(tx, {
        companyId: neighbour.id,
        kind: 'site.changed',
        actor: 'system',
        subject: { type: 'site', id: newId() },
        audience: ['office'],
      });
  });
  await t.told();
  await expect.poll(() => reader.ended).toBe(true);
});

test('a company that was made after the last commit of the standby is forgotten', async () => {
  const { takeOver } = await standby();
  const { id } = await t.company();
  await t.told();
  expect(t.s.journal.position(id)).toBe(1);
  await takeOver();
  await expect.poll(() => t.s.journal.position(id)).toBe(0);
});

test('two nodes come to one incarnation, and each knows the positions that the other gives out', async () => {
  const node = await otherNode();
  const [here, there] = [await served(t.s), await served(node)];
  const { takeOver } = await standby();
  const readers = [await listen(here), await listen(there)];
  await write(3);
  for (const reader of readers) await expect.poll(() => reader.changes.length).toBe(3);
  const before = t.s.journal.incarnation;
  await takeOver();
  await write(3);
  await expect.poll(() => readers.map(({ ended }) => ended)).toEqual([true, true]);
  await expect.poll(() => t.s.journal.incarnation === node.journal.incarnation).toBe(true);
  expect(t.s.journal.incarnation).not.toBe(before);
  const back = await listen(here, readers[1]!.lastId);
  expect(back.blocks.map(({ event }) => event)).toEqual(['reset']);
  const [first, second] = await write(2);
  await expect.poll(() => subjects(back)).toEqual([first, second]);
  const elsewhere = await listen(there, back.changes[0]!.position);
  await expect.poll(() => subjects(elsewhere)).toEqual([second]);
});

test('a cursor of changes from before is answered with a reset, and no tag with what another answer had', async () => {
  const { takeOver } = await standby();
  const changes = (cursor?: string, tag?: string) =>
    t.ask('GET /changes', {
      as: admin,
      query: cursor === undefined ? {} : { cursor },
      headers: tag === undefined ? {} : { 'if-none-match': tag },
    });
  const name = (tag?: string) =>
    t.ask('GET /company', { as: admin, headers: tag === undefined ? {} : { 'if-none-match': tag } });
  const rename = async (to: string) =>
    t.ask('PATCH /company', { as: admin, ifMatch: (await name()).body.version, body: { name: to } });
  expect((await rename('Avant')).status).toBe(200);
  const lost = await name();
  const { body: read } = await changes();
  const { incarnation } = t.s.journal;

  await takeOver();
  await expect.poll(async () => (await name()).status).toBe(200);
  const other = await name(lost.headers.get('etag')!);
  expect([other.status, other.body?.name]).toEqual([200, company.name]);
  expect((await rename('Après')).status).toBe(200);
  await expect.poll(() => t.s.journal.incarnation).not.toBe(incarnation);
  const again = await name(lost.headers.get('etag')!);
  expect([again.status, again.body?.name]).toEqual([200, 'Après']);
  expect((await changes(read.next)).body).toMatchObject({ reset: true, items: [] });
});

test('what was granted by lost commits is granted no longer, what they took is given back, origins are those of the rows', async () => {
  const { contact } = await t.customer(company);
  const old = await t.link(contact);
  const visit = (as: { token: string }, origin?: string) =>
    t.ask('GET /portal', { as, headers: origin === undefined ? {} : { origin } });
  const { takeOver } = await standby();
  const { link, token } = await t.link(contact);
  expect((await t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { allowedOrigins: [site] } })).status).toBe(200);
  expect((await visit({ token }, site)).status).toBe(200);
  expect((await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: old.id } })).status).toBe(204);
  await expect.poll(async () => (await visit(old)).status).toBe(401);

  await takeOver();
  await expect.poll(async () => (await visit({ token })).status).toBe(401);
  expect((await t.ask('POST /session', { body: { link } })).code).toBe('link-invalid');
  // The revocation is among what was lost: the company sees the link at the desk, and revokes it again.
  expect((await visit(old)).status).toBe(200);
  await expect.poll(async () => (await visit(old, site)).code).toBe('origin-not-allowed');
  expect((await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: old.id } })).status).toBe(204);
  await t.told();
  expect((await visit(old)).status).toBe(401);
});
