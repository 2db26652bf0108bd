import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as kit from 'drizzle-kit/api';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { postgresKit, sqliteKit } from './kit.ts';
import { migrationsFolder, pending, readMigrations } from './migrations.ts';
import { postgresStore } from './postgres.ts';
import { schema } from './../schema.ts';
import { sqliteStore } from './sqlite.ts';
import { openStore } from '../open-store.ts';
import { startProcess } from './process.testing.ts';
import { emptyDatabase, execute, type Database, type Engine } from '../testing/store.ts';

const engine: Engine = process.env['PARVIS_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';

interface Entry {
  idx: number;
  when: number;
  tag: string;
  version: string;
  breakpoints: boolean;
}

const readJson = (of: Engine, name: string): unknown =>
  JSON.parse(readFileSync(join(migrationsFolder(of), 'meta', name), 'utf8'));
const journalOf = (of: Engine) => readJson(of, '_journal.json') as { entries: Entry[] };
const tags = (of: Engine) => journalOf(of).entries.map(({ tag }) => tag);
/** The tables as the last migration left them. */
const lastSnapshot = (of: Engine) => readJson(of, `${String(tags(of).length - 1).padStart(4, '0')}_snapshot.json`);

describe('the generated migrations lead to the tables as they are declared', () => {
  const advice = 'run: npm run migrations -w @parvis/server';

  test('on SQLite', async () => {
    const before = lastSnapshot('sqlite') as Awaited<ReturnType<typeof kit.generateSQLiteDrizzleJson>>;
    const now = await kit.generateSQLiteDrizzleJson(schema(sqliteKit), before.id);
    expect(await kit.generateSQLiteMigration(before, now), advice).toEqual([]);
  });

  test('on PostgreSQL', async () => {
    const before = lastSnapshot('postgres') as ReturnType<typeof kit.generateDrizzleJson>;
    const now = kit.generateDrizzleJson(schema(postgresKit), before.id);
    expect(await kit.generateMigration(before, now), advice).toEqual([]);
  });

  test('in the same steps on both', () => {
    expect(tags('sqlite')).toEqual(tags('postgres'));
  });
});

describe('a database', () => {
  let database: Database;
  const folders: string[] = [];
  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(async () => {
    await database.remove();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  const folderOf = (entries: Entry[], statements: Record<string, string>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'parvis-migrations-'));
    folders.push(folder);
    cpSync(migrationsFolder(engine), folder, { recursive: true });
    for (const [tag, text] of Object.entries(statements)) writeFileSync(join(folder, `${tag}.sql`), text);
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
    return folder;
  };
  const address = () => (engine === 'postgres' ? database.url : database.url.slice('file:'.length));

  /** Migrates with these steps, as the code that knows no others would; answers how many it took. */
  const migrate = (entries: Entry[], statements: Record<string, string> = {}): Promise<number> => {
    const open = engine === 'postgres' ? postgresStore : sqliteStore;
    const store = open(address(), schema, folderOf(entries, statements));
    return store.migrate().finally(() => store.close());
  };
  const steps = journalOf(engine).entries;
  const later = (tag: string, by: number): Entry => ({ ...steps.at(-1)!, tag, when: steps.at(-1)!.when + by });

  test.each(steps.map(({ tag }, n) => [tag, n + 1] as const))(
    'that was left at %s is brought up to date, once',
    async (_, taken) => {
      expect(await migrate(steps.slice(0, taken))).toBe(taken);
      expect(await migrate(steps)).toBe(steps.length - taken);
      expect(await migrate(steps)).toBe(0);
      const store = openStore(database.url);
      onTestFinished(() => store.close());
      expect(await store.check()).toEqual([]);
    },
  );

  test('keeps nothing of a step that fails half-way, and takes the mended one', async () => {
    const next = [...steps, later('next', 1)];
    const failing = migrate(next, { next: 'CREATE TABLE half (id text);--> statement-breakpoint\nnonsense;' });
    await expect(failing).rejects.toMatchObject({ code: 'failed' });
    expect(await migrate(next, { next: 'CREATE TABLE half (id text);' })).toBe(next.length);
  });

  test('of a newer version is left alone by an older one', async () => {
    await migrate([...steps, later('next', 1)], { next: 'CREATE TABLE later (id text);' });
    await expect(migrate(steps)).rejects.toMatchObject({ code: 'foreign-schema' });
  });

  test('whose migration was killed half-way is migrated by the next start', async () => {
    const pace = [...steps, later('pace', 1)];
    await migrate(pace, {
      pace: 'CREATE TABLE pace (pace bigint);--> statement-breakpoint\nINSERT INTO pace VALUES (1000000000);',
    });
    const slow = {
      sqlite:
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, pace WHERE i < pace) SELECT max(i) FROM n',
      postgres: 'SELECT pg_sleep(pace / 1000.0) FROM pace',
    }[engine];
    const all = [...pace, later('slow', 2)];
    const statements = { pace: '', slow: `CREATE TABLE half (id text);--> statement-breakpoint\n${slow};` };
    const other = startProcess(`
      import { writeSync } from 'node:fs';
      import { ${engine}Store } from './${engine}.ts';
      import { schema } from './../schema.ts';
      const store = ${engine}Store(${JSON.stringify(address())}, schema, ${JSON.stringify(folderOf(all, statements))});
      writeSync(1, 'migrating\\n');
      await store.migrate();`);
    await other.printed('migrating');
    await pause(300);
    await other.kill();

    await execute(database, 'UPDATE pace SET pace = 1');
    expect(await migrate(all, statements)).toBe(1);
  });

  // PostgreSQL checks what points where by itself.
  test.runIf(engine === 'sqlite')(
    'is looked through for rows that point at nothing after a step, and only then',
    async () => {
      await migrate(steps);
      await execute(
        database,
        "PRAGMA foreign_keys = OFF; INSERT INTO journal_readers (reader, company_id, position) VALUES ('test', 'nobody', 0)",
      );
      expect(await migrate(steps)).toBe(0);
      const next = [...steps, later('next', 1)];
      await expect(migrate(next, { next: 'CREATE TABLE next (id text);' })).rejects.toMatchObject({ code: 'failed' });
    },
  );

  test('is migrated once by processes that start together', async () => {
    const taken = await Promise.all([migrate(steps), migrate(steps), migrate(steps)]);
    expect(taken.toSorted((a, b) => a - b)).toEqual([0, 0, steps.length]);
  });
});

test('SQLite keeps what is nothing but its key once', () => {
  const statements = readMigrations(migrationsFolder('sqlite')).flatMap(({ statements }) => statements);
  const words = statements.filter((statement) => statement.includes('CREATE TABLE `search_words`'));
  expect(words.at(-1)).toMatch(/\) WITHOUT ROWID;\s*$/);
});

test('steps that the code does not know are refused', () => {
  const known = readMigrations(migrationsFolder(engine));
  expect(pending(known, [])).toEqual(known);
  expect(
    pending(
      known,
      known.map(({ when }) => when),
    ),
  ).toEqual([]);
  expect(() => pending(known, [1])).toThrow(expect.objectContaining({ code: 'foreign-schema' }) as Error);
});
