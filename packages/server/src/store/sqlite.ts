/** The store on an embedded SQLite: one connection writes, another reads. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { CommitListeners } from './commits.ts';
import { assertIntact, markCreated } from './integrity.ts';
import { StoreError, storeError } from './errors.ts';
import { alone, GroupCommit } from './group-commit.ts';
import { jsonAggregateBy } from './json-aggregate.ts';
import { sqliteKit } from './kit.ts';
import { createMigrationsTable, migrationsFolder, pending, readMigrations } from './migrations.ts';
import type { Tx } from './query.ts';
import type { MakeTables } from './schema.ts';
import type { Store } from './store.ts';
import { now } from '../time.ts';

/** How often another process is looked out for. */
const watchEvery = 250;
/** How long a probe waits for another process. */
const probeMillis = 2_000;

export const sqliteStore = (file: string, schema: MakeTables, folder = migrationsFolder('sqlite')): Store => {
  attempt(() => assertIntact(file));
  const writer = open(file, { cache: 8 });
  const reader = open(file, { cache: 48, readonly: true });
  const changes = new CommitListeners();
  const t = schema(sqliteKit);
  const tx = Object.assign(drizzle({ client: writer }), { t }) as unknown as Tx;
  const commits = new GroupCommit(writer, tx, (commit) => changes.tell(commit));

  // Changes only when another connection has committed, and the reader never does: what it shows is another process.
  const version = writer.prepare('PRAGMA data_version').pluck();
  let seen = version.get();
  // What came in together is answered from one look: looking takes as long as the rest of an unchanged answer. Another
  // process is thus heard a turn of the event loop later at most.
  let looked = false;
  const isCurrent = () => {
    if (looked) return true;
    const now = attempt(() => version.get());
    if (now === seen) {
      looked = true;
      setImmediate(() => (looked = false));
      return true;
    }
    seen = now;
    changes.tell({ companies: undefined, foreign: true });
    return false;
  };
  let watch: NodeJS.Timeout | undefined;
  const look = () => {
    try {
      isCurrent();
    } catch {
      // Unreadable for the moment; the next look finds the same change.
    }
  };

  return {
    t,
    read: drizzle({ client: reader }) as unknown as Tx,
    jsonAggregate: jsonAggregateBy((values) => sql`json_group_array(json_array(${values}))`),
    transaction: (body) => commits.transaction(body),
    together: (_, bodies) => Promise.allSettled(bodies.map((body) => commits.transaction(body))),
    changed(listener) {
      watch ??= setInterval(look, watchEvery).unref();
      return changes.listen(listener);
    },
    isCurrent,
    async migrate() {
      const steps = await migrate(writer, folder);
      markCreated(file);
      return steps;
    },
    backup: (to) => backup(file, to),
    check: () => Promise.resolve(check(reader, folder)),
    // A copy cannot be told from its original; a backup is marked.
    identity: async () => '',
    async probe() {
      // Rolled back, and the room on its disk taken by a file of its own: a commit would tell every other process that
      // something has changed.
      await alone(writer, probeMillis, () => {
        writer.prepare('UPDATE installation SET probed_at = ?').run(now());
      }).catch((error: unknown) => {
        throw storeError(error);
      });
      await probeDisk(`${file}.probe-${process.pid}`);
    },
    async ping() {
      attempt(() => reader.exec('SELECT 1 FROM sqlite_schema'));
    },
    async close() {
      await commits.close();
      clearInterval(watch);
      reader.close();
      writer.close();
    },
  };
};

const open = (file: string, { cache, readonly = false }: { cache: number; readonly?: boolean }): Database.Database =>
  attempt(() => {
    if (!readonly) mkdirSync(dirname(resolve(file)), { recursive: true });
    const db = new Database(file, { readonly, timeout: 5_000 });
    if (!readonly) db.pragma('journal_mode = WAL');
    // better-sqlite3 is built so that WAL lowers this to NORMAL, which loses acknowledged commits when the power fails.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Megabytes. The system caches the file as well, but each page asked of it is a call: with 16, a list among a million
    // took a sixth longer than among ten thousand; with 48, no longer. Mapping the file into memory counts as ours.
    db.pragma(`cache_size = -${cache * 1024}`);
    // LIKE as PostgreSQL has it; what ignores case is searched in folded columns.
    db.pragma('case_sensitive_like = ON');
    // A writer waits by itself, see `alone`.
    if (!readonly) db.pragma('busy_timeout = 0');
    return plannedOnce(db);
  });

/**
 * Built with STAT4, SQLite plans a prepared statement anew each time a value is bound that might have changed the plan: a
 * tenth of what a page of a list takes, nine tenths of what the head of the portal takes. It does not look behind a plus
 * sign, which leaves every value as it is.
 */
export const plannedOnce = (db: Database.Database): Database.Database => {
  const prepare = db.prepare.bind(db) as (text: string) => Database.Statement;
  return Object.assign(db, { prepare: (text: string) => prepare(text.replaceAll('?', '+?')) });
};

const probeDisk = async (path: string): Promise<void> => {
  try {
    // As much as a disk gives out at a time: on a full one, nothing.
    await writeFile(path, Buffer.alloc(64 * 1024, 1), { flush: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new StoreError(isFull ? 'full' : code === 'EROFS' ? 'read-only' : 'unavailable', 'the disk takes no writes', {
      cause: error,
    });
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
};

const attempt = <Out>(action: () => Out): Out => {
  try {
    return action();
  } catch (error) {
    throw storeError(error);
  }
};

const migrate = async (db: Database.Database, folder: string): Promise<number> => {
  // A table is rebuilt by dropping the old one, which would delete the rows that point at it. It cannot be set inside a transaction.
  db.pragma('foreign_keys = OFF');
  try {
    return await alone(db, 60_000, () => {
      db.exec(createMigrationsTable);
      const steps = pending(readMigrations(folder), appliedTo(db));
      const note = db.prepare('INSERT INTO migrations VALUES (?, ?)');
      for (const { when, statements } of steps) {
        for (const statement of statements) db.exec(statement);
        note.run(when, new Date().toISOString());
      }
      // It reads every row: with a million of them, three seconds in which nobody else writes.
      const broken = steps.length > 0 ? (db.pragma('foreign_key_check') as { table: string }[]) : [];
      if (broken[0]) throw new StoreError('failed', `the migration leaves ${broken[0].table} pointing at nothing`);
      db.exec('COMMIT');
      return steps.length;
    });
  } catch (error) {
    throw storeError(error);
  } finally {
    db.pragma('foreign_keys = ON');
  }
};

const appliedTo = (db: Database.Database): number[] =>
  db.prepare('SELECT written FROM migrations ORDER BY written').pluck().all() as number[];

const backup = async (file: string, to: string): Promise<void> => {
  if (existsSync(to)) throw new StoreError('failed', `${to} exists already`);
  const folder = dirname(to);
  if (!existsSync(folder)) throw new StoreError('failed', `there is no folder ${folder}`);
  // On its own connection, with a snapshot held: any write of another connection would start the copy anew.
  const source = open(file, { cache: 2, readonly: true });
  const part = `${to}.part`;
  try {
    source.exec('BEGIN; SELECT 1 FROM sqlite_schema');
    await source.backup(part);
    // Where it is restored, other entries will follow under numbers that were given out: whoever serves it says so.
    const copy = new Database(part);
    copy.exec('UPDATE installation SET incarnation = NULL; PRAGMA journal_mode = DELETE');
    copy.close();
    // Only a whole copy bears the name.
    renameSync(part, to);
  } catch (error) {
    rmSync(part, { force: true });
    throw storeError(error);
  } finally {
    source.close();
  }
};

const check = (db: Database.Database, folder: string): string[] =>
  attempt(() => {
    const damage = db.pragma('integrity_check') as { integrity_check: string }[];
    const dangling = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
    const missing = pending(readMigrations(folder), appliedTo(db)).length;
    return [
      ...damage.map((line) => line.integrity_check).filter((line) => line !== 'ok'),
      ...dangling.map(({ table, rowid, parent }) => `${table}, row ${rowid}, points at no row of ${parent}`),
      ...(missing > 0 ? [`${missing} migrations are missing`] : []),
    ];
  });
