import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { pino } from 'pino';
import { newId } from '../ids.ts';
import { startProcess } from '../store/process.testing.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { holdTimers } from '../timers.testing.ts';
import { append } from './append.ts';
import { openJournal, type Entry } from './journal.ts';
import { countedIn } from './versions.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const silent = pino({ level: 'silent' });
const entryOf = (companyId: string, id = newId()) =>
  ({ companyId, kind: 'site.changed', actor: 'system', subject: { type: 'site', id }, audience: ['office'] }) as const;
const write = (companyId: string, id?: string) => t.s.store.transaction((tx) => append(tx, entryOf(companyId, id)));
const nothing = () => {};
const positions = (entries: readonly Entry[]) => entries.map(({ position }) => position);

test('positions of each company are 1, 2, 3 … without a gap, whatever is written at once and whatever fails', async () => {
  const companies = [await t.company(), await t.company()];
  const attempts = Array.from({ length: 120 }, (_, n) => {
    const { id } = companies[n % 2]!;
    return t.s.store.transaction(function* (tx) {
      yield* append(tx, entryOf(id));
      if (n % 7 === 0) throw new Error('given up');
    });
  });
  const kept = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
  const found = await Promise.all(companies.map(({ id }) => t.s.journal.after(id, 0, 500)));
  // The company's own creation is the first.
  expect(found.flat()).toHaveLength(kept + 2);
  for (const entries of found) expect(positions(entries)).toEqual(entries.map((_, n) => n + 1));
});

test('an entry is there if and only if its change is', async () => {
  const { id } = await t.company();
  const failed = t.s.store.transaction(function* (tx) {
    yield* append(tx, entryOf(id));
    throw new Error('after the entry');
  });
  await expect(failed).rejects.toThrow('after the entry');
  expect(await t.s.journal.after(id, 1, 10)).toEqual([]);
});

test('an entry of a company that does not exist is refused', async () => {
  await expect(write(newId())).rejects.toThrow('no company');
});

test('followers hear of every entry once and in order', async () => {
  const { id } = await t.company();
  await t.told();
  const heard: Entry[] = [];
  const stop = t.s.journal.follow((companyId, entries) => companyId === id && heard.push(...entries), nothing);
  await Promise.all(Array.from({ length: 50 }, () => write(id)));
  await expect.poll(() => heard).toHaveLength(50);
  expect(positions(heard)).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
  stop();
  await write(id);
  await t.told();
  expect(heard).toHaveLength(50);
});

test('what one follower does wrong keeps no other from hearing', async () => {
  const { id } = await t.company();
  const stopOne = t.s.journal.follow(() => {
    throw new Error('a mistake');
  }, nothing);
  const heard: Entry[] = [];
  const stopOther = t.s.journal.follow((_, entries) => heard.push(...entries), nothing);
  await write(id);
  await expect.poll(() => heard.at(-1)?.kind).toBe('site.changed');
  stopOne();
  stopOther();
});

test('the version of a key is another as soon as a transaction that marks it has answered, and no other key’s is', async () => {
  const [one, other] = [await t.company(), await t.company()];
  const counted = [
    countedIn(one.id, { whole: [], keys: ['office'], kinds: ['site'] }),
    countedIn(one.id, { whole: [], keys: ['office'], kinds: ['customer'] }),
    countedIn(one.id, { whole: [], keys: ['customer:other'], kinds: ['site'] }),
    countedIn(other.id, { whole: [], keys: ['office'], kinds: ['site'] }),
  ];
  const versions = () => counted.map((each) => t.s.journal.versions.of(each));
  await t.told();
  versions();
  const before = versions();
  await write(one.id);
  const after = versions();
  expect(after[0]).not.toBe(before[0]);
  expect(after.slice(1)).toEqual(before.slice(1));
});

test('what another process writes is heard within a second', async () => {
  const { id } = await t.company();
  const timers = holdTimers();
  const other = openStore((t.s.store as TestStore).url);
  onTestFinished(() => other.close());
  const journal = await openJournal(other, silent);
  onTestFinished(() => journal.close());
  const heard: Entry[] = [];
  journal.follow((companyId, entries) => companyId === id && heard.push(...entries), nothing);
  // PostgreSQL: the connection on which word comes may still be opening; from then on nothing is missed.
  const subject = newId();
  await write(id, subject);
  await timers.pass(1000);
  await expect.poll(() => heard.map(({ subjectId }) => subjectId)).toEqual([subject]);
  expect(journal.position(id)).toBe(2);
});

test('what a process wrote is heard although it died before it could say so', async () => {
  const { id } = await t.company();
  const { s } = t;
  const subject = newId();
  const heard: string[] = [];
  const stop = s.journal.follow((companyId, entries) => {
    if (companyId === id) heard.push(...entries.map(({ subjectId }) => subjectId));
  }, nothing);
  const dying = startProcess(`
    import { openStore } from './../open-store.ts';
    import { append } from './../journal/append.ts';
    const store = openStore(${JSON.stringify((s.store as TestStore).url)});
    await store.transaction((tx) => append(tx, ${JSON.stringify(entryOf(id, subject))}));
    process.kill(process.pid, 'SIGKILL');`);
  await expect(dying.ended).rejects.toThrow();
  await expect.poll(() => heard).toContain(subject);
  stop();
});

test('who asks for a look is told of what is there by then, in whatever turn of an earlier look they ask', async () => {
  const { id } = await t.company();
  const journal = await openJournal(t.s.store, silent);
  onTestFinished(() => journal.close());
  const [one] = await journal.after(id, 0, 1);
  const written = [one!];
  journal.after = async (_, position) => written.slice(position);
  for (let turns = 0; turns < 20; turns++) {
    const earlier = journal.wake([id]);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    written.push({ ...one!, position: written.length + 1 });
    await Promise.all([earlier, journal.wake([id])]);
    expect(journal.position(id), `after ${turns} turns`).toBe(written.length);
  }
});

test('a journal that was opened late stands where the companies stand', async () => {
  const { id } = await t.company();
  await Promise.all(Array.from({ length: 5 }, () => write(id)));
  const journal = await openJournal(t.s.store, silent);
  onTestFinished(() => journal.close());
  expect(journal.position(id)).toBe(6);
  expect(positions(await journal.after(id, 4, 10))).toEqual([5, 6]);
});
