import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSealer } from '../access/seal.ts';
import type { MemberViewer } from '../access/viewer.ts';
import type { Entry, Journal, Listener } from '../journal/journal.ts';
import { openPosition } from './position.ts';
import { features } from '../feature-set.ts';
import { Streams } from './streams.ts';

const sealer = createSealer('a secret of tests, long enough for them');
const companyId = 'company';
const hour = 3_600_000;

let position: number;
/** Where the database stands; the journal gets there when it is woken. */
let committed: number;
let tell: Listener;
let streams: Streams;
const journal = {
  incarnation: 'one',
  closed: new AbortController().signal,
  position: () => position,
  after: () => Promise.resolve([]),
  async wake() {
    position = committed;
  },
  follow(listener: Listener) {
    tell = listener;
    return () => {};
  },
} as unknown as Journal;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  position = committed = 7;
  streams = new Streams(journal, sealer, features);
});
afterEach(() => {
  vi.useRealTimers();
});

const viewer = (until = Date.now() + hour): MemberViewer => ({
  kind: 'member',
  companyId,
  memberId: 'member',
  name: 'Nora Blanc',
  role: 'admin',
  rights: new Set(['see_all']),
  sessionId: 'session',
  lang: 'fr',
  until: new Date(until).toISOString(),
  dependsOn: ['session:session', 'member:member', `company:${companyId}`],
});
const entry = (at: number): Entry => ({
  companyId,
  position: at,
  at: new Date().toISOString(),
  kind: 'site.changed',
  actor: 'system',
  subjectType: 'site',
  subjectId: 'site',
  audience: ['office'],
  fields: [],
});
/** Reads what is written, or lets it wait. */
const response = (reads = true) => {
  const stream = new PassThrough({ highWaterMark: 1, writableHighWaterMark: 1 });
  let text = '';
  if (reads) stream.on('data', (data) => (text += String(data)));
  return { stream: stream as unknown as ServerResponse, text: () => text };
};
const idsIn = (text: string) =>
  [...text.matchAll(/^id: (.*)$/gm)].map((match) => openPosition({ sealer, journal }, companyId, match[1]!));
const turn = () => new Promise(setImmediate);

test('a stream begins where the database stands, though the journal is not there yet', async () => {
  const { stream, text } = response();
  committed = 9;
  await streams.resume(streams.add(viewer(), stream), undefined);
  tell(companyId, [entry(8), entry(9), entry(10)]);
  await turn();
  expect(idsIn(text())).toEqual([9, 10]);
});

test('between changes the position goes on, so that little is left to resume', async () => {
  const { stream, text } = response();
  await streams.resume(streams.add(viewer(), stream), undefined);
  position = 9;
  vi.advanceTimersByTime(20_000);
  await turn();
  expect(idsIn(text())).toEqual([7, 9]);
  expect(text()).not.toContain('event:');
});

test('what was read from a database that is ahead is neither told again nor taken back by the next position', async () => {
  const { stream, text } = response();
  const open = streams.add(viewer(), stream);
  await streams.resume(open, undefined);
  open.from = 8;
  tell(companyId, [entry(8), entry(9)]);
  vi.advanceTimersByTime(20_000);
  await turn();
  expect(idsIn(text())).toEqual([7, 9]);
});

test('a beat tells everybody a position, whether somebody wrote or not; no two can be told apart but by being two', async () => {
  const { stream, text } = response();
  await streams.resume(streams.add(viewer(), stream), undefined);
  vi.advanceTimersByTime(20_000);
  position = 9;
  vi.advanceTimersByTime(20_000);
  vi.advanceTimersByTime(20_000);
  await turn();
  expect(idsIn(text())).toEqual([7, 7, 9, 9]);
  const seals = [...text().matchAll(/^id: (.*)$/gm)].map(([, sealed]) => sealed!);
  expect(new Set(seals).size).toBe(4);
  expect(new Set(seals.map(({ length }) => length)).size).toBe(1);
  // Nothing stays as it was from one to the next: the bytes that agree by chance are one in 256.
  const bytes = seals.map((sealed) => Buffer.from(sealed, 'base64url'));
  for (const [n, one] of bytes.entries())
    for (const other of bytes.slice(n + 1))
      expect(one.filter((byte, at) => byte === other[at]).length).toBeLessThan(one.length / 8);
});

test('a reader that has read nothing from one beat to the next is dropped', async () => {
  const { stream } = response(false);
  await streams.resume(streams.add(viewer(), stream), undefined);
  tell(companyId, [entry(8), entry(9)]);
  vi.advanceTimersByTime(20_000);
  expect(stream.destroyed).toBe(false);
  vi.advanceTimersByTime(20_000);
  expect(stream.destroyed).toBe(true);
  await turn();
  expect(streams.size).toBe(0);
});

test('a stream ends when its session has come to its end by itself', async () => {
  const { stream } = response();
  await streams.resume(streams.add(viewer(Date.now() + 30_000), stream), undefined);
  vi.advanceTimersByTime(20_000);
  expect(stream.writableEnded).toBe(false);
  vi.advanceTimersByTime(20_000);
  expect(stream.writableEnded).toBe(true);
  expect(streams.size).toBe(0);
});

test('who has as many as they may leaves room to somebody of another company with the same id', () => {
  for (let n = 0; n < 20; n++) streams.add(viewer(), response().stream);
  expect(streams.hasRoom(viewer())).toBe(false);
  expect(streams.hasRoom({ ...viewer(), companyId: 'another' })).toBe(true);
});
