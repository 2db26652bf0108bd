/** A fresh, migrated database for a test: SQLite, or PostgreSQL where PARVIS_TEST_ENGINE says so. */
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrationsFolder, readMigrations } from './migrations.ts';
import { postgresStore } from './postgres.ts';
import { schema, type Schema } from './schema.ts';
import { sqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';

type Engine = 'sqlite' | 'postgres';

export interface TestStore extends Store {
  /** For a second process on the same database. */
  readonly url: string;
}

/** `close()` also removes the database. */
export const openTestStore = async (engine = (process.env['PARVIS_TEST_ENGINE'] ?? 'sqlite') as Engine): Promise<TestStore> =>
  engine === 'postgres' ? await openPostgres() : await openSqlite();

// A database is migrated once for each set of migrations, then copied.
const templateName = (engine: Engine): string =>
  `parvis_${createHash('sha256').update(JSON.stringify(readMigrations(migrationsFolder(engine)))).digest('hex').slice(0, 16)}`;

const openSqlite = async (): Promise<TestStore> => {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-test-'));
  const file = join(folder, 'parvis.db');
  const template = join(tmpdir(), `${templateName('sqlite')}.db`);
  if (!existsSync(template)) {
    const part = join(folder, 'template.db');
    const first = sqliteStore(part, schema);
    await first.migrate();
    await first.close();
    renameSync(part, template);
  }
  copyFileSync(template, file);
  const store = sqliteStore(file, schema);
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...store, close, url: `file:${file}` };
};

const openPostgres = async (): Promise<TestStore> => {
  const admin = process.env['PARVIS_TEST_POSTGRES_URL'];
  if (!admin) throw new Error('PARVIS_TEST_POSTGRES_URL names no PostgreSQL');
  const template = templateName('postgres');
  const name = `parvis_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(admin, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) await makeTemplate(client, admin, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = addressOf(admin, name);
  const store = postgresStore(url, schema);
  const close = async () => {
    await store.close();
    await asAdmin(admin, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { ...store, close, url };
};

const makeTemplate = async (client: pg.Client, admin: string, template: string): Promise<void> => {
  const part = `${template}_part`;
  await client.query(`DROP DATABASE IF EXISTS ${part} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${part} TEMPLATE template0`);
  const store = postgresStore<Schema>(addressOf(admin, part), schema);
  await store.migrate();
  await store.close();
  await client.query(`ALTER DATABASE ${part} RENAME TO ${template}`);
};

const asAdmin = async (admin: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
};

const addressOf = (admin: string, database: string): string => {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
};
