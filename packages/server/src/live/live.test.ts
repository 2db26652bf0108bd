import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../app.ts';
import { newId } from '../ids.ts';
import { openServer, type HttpServer } from '../server.ts';
import { openServices, type Services } from '../services.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { holdTimers } from '../timers.testing.ts';
import { interventionAudience, type Heard } from '../work/intervention.audience.ts';
import { keyAudience } from '../key/key.audience.ts';
import { append, type NewEntry } from '../journal/append.ts';
import { readLive, type LiveReader } from './live.testing.ts';
import { sealPosition } from './position.ts';

const allowed = 'https://atelier.example';

let t: TestApp;
let server: HttpServer;
let url: string;
const readers: LiveReader[] = [];

const serve = async (s: Services): Promise<{ server: HttpServer; url: string }> => {
  const server = await openServer('127.0.0.1', 0);
  server.answer(createApp(s).fetch);
  return { server, url: `http://127.0.0.1:${server.port}` };
};
const stopped = async (s: Services, { stop }: HttpServer) => {
  await s.journal.close();
  await stop(1000);
};
const listen = async (token: string, headers: Record<string, string> = {}, at = url) => {
  const reader = await readLive(at, token, headers);
  readers.push(reader);
  // The position comes first: from then on the stream hears everything.
  if (reader.status === 200) await expect.poll(() => reader.blocks.length).toBeGreaterThan(0);
  return reader;
};
const write = (...entries: NewEntry[]) =>
  t.s.store.transaction(function* (tx) {
    for (const entry of entries) yield* append(tx, entry);
  });
const moved = (
  { id: customerId, companyId }: { id: string; companyId: string },
  {
    id = newId(),
    siteId = null,
    assigneeId = null,
    ...more
  }: Partial<Pick<Heard, 'id' | 'siteId' | 'assigneeId'>> & Pick<NewEntry, 'fields'> = {},
): NewEntry => ({
  companyId,
  kind: 'intervention.moved',
  actor: 'system',
  subject: { type: 'intervention', id },
  audience: interventionAudience({ id, customerId, siteId, dossierId: null, assigneeId }),
  ...more,
});
const subjects = ({ changes }: LiveReader) => changes.map(({ subject }) => subject.id);

beforeAll(async () => {
  t = await testApp();
  ({ server, url } = await serve(t.s));
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(async () => {
  await t.s.journal.close();
  await server.stop(1000);
  await t.close();
});

test('a change is told as it happens, with names of fields and never values', async () => {
  const { customer, contact } = await t.customer(await t.company());
  const reader = await listen((await t.link(contact)).token);
  const entry = moved(customer, { fields: ['status'] });
  await write(entry);
  await expect.poll(() => reader.changes).toHaveLength(1);
  expect(reader.headers.get('content-type')).toBe('text/event-stream');
  expect(reader.changes[0]).toEqual({
    kind: 'intervention.moved',
    at: expect.any(String) as string,
    subject: entry.subject,
    fields: ['status'],
    position: reader.lastId,
  });
});

test('what the company does through the API reaches the customer’s open page', async () => {
  const company = await t.company();
  const admin = await t.member(company);
  const { customer, contact } = await t.customer(company);
  const intervention = await t.intervention(customer);
  const reader = await listen((await t.link(contact)).token);
  const answered = await t.ask('POST /interventions/:interventionId/moves', {
    as: admin,
    params: { interventionId: intervention.id },
    body: { to: 'to_schedule' },
  });
  expect(answered.status).toBe(201);
  await expect.poll(() => reader.changes[0]?.kind).toBe('intervention.moved');
});

test('what is out of a viewer’s scope is never told, nor counted', async () => {
  const company = await t.company();
  const [mine, other] = [await t.customer(company), await t.customer(company)];
  const [here, elsewhere] = [await t.site(mine.customer), await t.site(mine.customer)];
  const whole = await listen((await t.link(mine.contact)).token);
  const site = await listen((await t.link(mine.contact, { kind: 'site', id: here.id })).token);
  const one = moved(mine.customer, { siteId: here.id });
  const single = await listen((await t.link(mine.contact, { kind: 'intervention', id: one.subject.id })).token);
  const technician = await t.member(company, { role: 'technician' });
  const field = await listen(technician.token);
  const abroad = await listen((await t.member(await t.company())).token);

  const there = moved(mine.customer, { siteId: elsewhere.id, assigneeId: technician.id });
  const theirs = moved(other.customer);
  await write(one, there, theirs, {
    companyId: company.id,
    kind: 'key.created',
    actor: 'system',
    subject: { type: 'key', id: newId() },
    audience: keyAudience,
  });
  await write(moved(mine.customer, { id: one.subject.id, siteId: here.id, assigneeId: technician.id }));

  const id = ({ subject }: NewEntry) => subject.id;
  await expect.poll(() => subjects(whole)).toEqual([id(one), id(there), id(one)]);
  await expect.poll(() => subjects(site)).toEqual([id(one), id(one)]);
  await expect.poll(() => subjects(single)).toEqual([id(one), id(one)]);
  await expect.poll(() => subjects(field)).toEqual([id(there), id(one)]);
  expect(abroad.changes).toEqual([]);
  // All sealed positions are as long, so that nothing can be told from them.
  expect(new Set([whole, site, abroad].flatMap(({ blocks }) => blocks.map((block) => block.id.length))).size).toBe(1);
});

test('what changes once the session is open is told, though the stream comes later', async () => {
  const { customer, contact } = await t.customer(await t.company());
  const { link } = await t.link(contact);
  const { body: session } = await t.ask('POST /session', { body: { link } });
  const entry = moved(customer);
  await write(entry);
  const reader = await listen(session.accessToken, { 'last-event-id': session.position });
  await expect.poll(() => subjects(reader)).toEqual([entry.subject.id]);
});

test('after a restart a reader resumes with no entry missing or doubled', async () => {
  const { customer, contact } = await t.customer(await t.company());
  const { token } = await t.link(contact);
  const second = openStore((t.s.store as TestStore).url);
  onTestFinished(() => second.close());
  const start = async () => {
    const s = await openServices({ ...t.s, store: second });
    const served = await serve(s);
    onTestFinished(() => stopped(s, served.server));
    return { s, ...served };
  };
  const written: string[] = [];
  const writeOne = async () => {
    const entry = moved(customer);
    written.push(entry.subject.id);
    // Others are told of, too, in between.
    await write(entry, moved({ id: newId(), companyId: customer.companyId }));
  };

  let node = await start();
  let reader = await listen(token, {}, node.url);
  const heard: string[] = [];
  let writing = true;
  onTestFinished(() => void (writing = false));
  const writer = (async () => {
    while (writing) {
      await writeOne();
      await pause(Math.random() * 4);
    }
  })();
  for (let restart = 0; restart < 6; restart++) {
    const enough = written.length + 5;
    await expect.poll(() => written.length).toBeGreaterThanOrEqual(enough);
    if (restart % 2 === 0) reader.close();
    else {
      await node.s.journal.close();
      await expect.poll(() => reader.ended).toBe(true);
      await node.server.stop(1000);
      node = await start();
    }
    heard.push(...subjects(reader));
    reader = await listen(token, { 'last-event-id': reader.lastId }, node.url);
  }
  writing = false;
  await writer;
  await expect.poll(() => [...heard, ...subjects(reader)]).toEqual(written);
});

test('a position that is not ours, of another company or ahead of the journal means: read everything again, then from now', async () => {
  const company = await t.company();
  const { customer, contact } = await t.customer(company);
  const { token } = await t.link(contact);
  const foreign = await t.company();
  await t.told();
  const positions = [
    'nonsense',
    sealPosition(t.s, foreign.id, 1),
    sealPosition(t.s, company.id, 1_000_000),
    sealPosition({ ...t.s, journal: { incarnation: 'another' } }, company.id, 1),
    `${sealPosition(t.s, company.id, 1)}A`,
  ];
  for (const position of positions) {
    const reader = await listen(token, { 'last-event-id': position });
    expect(reader.blocks.map(({ event }) => event)).toEqual(['reset']);
    const entry = moved(customer);
    await write(entry);
    await expect.poll(() => subjects(reader)).toEqual([entry.subject.id]);
  }
});

test('who missed too much is told to read again', async () => {
  const company = await t.company();
  const { customer, contact } = await t.customer(company);
  const { token } = await t.link(contact);
  const from = sealPosition(t.s, company.id, 1);
  await write(...Array.from({ length: 1100 }, () => moved(customer)));
  const reader = await listen(token, { 'last-event-id': from });
  expect(reader.blocks[0]?.event).toBe('reset');
  expect(reader.changes).toEqual([]);
});

test('what others did is passed over: a thousand entries of theirs are no reason to read again', async () => {
  const company = await t.company();
  const { customer, contact } = await t.customer(company);
  const neighbour = await t.customer(company);
  const { token } = await t.link(contact);
  const from = sealPosition(t.s, company.id, 1);
  const own = [moved(customer), moved(customer)];
  await write(own[0]!, ...Array.from({ length: 1500 }, () => moved(neighbour.customer)), own[1]!);
  const reader = await listen(token, { 'last-event-id': from });
  await expect.poll(() => subjects(reader)).toEqual(own.map(({ subject }) => subject.id));
  expect(reader.blocks.map(({ event }) => event)).not.toContain('reset');
  // Whoever sees all of it has missed it all.
  const admin = await listen((await t.member(company)).token, { 'last-event-id': from });
  expect(admin.blocks[0]?.event).toBe('reset');
});

test('a revoked link closes its streams within a second, also those of another server, and no others', async () => {
  const company = await t.company();
  const admin = await t.member(company);
  const { contact } = await t.customer(company);
  const [link, kept] = [await t.link(contact), await t.link(contact)];
  const timers = holdTimers();
  const second = openStore((t.s.store as TestStore).url);
  onTestFinished(() => second.close());
  const s = await openServices({ ...t.s, store: second });
  const elsewhere = await serve(s);
  onTestFinished(() => stopped(s, elsewhere.server));
  const streams = [await listen(link.token), await listen(link.token, {}, elsewhere.url)];
  const others = [await listen(kept.token), await listen(kept.token, {}, elsewhere.url), await listen(admin.token)];

  const revoked = await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: link.id } });
  expect(revoked.status).toBe(204);
  await timers.pass(1000);
  await expect.poll(() => streams.map(({ ended }) => ended)).toEqual([true, true]);
  expect(others.map(({ ended }) => ended)).toEqual([false, false, false]);
  expect((await listen(link.token, { 'last-event-id': streams[0]!.lastId })).status).toBe(401);
});

test('a stream ends with the session, the member, the contact or the key that it depends on', async () => {
  const company = await t.company();
  const admin = await t.member(company);
  const { contact } = await t.customer(company);
  const gone = await t.member(company, { role: 'office' });
  const key = await t.key(company);
  const signedOut = await t.link(contact);

  const session = await listen(signedOut.token);
  await t.ask('DELETE /session', { as: signedOut });
  await expect.poll(() => session.ended).toBe(true);

  const member = await listen(gone.token);
  await t.ask('PATCH /members/:memberId', {
    as: admin,
    params: { memberId: gone.id },
    ifMatch: 1,
    body: { active: false },
  });
  await expect.poll(() => member.ended).toBe(true);

  const program = await listen(key.token);
  await t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } });
  await expect.poll(() => program.ended).toBe(true);

  const page = await listen((await t.link(contact)).token);
  await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: contact.id } });
  await expect.poll(() => page.ended).toBe(true);
});

test('nobody listens without a session, with a link for a bearer, or from a page that is not the company’s', async () => {
  const { contact } = await t.customer(await t.company({ origins: [allowed] }));
  const link = await t.link(contact);
  expect((await fetch(`${url}/v1/live`)).status).toBe(401);
  expect((await listen(link.link)).status).toBe(401);
  expect((await listen(link.token, { origin: 'https://elsewhere.example' })).status).toBe(403);
  const page = await listen(link.token, { origin: allowed });
  expect(page.status).toBe(200);
  expect(page.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(
    (await fetch(`${url}/v1/live`, { method: 'HEAD', headers: { authorization: `Bearer ${link.token}` } })).status,
  ).toBe(405);
});

test('a stream ends with the origin of its page, at every node, and those of other pages go on', async () => {
  const company = await t.company({ origins: [allowed, 'https://elsewhere.example'] });
  const admin = await t.member(company);
  const { contact } = await t.customer(company);
  const { token } = await t.link(contact);
  const store = openStore((t.s.store as TestStore).url);
  const other = await openServices({ ...t.s, store });
  const node = await serve(other);
  onTestFinished(async () => {
    await stopped(other, node.server);
    await store.close();
  });
  const leaving = await Promise.all([url, node.url].map((at) => listen(token, { origin: allowed }, at)));
  const staying = await Promise.all([
    listen(token, { origin: 'https://elsewhere.example' }),
    listen(token, { origin: testUrl }),
    listen(token),
  ]);
  const body = { allowedOrigins: ['https://elsewhere.example'] };
  expect((await t.ask('PATCH /company', { as: admin, ifMatch: 1, body })).status).toBe(200);
  await expect.poll(() => leaving.map(({ ended }) => ended)).toEqual([true, true]);
  expect((await listen(token, { origin: allowed })).status).toBe(403);
  await expect.poll(() => staying.every(({ changes }) => changes.length > 0)).toBe(true);
  expect(staying.map(({ ended }) => ended)).toEqual([false, false, false]);
});

test('one person has room for twenty streams, and for another when one ends', async () => {
  const { contact } = await t.customer(await t.company());
  const { token } = await t.link(contact);
  const open = await Promise.all(Array.from({ length: 20 }, () => listen(token)));
  const refused = await fetch(`${url}/v1/live`, { headers: { authorization: `Bearer ${token}` } });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 'too-many-streams' });
  open[0]!.close();
  await expect.poll(async () => (await listen(token)).status).toBe(200);
});

test('a reader that does not read is dropped, and misses nothing when it comes back', async () => {
  const { customer, contact } = await t.customer(await t.company());
  const { token } = await t.link(contact);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let ended = false;
  socket.on('close', () => (ended = true)).on('error', () => {});
  socket.write(`GET /v1/live HTTP/1.1\r\nHost: parvis\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const first = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.pause();
  const from = /^id: (\S+)/m.exec(first)![1]!;

  // More than the buffers of the system hold.
  const fields = Array.from(
    { length: 400 },
    (_, n) => `a rather long name of a field, made up to fill the stream ${n}`,
  );
  const entries = Array.from({ length: 600 }, () => moved(customer, { fields }));
  for (let n = 0; n < entries.length; n += 50) await write(...entries.slice(n, n + 50));
  await t.told();
  await expect
    .poll(() => {
      socket.resume();
      return ended;
    })
    .toBe(true);
  const back = await listen(token, { 'last-event-id': from });
  await expect.poll(() => subjects(back)).toEqual(entries.map(({ subject }) => subject.id));
});

test('streams end when the server stops, and no new one begins', async () => {
  const s = await openServices(t.s);
  const stopping = await serve(s);
  onTestFinished(() => stopped(s, stopping.server));
  const { contact } = await t.customer(await t.company());
  const { token } = await t.link(contact);
  await s.journal.wake();
  const reader = await listen(token, {}, stopping.url);
  await s.journal.close();
  await expect.poll(() => reader.ended).toBe(true);
  expect((await listen(token, {}, stopping.url)).status).toBe(503);
  // Nothing has to be cut off.
  await stopping.server.stop(3_600_000);
});
