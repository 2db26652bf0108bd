/**
 * A failover to a standby that lacks the last commits, as whoever is connected finds it: the rows of before, under the same
 * address. On SQLite, the same as a copy of the file put back by hand.
 */
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

export interface Standby {
  /** Puts back every row as it was; other connections are cut, as those to a lost primary are, unless `silent`. */
  takeOver(how?: 'silent'): Promise<void>;
}

/** Copies every row aside: what is written from here on, the standby will lack. */
export const standbyOf = async (url: string): Promise<Standby> =>
  url.startsWith('file:') ? standbyOfFile(url.slice('file:'.length)) : standbyOfServer(url);

const standbyOfFile = (file: string): Standby => {
  const onFile = (act: (db: Sqlite.Database, tables: string[]) => void) => {
    const db = new Sqlite(file);
    db.pragma('foreign_keys = OFF');
    const tables = db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kept %'`,
      )
      .pluck()
      .all() as string[];
    db.transaction(() => act(db, tables)).immediate();
    db.close();
  };
  onFile((db, tables) => {
    for (const table of tables) db.exec(`CREATE TABLE "kept ${table}" AS SELECT * FROM "${table}"`);
  });
  return {
    async takeOver() {
      onFile((db, tables) => {
        for (const table of tables)
          db.exec(`DELETE FROM "${table}"; INSERT INTO "${table}" SELECT * FROM "kept ${table}"`);
      });
      // Nobody hears of another process's commit in the turn that it came in.
      await new Promise(setImmediate);
    },
  };
};

const standbyOfServer = async (url: string): Promise<Standby> => {
  const onServer = async (act: (client: Client, tables: string[]) => Promise<void>) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ name: string }>(
        `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      await act(
        client,
        rows.map(({ name }) => name),
      );
    } finally {
      await client.end();
    }
  };
  await onServer(async (client, tables) => {
    await client.query('CREATE SCHEMA kept');
    for (const table of tables) await client.query(`CREATE TABLE kept.${table} AS SELECT * FROM public.${table}`);
    await client.query('COMMIT');
  });
  return {
    takeOver: (how) =>
      onServer(async (client, tables) => {
        // Rows that point at others come in any order.
        await client.query(`SET LOCAL session_replication_role = 'replica'`);
        await client.query(`TRUNCATE ${tables.map((table) => `public.${table}`).join(', ')}`);
        for (const table of tables) await client.query(`INSERT INTO public.${table} SELECT * FROM kept.${table}`);
        await client.query('COMMIT');
        if (how === 'silent') return;
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      }),
  };
};
