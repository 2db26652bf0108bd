import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { alone } from './group-commit.ts';
import { startProcess } from './process.testing.ts';
import { schema } from '../schema.ts';
import { sqliteStore } from './sqlite.ts';
import { openStore } from '../open-store.ts';
import { run, type Store } from './store.ts';
import { openTestStore, type TestStore } from '../testing/store.ts';

let store: TestStore;
let file: string;
/** The connection that the store writes on. */
let writer: Database.Database;
beforeEach(async () => {
  const pragma = vi.spyOn(Database.prototype, 'pragma');
  store = await openTestStore('sqlite');
  writer = pragma.mock.contexts[0] as Database.Database;
  pragma.mockRestore();
  file = store.url.slice('file:'.length);
});
afterEach(() => store.close());

const create = (id: string, on: Store = store) =>
  on.transaction((tx) =>
    run(
      tx.insert(on.t.companies).values({
        id,
        name: id.padEnd(2_000),
        branding: {} as never,
        options: {} as never,
        types: [],
        allowedOrigins: [],
        createdAt: '',
      }),
    ),
  );
const ids = async (from: Store = store) => {
  const { companies } = from.t;
  const found = await from.read.select({ id: companies.id }).from(companies);
  return found.map(({ id }) => id).toSorted();
};

test('nothing that was acknowledged is lost when the process is killed at work, and nothing is half-written', async () => {
  const code = `
    import { writeSync } from 'node:fs';
    import { openStore } from './../open-store.ts';
import { run } from './store.ts';
    const store = openStore(${JSON.stringify(store.url)});
    let count = 0;
    const work = async () => {
      for (;;) {
        const id = String(++count);
        await store.transaction(function* (tx) {
          yield* run(tx.insert(store.t.companies).values({ id, name: '', branding: {}, options: {}, types: [], allowedOrigins: [], createdAt: '' }));
          yield* run(tx.insert(store.t.journalReaders).values({ companyId: id, reader: 'test', position: 0 }));
        });
        writeSync(1, id + '\\n');
      }
    };
    for (let n = 0; n < 50; n++) work();`;
  for (let round = 0; round < 2; round++) {
    await store.transaction(function* (tx) {
      yield* run(tx.delete(tx.t.journalReaders));
      yield* run(tx.delete(tx.t.companies));
    });
    const other = startProcess(code);
    await other.printed('200');
    await other.kill();
    const kept = new Set(await ids());
    expect(other.lines.filter((id) => !kept.has(id))).toEqual([]);
    expect(await store.read.select().from(store.t.journalReaders)).toHaveLength(kept.size);
    expect(await store.check()).toEqual([]);
  }
});

describe('a write is refused with its reason, and taken again once that has gone', () => {
  test('when the disk is full', async () => {
    const [{ page_count: pages }] = writer.pragma('page_count') as [{ page_count: number }];
    writer.pragma(`max_page_count = ${pages}`);
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => create(`a${n}`)));
    expect(results.map((result) => result.status === 'rejected' && (result.reason as { code: string }).code)).toEqual(
      Array.from({ length: 20 }, () => 'full'),
    );
    writer.pragma('max_page_count = 4294967294');
    await create('b');
    expect(await ids()).toEqual(['b']);
  });

  test('when it is read-only', async () => {
    writer.pragma('query_only = ON');
    await expect(create('a')).rejects.toMatchObject({ code: 'read-only' });
    writer.pragma('query_only = OFF');
    await create('b');
    expect(await ids()).toEqual(['b']);
  });

  test('when another process holds the database', async () => {
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(alone(writer, 50, () => {})).rejects.toMatchObject({ code: 'busy' });

    // The event loop goes on while a write waits.
    const waiting = create('a');
    const turns = vi.fn();
    const timer = setInterval(turns, 10);
    await expect.poll(() => turns.mock.calls.length).toBeGreaterThan(5);
    clearInterval(timer);
    expect(await ids()).toEqual([]);
    other.close();
    await waiting;
    expect(await ids()).toEqual(['a']);
  });
});

describe('a probe', () => {
  test('leaves what other processes keep in memory', async () => {
    const other = openStore(store.url);
    onTestFinished(() => other.close());
    other.isCurrent();
    await store.probe();
    // Looked at once in a turn of the event loop.
    await new Promise(setImmediate);
    expect(other.isCurrent()).toBe(true);
    await create('a');
    await new Promise(setImmediate);
    expect(other.isCurrent()).toBe(false);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('probe'))).toEqual([]);
  });

  test('fails while the database takes no writes', async () => {
    writer.pragma('query_only = ON');
    await expect(store.probe()).rejects.toMatchObject({ code: 'read-only' });
    writer.pragma('query_only = OFF');
    await store.probe();
  });

  test('fails while its disk takes none', async () => {
    const inTheWay = `${file}.probe-${process.pid}`;
    mkdirSync(inTheWay);
    await expect(store.probe()).rejects.toMatchObject({ code: 'unavailable' });
    rmdirSync(inTheWay);
    await store.probe();
  });
});

test('a migration that builds a table anew keeps the rows that point at it, and may leave none dangling', async () => {
  const folder = mkdtempSync(join(dirname(file), 'migrations-'));
  const migrate = async (...steps: string[]) => {
    mkdirSync(join(folder, 'meta'), { recursive: true });
    const entries = steps.map((_, n) => ({ tag: String(n), when: n + 1, breakpoints: true }));
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
    steps.forEach((statements, n) => writeFileSync(join(folder, `${n}.sql`), statements));
    const other = sqliteStore(join(folder, 'some.db'), schema, folder);
    return other.migrate().finally(() => other.close());
  };
  const first = `CREATE TABLE a (id text PRIMARY KEY); CREATE TABLE b (a text REFERENCES a ON DELETE CASCADE);
    INSERT INTO a VALUES ('x'); INSERT INTO b VALUES ('x');`;
  const anew = `PRAGMA foreign_keys=OFF; CREATE TABLE new_a (id text PRIMARY KEY, name text); INSERT INTO new_a SELECT id, '' FROM a;
    DROP TABLE a; ALTER TABLE new_a RENAME TO a; PRAGMA foreign_keys=ON;`;
  expect(await migrate(first)).toBe(1);
  expect(await migrate(first, anew)).toBe(1);
  await expect(migrate(first, anew, 'DELETE FROM a')).rejects.toMatchObject({ code: 'failed' });
  const db = new Database(join(folder, 'some.db'));
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT name FROM a JOIN b ON a.id = b.a').all()).toEqual([{ name: '' }]);
});

test('a database with no step to take is not read through for what points at nothing: it opens, and its doctor says so', async () => {
  writer.pragma('foreign_keys = OFF');
  await store.transaction((tx) =>
    run(tx.insert(tx.t.journalReaders).values({ companyId: 'nobody', reader: 'test', position: 0 })),
  );
  const other = openStore(store.url);
  onTestFinished(() => other.close());
  expect(await other.migrate()).toBe(0);
  expect(await other.check()).toEqual([expect.stringContaining('journal_readers')]);
});

describe('a backup', () => {
  test('made while others write is a whole database', async () => {
    await create('a');
    const copy = join(dirname(file), 'copy.db');
    const [backup] = await Promise.all([store.backup(copy), ...Array.from({ length: 50 }, (_, n) => create(`b${n}`))]);
    expect(backup).toBeUndefined();
    const restored = openStore(`file:${copy}`);
    onTestFinished(() => restored.close());
    expect(await restored.check()).toEqual([]);
    expect(await ids(restored)).toContain('a');
    await create('c', restored);
  });

  test('writes over nothing', async () => {
    await expect(store.backup(file)).rejects.toMatchObject({ code: 'failed' });
    expect(await store.check()).toEqual([]);
  });
});

test('what is wrong with the database is said', async () => {
  writer.pragma('foreign_keys = OFF');
  await store.transaction((tx) =>
    run(tx.insert(tx.t.journalReaders).values({ companyId: 'nobody', reader: 'test', position: 0 })),
  );
  expect(await store.check()).toEqual([expect.stringContaining('journal_readers')]);
});

test('commits wait for the disk, and references are held, on the connection that writes', () => {
  expect(writer.pragma('synchronous', { simple: true })).toBe(2);
  expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(writer.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('a closed store leaves one file', async () => {
  const copy = join(dirname(file), 'copy.db');
  await store.backup(copy);
  const other = openStore(`file:${copy}`);
  await create('a', other);
  await other.close();
  expect(existsSync(`${copy}-wal`)).toBe(false);
});
