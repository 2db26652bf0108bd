/** What transactions on PostgreSQL do to one another, and what a lost connection does to all of them. */
import { eq, sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { holdTimers } from '../timers.testing.ts';
import { startProxy } from './silence.testing.ts';
import { openStore } from '../open-store.ts';
import { onBehalfOf, run, touch, type Tx, type Work } from './store.ts';
import { add, addReader, create, names, onPostgres, store, useStore } from '../testing/store-suite.ts';

useStore();

function* count(tx: Tx, id: string): Work<void> {
  const { companies } = tx.t;
  const next = { journalPosition: sql`${companies.journalPosition} + 1` };
  yield* run(tx.update(companies).set(next).where(eq(companies.id, id)));
}

function* move(tx: Tx, companyId: string, position: number): Work<void> {
  const { journalReaders } = tx.t;
  yield* run(tx.update(journalReaders).set({ position }).where(eq(journalReaders.companyId, companyId)));
}

/** Something that another waits for. PostgreSQL's bodies may: they are awaited at every step. */
const signal = () => Promise.withResolvers<void>();

describe.runIf(onPostgres)('on PostgreSQL', () => {
  test('changes in bulk give way to one that holds what they need, before either is given up', async () => {
    await create('a');
    await addReader('a');
    const [holding, bulkBegan] = [signal(), signal()];
    const runs = { edit: 0, first: 0 };
    const edit = store.transaction(function* (tx) {
      runs.edit++;
      yield* move(tx, 'a', 1);
      holding.resolve();
      yield* run(bulkBegan.promise);
      yield* count(tx, 'a');
    });
    await holding.promise;
    const bulk = store.together('a', [
      function* (tx: Tx) {
        runs.first++;
        yield* count(tx, 'a');
        bulkBegan.resolve();
      },
      (tx: Tx) => move(tx, 'a', 2),
      (tx: Tx) => count(tx, 'a'),
    ]);
    await edit;
    expect((await bulk).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    // One that PostgreSQL had given up would have been begun anew.
    expect(runs).toEqual({ edit: 1, first: 1 });
    const { companies, journalReaders } = store.t;
    const [position] = await store.read.select({ position: companies.journalPosition }).from(companies);
    expect(position).toEqual({ position: 3 });
    expect(await store.read.select().from(journalReaders)).toMatchObject([{ companyId: 'a', position: 2 }]);
  });

  test('a company whose changes all wait for one another leaves room for others', async () => {
    await Promise.all([create('a'), create('b')]);
    const [holding, done] = [signal(), signal()];
    const other = openStore(store.url);
    onTestFinished(() => other.close());
    const holder = other.transaction(function* (tx) {
      yield* count(tx, 'a');
      holding.resolve();
      yield* run(done.promise);
    });
    await holding.promise;
    const flood = Array.from({ length: 50 }, () => onBehalfOf('a', () => store.transaction((tx) => count(tx, 'a'))));
    await onBehalfOf('b', () => store.transaction((tx) => count(tx, 'b')));
    done.resolve();
    await Promise.all([holder, ...flood]);
    const { companies } = store.t;
    const found = await store.read.select({ position: companies.journalPosition }).from(companies);
    expect(found.map(({ position }) => position).toSorted((a, b) => b - a)).toEqual([51, 1]);
  });

  test('whom a change has woken does not wait in the line of the company that made it', async () => {
    await Promise.all([create('a'), create('b')]);
    const [holding, done] = [signal(), signal()];
    const other = openStore(store.url);
    onTestFinished(() => other.close());
    const woken = signal();
    // As a worker does: what wakes it is the last thing that it knows of that company.
    const stop = store.changed(({ companies }) => {
      if (companies?.includes('b'))
        void Promise.resolve()
          .then(() => store.transaction((tx) => count(tx, 'b')))
          .then(woken.resolve);
    });
    onTestFinished(stop);
    const holder = other.transaction(function* (tx) {
      yield* count(tx, 'a');
      holding.resolve();
      yield* run(done.promise);
    });
    await holding.promise;
    // One change of company a's own request touches b's row, and wakes; the others of a wait for one another.
    const first = onBehalfOf('a', () =>
      store.transaction(function* (tx) {
        touch(tx, 'b');
        yield* run(tx.select().from(tx.t.companies));
      }),
    );
    const flood = Array.from({ length: 8 }, () => onBehalfOf('a', () => store.transaction((tx) => count(tx, 'a'))));
    await first;
    stop();
    await woken.promise;
    done.resolve();
    await Promise.all([holder, ...flood]);
  });

  test('connections that have gone silent are given up within seconds, and replaced', async () => {
    const proxy = await startProxy(store.url);
    const own = openStore(proxy.url);
    onTestFinished(async () => {
      vi.useRealTimers();
      await Promise.race([own.close(), new Promise((done) => setTimeout(done, 2_000))]);
      await proxy.close();
    });
    const heard = vi.fn<(commit: unknown) => void>();
    own.changed(heard);
    await own.ping();
    await own.transaction((tx) => add(tx, 'a'));
    await expect.poll(() => heard.mock.calls.length).toBeGreaterThan(1);
    const timers = holdTimers();
    proxy.silence();
    const asked = Promise.allSettled([own.ping(), own.transaction((tx) => add(tx, 'b'))]);
    await timers.pass(12_000);
    for (const { status, reason } of (await asked) as PromiseRejectedResult[])
      expect([status, (reason as { code: string }).code]).toEqual(['rejected', 'unavailable']);
    await own.ping();
    await own.transaction((tx) => add(tx, 'c'));
    expect(await names()).toEqual(['a', 'c']);
    // Word of others is heard again, too.
    heard.mockClear();
    await create('d');
    await timers.pass(3_000);
    await expect
      .poll(async () => {
        await timers.pass(100);
        return heard.mock.calls;
      })
      .not.toEqual([]);
  });
});
