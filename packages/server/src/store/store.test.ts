import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { beforeCommit, isUnique, one, rows, run, storeError, type Commit, type Tx, type Work } from './store.ts';
import { add, addReader, create, names, store, useStore } from '../testing/store-suite.ts';

useStore();

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
    await addReader('a');
    await expect(addReader('a')).rejects.toMatchObject({
      code: 'unique',
      table: 'journal_readers',
      columns: ['company_id', 'reader'],
    });
    await expect(create('a')).rejects.toMatchObject({ code: 'unique', table: 'companies', columns: ['id'] });
  });

  test('tells a row that points at nothing, or is pointed at', async () => {
    await create('a');
    await expect(addReader('nobody')).rejects.toMatchObject({ code: 'reference' });
    await addReader('a');
    await expect(store.transaction((tx) => run(tx.delete(store.t.companies)))).rejects.toMatchObject({
      code: 'reference',
    });
  });

  test('includes every write outside a transaction', async () => {
    const stray = (store.read as Tx)
      .insert(store.t.journalReaders)
      .values({ companyId: 'a', reader: 'b', position: 0 });
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

describe('several bodies together', () => {
  test('are each kept or given up by themselves, and answered for one by one', async () => {
    await create('b');
    const results = await store.together(
      'b',
      ['a', 'b', 'c'].map((id) => (tx: Tx) => add(tx, id)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'unique', table: 'companies' });
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  test('find what those before them wrote', async () => {
    const rename = (tx: Tx) =>
      run(tx.update(tx.t.companies).set({ name: 'renamed' }).where(eq(tx.t.companies.id, 'a')));
    await store.together<unknown>('a', [(tx) => add(tx, 'a'), rename]);
    expect(await names()).toEqual(['renamed']);
  });

  test('are heard of once', async () => {
    const heard: Commit[] = [];
    const stop = store.changed((commit) => commit.foreign || heard.push(commit));
    await store.together(
      'a',
      ['a', 'b'].map((id) => (tx: Tx) => add(tx, id)),
    );
    stop();
    expect(heard.map(({ companies }) => companies)).toEqual([['a', 'b']]);
  });
});

describe('what is written before the commit of a transaction', () => {
  const calls: string[][] = [];
  beforeEach(() => void (calls.length = 0));
  function* addAll(tx: Tx, ids: string[]): Work<void> {
    calls.push(ids);
    for (const id of ids) yield* add(tx, id);
  }

  test('is written in one call, after all else', async () => {
    const found = await store.transaction(function* (tx) {
      yield* beforeCommit(tx, addAll, 'a');
      yield* beforeCommit(tx, addAll, 'b');
      return yield* rows(tx.select({ id: tx.t.companies.id }).from(tx.t.companies));
    });
    expect(found).toEqual([]);
    expect(calls).toEqual([['a', 'b']]);
    expect(await names()).toEqual(['a', 'b']);
  });

  test('is given up with the body that left it, and with the whole when it fails', async () => {
    const leave = (id: string) =>
      function* (tx: Tx): Work<void> {
        yield* beforeCommit(tx, addAll, id);
        if (id === 'b') throw new Error('changed my mind');
      };
    await store.together('a', ['a', 'b', 'c'].map(leave));
    expect(await names()).toEqual(['a', 'c']);
    const failing = store.transaction(function* (tx) {
      yield* beforeCommit(tx, addAll, 'a');
      yield* add(tx, 'd');
    });
    await expect(failing).rejects.toMatchObject({ code: 'unique' });
    expect(await names()).toEqual(['a', 'c']);
  });
});
