/** A fresh, migrated database for a test: SQLite, or PostgreSQL where PARVIS_TEST_ENGINE says so. */
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { migrationsFolder, readMigrations } from '../store/migrations.ts';
import { openStore } from '../open-store.ts';
import { StoreError, type Store } from '../store/store.ts';

export type Engine = 'sqlite' | 'postgres';
const engineOfRun = (): Engine => (process.env['PARVIS_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite');

export interface TestStore extends Store {
  /** For a second process on the same database. */
  readonly url: string;
}

/**
 * `close()` also removes the database, or empties it for the next test. On PostgreSQL to make one, and to get to know it on
 * new connections, takes ten times as long as what most tests do with it.
 */
export const openTestStore = async (engine = engineOfRun()): Promise<TestStore> =>
  engine === 'postgres' ? reused() : openUnusedStore(engine);

/**
 * On a database that nobody has used: for what depends on how its files lie, as plans do, and for whoever would hear each
 * statement, of which a connection that was used knows some by heart.
 */
export const openUnusedStore = async (engine = engineOfRun()): Promise<TestStore> => {
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

interface Reusable {
  store: TestStore;
  /** A connection of its own, on which foreign keys and triggers are not looked at. */
  client: Client;
  /** Takes away all rows. */
  emptying: string;
}

/** Those that no test of this worker has at the moment. */
const free: Reusable[] = [];

/** One whose address was asked for is not given to another test: who has it may have made anything of the database. */
const reused = async (): Promise<TestStore> => {
  const reusable = free.pop() ?? (await reusableStore());
  const { store } = reusable;
  let isAddressKnown = false;
  let isClosed = false;
  const stops: (() => void)[] = [];
  const running = new Set<Promise<unknown>>();
  /** What a test has left running writes nothing into the next one. */
  const whileOpen = <Out>(act: () => Promise<Out>): Promise<Out> => {
    if (isClosed) return Promise.reject(new StoreError('unavailable', 'the store is closed'));
    const acting = act();
    const ended = () => void running.delete(acting);
    running.add(acting);
    acting.then(ended, ended);
    return acting;
  };
  return {
    ...store,
    get url() {
      isAddressKnown = true;
      return store.url;
    },
    transaction: (body) => whileOpen(() => store.transaction(body)),
    together: (companyId, bodies) => whileOpen(() => store.together(companyId, bodies)),
    changed(listener) {
      const stop = store.changed(listener);
      stops.push(stop);
      return stop;
    },
    async close() {
      isClosed = true;
      for (const stop of stops) stop();
      await Promise.allSettled(running);
      if (!isAddressKnown && (await isEmptied(reusable))) return void free.push(reusable);
      await reusable.client.end();
      await store.close();
    },
  };
};

const reusableStore = async (): Promise<Reusable> => {
  const store = await openUnusedStore('postgres');
  // One that has many rows, or a row that is locked for good, is not waited for.
  const client = new Client({ connectionString: store.url, statement_timeout: 2_000 });
  // The server may end before this worker does.
  client.on('error', () => {});
  await client.connect();
  await client.query('SET session_replication_role = replica');
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
  );
  return { store, client, emptying: rows.map(({ name }) => `DELETE FROM "${name}"`).join(';') };
};

/** Above this, what was taken away is in the way: the next test gets a new one. */
const mostBytes = 16 * 1024 ** 2;

const isEmptied = async ({ client, emptying }: Reusable): Promise<boolean> => {
  try {
    await client.query(emptying);
    const { rows } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
    return Number(rows[0]!.bytes) < mostBytes;
  } catch {
    return false;
  }
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
  const known = templateNames.get(engine);
  if (known) return known;
  const migrations = JSON.stringify(readMigrations(migrationsFolder(engine)));
  const name = `parvis_template_${createHash('sha256').update(migrations).digest('hex').slice(0, 16)}`;
  templateNames.set(engine, name);
  return name;
};
const templateNames = new Map<Engine, string>();

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
