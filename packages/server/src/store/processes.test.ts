import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { Client, type QueryConfig } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startProcess } from './process.testing.ts';
import { openStore } from '../open-store.ts';
import { run, touch, type Commit } from './store.ts';
import { add, create, names, onPostgres, store, useStore } from '../testing/store-suite.ts';
import { execute } from '../testing/store.ts';
import { holdTimers } from '../timers.testing.ts';

useStore();

describe('listeners', () => {
  test('hear of a commit before its caller does, with the companies it touched', async () => {
    const heard: Commit[] = [];
    const stop = store.changed((commit) => heard.push(commit));
    heard.length = 0;
    await create('a');
    const own = heard.filter(({ foreign }) => !foreign);
    expect(own).toEqual([{ companies: ['a'], touched: new Map([['a', null]]), foreign: false }]);
    stop();
    await create('b');
    expect(heard.filter(({ foreign }) => !foreign)).toEqual(own);
  });

  test('hear within a second of what another process wrote', async () => {
    const heard = vi.fn<(commit: Commit) => void>();
    const timers = holdTimers();
    const other = openStore(store.url);
    onTestFinished(() => other.close());
    other.changed(heard);
    // That it listens from now on is told like a change.
    if (onPostgres) await expect.poll(() => heard.mock.calls.length).toBeGreaterThan(0);
    await elsewhere('elsewhere');
    expect(await names()).toEqual(['elsewhere']);
    await timers.pass(1000);
    await expect
      .poll(() => heard.mock.calls)
      .toContainEqual([{ companies: onPostgres ? ['elsewhere'] : undefined, foreign: true }]);
  });

  test('of other processes are told in one query at a time, however slowly the database answers', async () => {
    const stop = store.changed(() => {});
    onTestFinished(stop);
    const query = Client.prototype.query as (this: Client, config: QueryConfig) => Promise<unknown>;
    const told = new Set<string>();
    let underWay = 0;
    let most = 0;
    const notify = async (client: Client, config: QueryConfig) => {
      most = Math.max(most, ++underWay);
      await pause(100);
      const found = await query.call(client, config);
      underWay--;
      // Nobody in particular: the rows that were cleared away before the test.
      for (const id of String(config.values?.[1]).split(',')) if (id !== '') told.add(id);
      return found;
    };
    const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...asked: unknown[]) {
      const [config] = asked as [QueryConfig];
      return config.text?.includes('pg_notify') ? notify(this, config) : query.apply(this, asked as never);
    });
    onTestFinished(() => spy.mockRestore());
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await create(id);
      await pause(30);
    }
    await expect.poll(() => told.size).toBe(onPostgres ? 5 : 0);
    expect(most).toBe(onPostgres ? 1 : 0);
  });

  test('have been told of everything when the store says it is current', async () => {
    // What others wrote before this test is found now, if it was not yet.
    store.isCurrent();
    expect(store.isCurrent()).toBe(!onPostgres);
    const heard: Commit[] = [];
    const stop = store.changed((commit) => heard.push(commit));
    onTestFinished(stop);
    await create('a');
    expect(store.isCurrent()).toBe(!onPostgres);
    heard.length = 0;
    const other = openStore(store.url);
    onTestFinished(() => other.close());
    await other.transaction((tx) => add(tx, 'b'));
    expect(store.isCurrent()).toBe(false);
    if (!onPostgres) expect(heard).toEqual([{ companies: undefined, foreign: true }]);
    expect(store.isCurrent()).toBe(!onPostgres);
  });
});

/** Another process adds a company. */
const elsewhere = (id: string) =>
  startProcess(`
    import { openStore } from './../open-store.ts';
    import { run, touch } from './store.ts';
    const store = openStore(${JSON.stringify(store.url)});
    const id = ${JSON.stringify(id)};
    await store.transaction(function* (tx) {
      touch(tx, id);
      yield* run(tx.insert(tx.t.companies).values({ id, name: id, branding: {}, options: {}, types: [], allowedOrigins: [], createdAt: '' }));
    });
    await store.close();`).ended;

describe('the database', () => {
  test('is sound, and answers', async () => {
    await store.ping();
    expect(await store.check()).toEqual([]);
  });

  test('is used again once its connections were cut', async () => {
    const heard = vi.fn<(commit: Commit) => void>();
    const stop = store.changed(heard);
    onTestFinished(stop);
    await create('a');
    await execute(store, 'SELECT 1');
    // A connection may still look alive for a moment; nothing of a failed attempt is kept.
    await expect.poll(() => create('b').catch(() => 'failed')).toBe('b');
    expect(await names()).toEqual(['a', 'b']);

    const other = openStore(store.url);
    onTestFinished(() => other.close());
    const hears = async () => {
      await other.transaction(function* (tx) {
        touch(tx, 'b');
        const { companies } = tx.t;
        yield* run(
          tx
            .update(companies)
            .set({ version: sql`${companies.version} + 1` })
            .where(eq(companies.id, 'b')),
        );
      });
      return heard.mock.calls;
    };
    await expect
      .poll(hears, { interval: 100 })
      .toContainEqual([{ companies: onPostgres ? ['b'] : undefined, foreign: true }]);
  });

  test('gets what was asked for before it is closed, and nothing after', async () => {
    const other = openStore(store.url);
    const last = other.transaction((tx) => add(tx, 'last'));
    await other.close();
    await last;
    expect(await names()).toEqual(['last']);
    await expect(other.transaction((tx) => add(tx, 'later'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

test.each([
  ['file:package.json/parvis.db', 'unavailable'],
  ['postgres://nobody@127.0.0.1:1/none', 'unavailable'],
])('a database that cannot be reached is told as such: %s', async (url, code) => {
  const reach = async () => {
    const unreachable = openStore(url);
    await unreachable.ping().finally(() => unreachable.close());
  };
  await expect(reach()).rejects.toMatchObject({ code });
});
