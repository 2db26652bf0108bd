import { setTimeout as pause } from 'node:timers/promises';
import { asc, eq, like, sql } from 'drizzle-orm';
import { Client, type QueryConfig } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProcess } from './process.testing.ts';
import {
  atEnd,
  isUnique,
  one,
  openStore,
  prepared,
  rows,
  run,
  storeError,
  touch,
  type Commit,
  type Tx,
  type Work,
} from './store.ts';
import { execute, openTestStore, type TestStore } from './testing.ts';

const onPostgres = process.env['PARVIS_TEST_ENGINE'] === 'postgres';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() =>
  store.transaction(function* (tx) {
    yield* run(tx.delete(store.t.companyOrigins));
    yield* run(tx.delete(store.t.companies));
  }),
);

function* add(tx: Tx, id: string, more: { name?: string; portalUrl?: string | null } = {}): Work<string> {
  const values = {
    id,
    name: id,
    branding: {} as never,
    options: {} as never,
    types: [],
    createdAt: '2026-11-22T15:38:28.000Z',
  };
  const [row] = yield* rows(
    tx
      .insert(store.t.companies)
      .values({ ...values, ...more })
      .returning(),
  );
  touch(tx, id);
  return row!.name;
}
const create = (id: string, more: Parameters<typeof add>[2] = {}) => store.transaction((tx) => add(tx, id, more));
const addOrigin = (companyId: string) =>
  store.transaction((tx) => run(tx.insert(store.t.companyOrigins).values({ companyId, origin: 'https://a.example' })));
const names = async () => {
  const { companies } = store.t;
  const found = await store.read.select({ name: companies.name }).from(companies).orderBy(asc(companies.name));
  return found.map(({ name }) => name);
};

describe('a transaction', () => {
  test('answers what its body returns, and is read from then on', async () => {
    expect(await create('a')).toBe('a');
    expect(await names()).toEqual(['a']);
  });

  test('keeps nothing when its body throws', async () => {
    const failing = store.transaction(function* (tx) {
      yield* add(tx, 'a');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await names()).toEqual([]);
  });

  test('that fails takes none of those asked for beside it along', async () => {
    const results = await Promise.allSettled([create('a'), create('b'), create('a'), create('c')]);
    // Either of the two that are the same may be the first.
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  test('gets a failed query thrown where it was asked, and may put a better error in its place', async () => {
    await create('a');
    const failing = store.transaction(function* (tx) {
      yield* add(tx, 'b');
      try {
        yield* add(tx, 'a');
      } catch (error) {
        if (isUnique(error, 'id')) throw new Error('there is one already', { cause: error });
        throw error;
      }
    });
    await expect(failing).rejects.toThrow('there is one already');
    expect(await names()).toEqual(['a']);
  });

  test('is lost once a query failed, even if its body goes on', async () => {
    await create('a');
    const swallowing = store.transaction(function* (tx) {
      try {
        yield* add(tx, 'a');
      } catch {
        // The next one is not asked.
      }
      yield* add(tx, 'b');
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'unique' });
    const silent = store.transaction(function* (tx) {
      try {
        yield* add(tx, 'a');
      } catch {
        return 'fine';
      }
      return 'fine';
    });
    await expect(silent).rejects.toMatchObject({ code: 'unique' });
    expect(await names()).toEqual(['a']);
  });

  test('counts without gaps however many run at once', async () => {
    await create('a');
    const { companies } = store.t;
    const next = () =>
      store.transaction(function* (tx) {
        const found = yield* one(
          tx
            .update(companies)
            .set({ journalPosition: sql`${companies.journalPosition} + 1` })
            .where(eq(companies.id, 'a'))
            .returning(),
        );
        return found!.journalPosition;
      });
    const taken = await Promise.all(Array.from({ length: 300 }, next));
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
  });

  test('succeeds although another takes the same rows the other way round', async () => {
    await Promise.all([create('a'), create('b')]);
    const { companies } = store.t;
    const both = (first: string, second: string) =>
      store.transaction(function* (tx) {
        for (const id of [first, second])
          yield* run(
            tx
              .update(companies)
              .set({ version: sql`${companies.version} + 1` })
              .where(eq(companies.id, id)),
          );
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    const found = await store.read.select({ version: companies.version }).from(companies);
    expect(found).toEqual([{ version: 3 }, { version: 3 }]);
  });
});

describe('what is refused', () => {
  test('names the columns of the row that exists already', async () => {
    await create('a');
    await addOrigin('a');
    await expect(addOrigin('a')).rejects.toMatchObject({
      code: 'unique',
      table: 'company_origins',
      columns: ['company_id', 'origin'],
    });
    await expect(create('a')).rejects.toMatchObject({ code: 'unique', table: 'companies', columns: ['id'] });
  });

  test('tells a row that points at nothing, or is pointed at', async () => {
    await create('a');
    await expect(addOrigin('nobody')).rejects.toMatchObject({ code: 'reference' });
    await addOrigin('a');
    await expect(store.transaction((tx) => run(tx.delete(store.t.companies)))).rejects.toMatchObject({
      code: 'reference',
    });
  });

  test('includes every write outside a transaction', async () => {
    const stray = (store.read as Tx).insert(store.t.companyOrigins).values({ companyId: 'a', origin: 'b' });
    const error = await Promise.resolve(stray).catch(storeError);
    expect(error).toMatchObject({ code: 'read-only' });
  });

  test('never repeats the values of the query', async () => {
    const error = await store
      .transaction((tx) =>
        run(tx.insert(store.t.companies).values({ id: 'a', name: sql`nonsense(${'Éléonore'})` } as never)),
      )
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'failed' });
    for (let at = error as Error | undefined; at; at = at.cause as Error) expect(at.message).not.toContain('Éléonore');
  });
});

describe('rows', () => {
  test('come back as they went in', async () => {
    const branding = { z: 1, a: { nested: ['é', null, '\u2028', '\ud800', '\u0000'] } };
    const { companies } = store.t;
    const insert = (tx: Tx) =>
      prepared(tx, 'test.insert', (ph) =>
        tx
          .insert(companies)
          .values({
            id: ph('id'),
            name: ph('name'),
            branding: ph('branding'),
            options: ph('branding'),
            types: ph('types'),
            linkDays: ph('days'),
            portalUrl: ph('url'),
            createdAt: ph('name'),
          })
          .returning(),
      );
    const values = {
      id: 'a',
      name: '🧑‍🔧 « Œuvre » %_\\',
      branding,
      types: [],
      days: Number.MAX_SAFE_INTEGER,
      url: null,
    };
    const written = await store.transaction((tx) => one(insert(tx)(values)));
    const byId = prepared(store.read, 'test.byId', (ph) =>
      store.read
        .select()
        .from(companies)
        .where(eq(companies.id, ph('id'))),
    );
    const [found] = await byId({ id: 'a' });
    expect(found).toEqual(written);
    expect(found).toMatchObject({ name: values.name, linkDays: Number.MAX_SAFE_INTEGER, portalUrl: null, version: 1 });
    expect(JSON.stringify(found!.branding)).toBe(JSON.stringify(branding));
    expect(await byId({ id: 'b' })).toEqual([]);
  });

  test('keep null apart from false and from a JSON null', async () => {
    await create('a');
    const { fields } = store.t;
    const insert = (tx: Tx) =>
      prepared(tx, 'test.insertField', (ph) =>
        tx
          .insert(fields)
          .values({ id: 'f', companyId: 'a', kind: 'text', label: ph('label'), choices: [], required: ph('required') }),
      );
    await expect(
      store.transaction((tx) => run(insert(tx)({ label: { fr: 'x' }, required: null }))),
    ).rejects.toMatchObject({ code: 'failed' });
    await expect(store.transaction((tx) => run(insert(tx)({ label: null, required: true })))).rejects.toMatchObject({
      code: 'failed',
    });
    await store.transaction((tx) => run(insert(tx)({ label: { fr: 'x' }, required: true })));
    expect(await store.read.select({ required: fields.required, active: fields.active }).from(fields)).toEqual([
      { required: true, active: true },
    ]);
    await store.transaction((tx) => run(tx.delete(fields)));
  });

  test('are mapped by a prepared query as drizzle maps them', async () => {
    await create('a', { portalUrl: null });
    await addOrigin('a');
    const { companies, companyOrigins } = store.t;
    const flat = () =>
      store.read
        .select({
          id: companies.id,
          options: companies.options,
          url: companies.portalUrl,
          days: companies.linkDays,
          shout: sql<string>`upper(${companies.id})`.as('shout'),
          count: sql<number>`count(*) over ()`.mapWith(Number),
        })
        .from(companies);
    const joined = () =>
      store.read.select().from(companies).leftJoin(companyOrigins, eq(companyOrigins.companyId, companies.id));
    expect(await prepared(store.read, 'test.flat', flat)()).toEqual(await flat());
    expect(await prepared(store.read, 'test.joined', joined)()).toEqual(await joined());
    // Where drizzle no longer keeps these, rows are mapped by drizzle itself: correct, but slower.
    expect(Object.keys(flat().prepare(...(['test.internals'] as unknown as [])))).toEqual(
      expect.arrayContaining(['fields', 'customResultMapper']),
    );
  });

  test('are ordered by code point, and LIKE heeds case', async () => {
    for (const name of ['b', 'é', 'B', 'a', 'œ', 'Z', '~']) await create(name);
    expect(await names()).toEqual(['B', 'Z', 'a', 'b', '~', 'é', 'œ']);
    const { companies } = store.t;
    expect(await store.read.select({ id: companies.id }).from(companies).where(like(companies.id, 'b%'))).toEqual([
      { id: 'b' },
    ]);
  });
});

test('two prepared queries cannot share a name', () => {
  const { companies } = store.t;
  prepared(store.read, 'test.name', () => store.read.select().from(companies));
  expect(() =>
    prepared(store.read, 'test.name', () => store.read.select({ id: companies.id }).from(companies)),
  ).toThrow('test.name');
});

describe('several bodies together', () => {
  test('are each kept or given up by themselves, and answered for one by one', async () => {
    await create('b');
    const results = await store.together(['a', 'b', 'c'].map((id) => (tx: Tx) => add(tx, id)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'unique', table: 'companies' });
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  test('find what those before them wrote', async () => {
    const rename = (tx: Tx) =>
      run(tx.update(tx.t.companies).set({ name: 'renamed' }).where(eq(tx.t.companies.id, 'a')));
    await store.together<unknown>([(tx) => add(tx, 'a'), rename]);
    expect(await names()).toEqual(['renamed']);
  });

  test('are heard of once', async () => {
    const heard: Commit[] = [];
    const stop = store.changed((commit) => commit.foreign || heard.push(commit));
    await store.together(['a', 'b'].map((id) => (tx: Tx) => add(tx, id)));
    stop();
    expect(heard.map(({ companies }) => companies)).toEqual([['a', 'b']]);
  });
});

describe('what is left to the end of a transaction', () => {
  const calls: string[][] = [];
  beforeEach(() => void (calls.length = 0));
  function* addAll(tx: Tx, ids: string[]): Work<void> {
    calls.push(ids);
    for (const id of ids) yield* add(tx, id);
  }

  test('is written in one call, after all else', async () => {
    const found = await store.transaction(function* (tx) {
      yield* atEnd(tx, addAll, 'a');
      yield* atEnd(tx, addAll, 'b');
      return yield* rows(tx.select({ id: tx.t.companies.id }).from(tx.t.companies));
    });
    expect(found).toEqual([]);
    expect(calls).toEqual([['a', 'b']]);
    expect(await names()).toEqual(['a', 'b']);
  });

  test('is given up with the body that left it, and with the whole when it fails', async () => {
    const leave = (id: string) =>
      function* (tx: Tx): Work<void> {
        yield* atEnd(tx, addAll, id);
        if (id === 'b') throw new Error('changed my mind');
      };
    await store.together(['a', 'b', 'c'].map(leave));
    expect(await names()).toEqual(['a', 'c']);
    const failing = store.transaction(function* (tx) {
      yield* atEnd(tx, addAll, 'a');
      yield* add(tx, 'd');
    });
    await expect(failing).rejects.toMatchObject({ code: 'unique' });
    expect(await names()).toEqual(['a', 'c']);
  });
});

describe('listeners', () => {
  test('hear of a commit before its caller does, with the companies it touched', async () => {
    const heard: Commit[] = [];
    const stop = store.changed((commit) => heard.push(commit));
    heard.length = 0;
    await create('a');
    const own = heard.filter(({ foreign }) => !foreign);
    expect(own).toEqual([{ companies: ['a'], foreign: false }]);
    stop();
    await create('b');
    expect(heard.filter(({ foreign }) => !foreign)).toEqual(own);
  });

  test('hear within a second of what another process wrote', async () => {
    const heard = vi.fn<(commit: Commit) => void>();
    const stop = store.changed(heard);
    await elsewhere('elsewhere');
    expect(await names()).toEqual(['elsewhere']);
    const companies = onPostgres ? ['elsewhere'] : undefined;
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ companies, foreign: true }), {
      timeout: 1_000,
      interval: 20,
    });
    stop();
  }, 30_000);

  test('of other processes are told in one query at a time, however slowly the database answers', async () => {
    const stop = store.changed(() => {});
    const query = Client.prototype.query as (this: Client, config: QueryConfig) => Promise<unknown>;
    const told = new Set<string>();
    let underWay = 0;
    let most = 0;
    const notify = async (client: Client, config: QueryConfig) => {
      most = Math.max(most, ++underWay);
      await pause(100);
      const found = await query.call(client, config);
      underWay--;
      for (const id of String(config.values?.[1]).split(',')) told.add(id);
      return found;
    };
    const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...asked: unknown[]) {
      const [config] = asked as [QueryConfig];
      return config.text?.includes('pg_notify') ? notify(this, config) : query.apply(this, asked as never);
    });
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await create(id);
      await pause(30);
    }
    await vi.waitFor(() => expect(told.size).toBe(onPostgres ? 5 : 0), { timeout: 2_000 });
    expect(most).toBe(onPostgres ? 1 : 0);
    spy.mockRestore();
    stop();
  });

  test('have been told of everything when the store says it is current', async () => {
    expect(store.isCurrent()).toBe(!onPostgres);
    const heard: Commit[] = [];
    const stop = store.changed((commit) => heard.push(commit));
    await create('a');
    expect(store.isCurrent()).toBe(!onPostgres);
    heard.length = 0;
    const other = openStore(store.url);
    await other.transaction((tx) => add(tx, 'b'));
    expect(store.isCurrent()).toBe(false);
    if (!onPostgres) expect(heard).toEqual([{ companies: undefined, foreign: true }]);
    expect(store.isCurrent()).toBe(!onPostgres);
    await other.close();
    stop();
  });
});

/** Another process adds a company. */
const elsewhere = (id: string) =>
  startProcess(`
    import { openStore, run, touch } from './store.ts';
    const store = openStore(${JSON.stringify(store.url)});
    const id = ${JSON.stringify(id)};
    await store.transaction(function* (tx) {
      touch(tx, id);
      yield* run(tx.insert(tx.t.companies).values({ id, name: id, branding: {}, options: {}, types: [], createdAt: '' }));
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
    await create('a');
    await execute(store, 'SELECT 1');
    // A connection may still look alive for a moment; nothing of a failed attempt is kept.
    await vi.waitFor(() => create('b'), { timeout: 5_000 });
    expect(await names()).toEqual(['a', 'b']);

    const other = openStore(store.url);
    const companies = onPostgres ? ['b'] : undefined;
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
      expect(heard).toHaveBeenCalledWith({ companies, foreign: true });
    };
    await vi.waitFor(hears, { timeout: 10_000, interval: 100 });
    await other.close();
    stop();
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
