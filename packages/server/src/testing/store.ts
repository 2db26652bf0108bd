/** A fresh, migrated database for a test: SQLite, or PostgreSQL where PARVIS_TEST_ENGINE says so. */
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { migrationsFolder, readMigrations } from '../store/migrations.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store/store.ts';

export type Engine = 'sqlite' | 'postgres';
const engineOfRun = (): Engine => (process.env['PARVIS_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite');

export interface TestStore extends Store {
  /** For a second process on the same database. */
  readonly url: string;
}

/** `close()` also removes the database. */
export const openTestStore = async (engine = engineOfRun()): Promise<TestStore> => {
  const database = await (engine === 'postgres' ? postgresDatabase(true) : sqliteDatabase(true));
  const store = openStore(database.url);
  return {
    ...store,
    url: database.url,
    async close() {
      await store.close();
      await database.remove();
    },
  };
};

export interface Database {
  url: string;
  remove(): Promise<void>;
}

/** A database without a table. */
export const emptyDatabase = (engine = engineOfRun()): Promise<Database> =>
  engine === 'postgres' ? postgresDatabase(false) : sqliteDatabase(false);

/** Does what no feature may: plain SQL, on a connection of its own. Of PostgreSQL, all others are cut first. */
export const execute = async ({ url }: { url: string }, statement: string): Promise<void> => {
  if (url.startsWith('file:')) {
    const db = new Sqlite(url.slice('file:'.length));
    db.exec(statement);
    db.close();
    return;
  }
  await onServer(url, async (client) => {
    await client.query(cutOthers);
    await client.query(statement);
  });
};

// Migrating takes a while: it is done once for each set of migrations, and the result copied.
const templateName = (engine: Engine): string => {
  const migrations = JSON.stringify(readMigrations(migrationsFolder(engine)));
  return `parvis_template_${createHash('sha256').update(migrations).digest('hex').slice(0, 16)}`;
};

const migrated = async (url: string): Promise<void> => {
  const store = openStore(url);
  await store.migrate();
  await store.close();
};

const sqliteDatabase = async (filled: boolean): Promise<Database> => {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-test-'));
  const file = join(folder, 'parvis.db');
  if (filled) {
    const template = join(tmpdir(), `${templateName('sqlite')}.db`);
    if (!existsSync(template)) {
      await migrated(`file:${file}`);
      renameSync(file, template);
    }
    copyFileSync(template, file);
  }
  return { url: `file:${file}`, remove: async () => rmSync(folder, { recursive: true, force: true }) };
};

const postgresDatabase = async (filled: boolean): Promise<Database> => {
  const server = process.env['PARVIS_TEST_POSTGRES_URL'];
  if (!server) throw new Error('PARVIS_TEST_POSTGRES_URL names no PostgreSQL');
  const name = `parvis_test_${randomUUID().replaceAll('-', '')}`;
  const url = addressOf(server, name);
  await onServer(server, async (client) => {
    if (!filled) return client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const template = templateName('postgres');
    // Until this connection ends: several test processes may want the template at once.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) {
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
      await migrated(url);
      await client.query(`ALTER DATABASE ${name} RENAME TO ${template}`);
    }
    return client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return { url, remove: () => onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)) };
};

const cutOthers = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

const onServer = async (server: string, act: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
};

const addressOf = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};
