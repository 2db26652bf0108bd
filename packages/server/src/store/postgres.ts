/** The store on PostgreSQL: one pool writes, another reads, a connection of its own tells other nodes. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import { Changes, watchTouched, type Commit } from './changes.ts';
import { collectEndings, toTheEnd, writeEndings } from './endings.ts';
import { gatherBy } from './gather.ts';
import { isConflict, StoreError, storeError } from './errors.ts';
import { postgresKit } from './kit.ts';
import { createMigrationsTable, migrationsFolder, pending, readMigrations } from './migrations.ts';
import { Notices } from './notices.ts';
import { untilFailure, type Tx, type Work } from './query.ts';
import { schema, type Schema } from './schema.ts';
import type { Store } from './store.ts';

/** How often a body is run before its conflicts with others are given up on. */
const attempts = 5;
/** Any number, the same for every process that migrates. */
const migrationLock = 7_268_347;

export const postgresStore = (url: string, folder = migrationsFolder('postgres')): Store => {
  const t = schema(postgresKit);
  const writers = pool(url);
  const readers = pool(url, '-c default_transaction_read_only=on');
  const changes = new Changes();
  const notices = new Notices(url, (companies) => changes.tell({ companies, foreign: true }));
  const tell = (commit: Commit) => {
    changes.tell(commit);
    notices.send(commit.companies ?? []);
  };

  return {
    t,
    read: drizzle({ client: readers }) as unknown as Tx,
    gather: gatherBy((values) => sql`coalesce(json_agg(json_build_array(${values})), '[]'::json)`),
    transaction: (body) => transaction(writers, t, (tx, ask) => drive(toTheEnd(tx, body), ask), tell),
    together: (bodies) => transaction(writers, t, (tx, ask) => driveEach(tx, bodies, ask), tell),
    changed(listener) {
      notices.listen();
      return changes.listen(listener);
    },
    isCurrent: () => false,
    migrate: () => migrate(writers, folder),
    backup: () =>
      Promise.reject(
        new StoreError('failed', 'a PostgreSQL database is copied by its own tool: pg_dump --format=custom'),
      ),
    check: () => check(readers, folder),
    ping: () => answered(readers.query('SELECT 1')).then(() => undefined),
    async close() {
      await writers.end();
      await Promise.all([readers.end(), notices.close()]);
    },
  };
};

const pool = (url: string, options?: string): Pool => {
  const connections = new Pool({
    connectionString: url,
    application_name: 'parvis',
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    ...(options !== undefined && { options }),
  });
  // A connection that breaks fails the query at hand, if there is one, and is replaced by the pool. It also says so by
  // an event, lent or idle, which would end the process if nobody listened.
  connections.on('error', () => {});
  connections.on('connect', (client) => client.on('error', () => {}));
  return connections;
};

const answered = async <Out>(query: Promise<Out>): Promise<Out> => {
  try {
    return await query;
  } catch (error) {
    throw storeError(error);
  }
};

// drizzle keeps what it prepares with its own object: one for each connection, or every transaction would prepare anew.
const known = new WeakMap<PoolClient, Tx>();
const txOf = (client: PoolClient, t: Schema): Tx => {
  let tx = known.get(client);
  if (!tx) known.set(client, (tx = Object.assign(drizzle({ client }), { t }) as unknown as Tx));
  return tx;
};

const transaction = async <Out>(
  writers: Pool,
  t: Schema,
  act: Act<Out>,
  tell: (commit: Commit) => void,
): Promise<Out> => {
  for (let attempt = 1; ; attempt++) {
    const result = await withClient(writers, (client) => perform(txOf(client, t), client, act));
    if ('out' in result) {
      tell({ companies: [...result.companies], foreign: false });
      return result.out;
    }
    if (!result.conflict || attempt === attempts) throw result.error;
    await pause(Math.random() * 10 * 2 ** attempt);
  }
};

/** Lends a connection; one on which not even a roll-back works is thrown away. */
const withClient = async <Out>(connections: Pool, use: (client: PoolClient) => Promise<Out>): Promise<Out> => {
  const client = await answered(connections.connect());
  let broken = true;
  try {
    const out = await use(client);
    broken = false;
    return out;
  } finally {
    client.release(broken);
  }
};

/** Asks a query of the transaction at hand, and tells its failure as a StoreError. */
interface Ask {
  <Found>(query: PromiseLike<Found>): Promise<Found>;
  plain(text: string): Promise<unknown>;
  /** Another transaction stands in the way: this one must be begun anew. */
  hasConflict(): boolean;
}
type Act<Out> = (tx: Tx, ask: Ask) => Promise<Out>;
type Result<Out> = { out: Out; companies: Set<string> } | { error: unknown; conflict: boolean };

const perform = async <Out>(tx: Tx, client: PoolClient, act: Act<Out>): Promise<Result<Out>> => {
  const ask = asking(client);
  try {
    await ask.plain('BEGIN');
    const companies = watchTouched(tx);
    const out = await act(tx, ask);
    await ask.plain('COMMIT');
    return { out, companies };
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Schema) => {
      throw new StoreError('unavailable', 'the connection was lost', { cause: lost });
    });
    return { error, conflict: ask.hasConflict() };
  }
};

const asking = (client: PoolClient): Ask => {
  // Remembered here, because the body may put another error in the place of the database's.
  let conflict = false;
  const ask = async <Found>(query: PromiseLike<Found>): Promise<Found> => {
    try {
      return await query;
    } catch (error) {
      conflict ||= isConflict(error);
      throw storeError(error);
    }
  };
  return Object.assign(ask, {
    plain: (text: string) => ask(client.query(text)),
    hasConflict: () => conflict,
  });
};

const drive = async <Out>(work: Work<Out>, ask: Ask): Promise<Out> => {
  const steps = untilFailure(work);
  let step = steps.next();
  while (!step.done) {
    let found: unknown;
    try {
      found = await ask(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(found);
  }
  return step.value;
};

const driveEach = async <Out>(
  tx: Tx,
  bodies: ((tx: Tx) => Work<Out>)[],
  ask: Ask,
): Promise<PromiseSettledResult<Out>[]> => {
  const results: PromiseSettledResult<Out>[] = [];
  const endings = collectEndings(tx);
  await ask.plain('SAVEPOINT body');
  for (const body of bodies) {
    const { length } = endings;
    try {
      results.push({ status: 'fulfilled', value: await drive(body(tx), ask) });
    } catch (reason) {
      if (ask.hasConflict()) throw reason;
      await ask.plain('ROLLBACK TO body');
      endings.length = length;
      results.push({ status: 'rejected', reason });
    }
    await ask.plain('RELEASE body; SAVEPOINT body');
  }
  await drive(writeEndings(tx, endings), ask);
  return results;
};

const migrate = (writers: Pool, folder: string): Promise<number> =>
  withClient(writers, async (client) => {
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL statement_timeout = 0');
      await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
      await client.query(createMigrationsTable);
      const steps = pending(readMigrations(folder), await appliedTo(client));
      for (const { when, statements } of steps) {
        for (const statement of statements) await client.query(statement);
        await client.query('INSERT INTO migrations VALUES ($1, $2)', [when, new Date().toISOString()]);
      }
      await client.query('COMMIT');
      return steps.length;
    } catch (error) {
      throw storeError(error);
    }
  });

const appliedTo = async (client: Pool | PoolClient): Promise<number[]> => {
  const found = await client.query<{ written: string }>('SELECT written FROM migrations ORDER BY written');
  return found.rows.map(({ written }) => Number(written));
};

const check = async (readers: Pool, folder: string): Promise<string[]> => {
  const flawed = await answered(
    readers.query<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid
       UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated`,
    ),
  );
  const missing = pending(readMigrations(folder), await answered(appliedTo(readers))).length;
  return [
    ...flawed.rows.map(({ name }) => `${name} is not valid`),
    ...(missing > 0 ? [`${missing} migrations are missing`] : []),
  ];
};
