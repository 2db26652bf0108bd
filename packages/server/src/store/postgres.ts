/** The store on PostgreSQL: one pool writes, another reads, a connection of its own tells other nodes. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type QueryConfig } from 'pg';
import { currentAsker, onBehalfOfNobody } from './asker.ts';
import { CommitListeners, watchTouched, type Commit, type Touched } from './commits.ts';
import { collectBeforeCommit, runWithBeforeCommit, writeBeforeCommit } from './before-commit.ts';
import { jsonAggregateBy } from './json-aggregate.ts';
import { isConflict, isLockTimeout, StoreError, storeError } from './errors.ts';
import { postgresKit } from './kit.ts';
import { createMigrationsTable, migrationsFolder, pending, readMigrations } from './migrations.ts';
import { NodeNotifications } from './notifications.ts';
import { untilFailure, type Tx, type Work } from './query.ts';
import type { MakeTables, Schema } from './schema.ts';
import type { Store } from './store.ts';
import { now } from '../time.ts';
import { CompanySemaphore } from './company-semaphore.ts';

/** Connections that write, and how many of them one company's changes may take. */
const mostWriters = 10;
const writersPerCompany = 4;
/**
 * A connection that has gone silent, as when the database's machine is lost or a firewall forgets it, says nothing for a
 * quarter of an hour: what the database itself ends after ten seconds is waited for no longer than twelve.
 */
const statementMillis = 10_000;
const answerMillis = 12_000;
/** How long a group of changes waits for a row that others hold before it lets go of its own. */
const groupPatience = '100ms';
/** How often a body is run before its conflicts with others are given up on. */
const attempts = 5;
const migrationMillis = 6 * 3_600_000;
/** Any number, the same for every process that migrates. */
const migrationLock = 7_268_347;

export const postgresStore = (url: string, schema: MakeTables, folder = migrationsFolder('postgres')): Store => {
  const t = schema(postgresKit);
  const writers = pool(url);
  const readers = pool(url, '-c default_transaction_read_only=on');
  const semaphore = new CompanySemaphore(writersPerCompany);
  const changes = new CommitListeners();
  const notices = new NodeNotifications(url, (companies) => changes.tell({ companies, foreign: true }));
  const tell = (commit: Commit) =>
    onBehalfOfNobody(() => {
      changes.tell(commit);
      notices.send(commit.companies ?? []);
    });

  const alone = <Out>(body: (tx: Tx) => Work<Out>): Promise<Out> =>
    transaction(writers, t, (tx, ask) => drive(runWithBeforeCommit(tx, body, currentAsker()), ask), tell);
  /** Several in one go where nobody stands in their way; whose turn somebody does goes by itself, as any other change. */
  const together = async <Out>(
    companyId: string,
    bodies: ((tx: Tx) => Work<Out>)[],
  ): Promise<PromiseSettledResult<Out>[]> => {
    const results: PromiseSettledResult<Out>[] = [];
    while (results.length < bodies.length) {
      const rest = bodies.slice(results.length);
      const group = await transaction(writers, t, (tx, ask) => driveEach(tx, companyId, rest, ask), tell);
      results.push(...group);
      if (group.length < rest.length) results.push(...(await Promise.allSettled([alone(rest[group.length]!)])));
    }
    return results;
  };

  return {
    t,
    read: drizzle({ client: readers }) as unknown as Tx,
    jsonAggregate: jsonAggregateBy((values) => sql`coalesce(json_agg(json_build_array(${values})), '[]'::json)`),
    transaction: (body) => semaphore.run(() => alone(body)),
    together: (companyId, bodies) => semaphore.run(() => together(companyId, bodies)),
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
    identity: () => identity(readers),
    ping: () => answered(readers.query('SELECT 1')).then(() => undefined),
    probe: () => answered(writers.query(probeStatement, [now()])).then(() => undefined),
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
    max: mostWriters,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementMillis,
    query_timeout: answerMillis,
    idle_in_transaction_session_timeout: statementMillis,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
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
      const { touched } = result;
      tell({ companies: [...touched.keys()], touched, foreign: false });
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
  plain(text: string, values?: string[]): Promise<unknown>;
  /** Another transaction stands in the way: this one must be begun anew. */
  hasConflict(): boolean;
  /** Others hold a row, and did so for longer than the patience of a group. */
  hadToWait(): boolean;
  /** The connection is no longer of use. */
  isLost(): boolean;
}
type Act<Out> = (tx: Tx, ask: Ask) => Promise<Out>;
type Result<Out> = { out: Out; touched: Touched } | { error: unknown; conflict: boolean };

const perform = async <Out>(tx: Tx, client: PoolClient, act: Act<Out>): Promise<Result<Out>> => {
  const ask = asking(client);
  try {
    await ask.plain('BEGIN');
    const touched = watchTouched(tx);
    const out = await act(tx, ask);
    await ask.plain('COMMIT');
    return { out, touched };
  } catch (error) {
    // Nothing more is answered on it, not even that it was rolled back.
    if (ask.isLost()) throw error;
    await client.query('ROLLBACK').catch((lost: unknown) => {
      throw new StoreError('unavailable', 'the connection was lost', { cause: lost });
    });
    return { error, conflict: ask.hasConflict() };
  }
};

const asking = (client: PoolClient): Ask => {
  // Remembered here, because the body may put another error in the place of the database's.
  let conflict = false;
  let waited = false;
  let lost = false;
  const ask = async <Found>(query: PromiseLike<Found>): Promise<Found> => {
    try {
      return await query;
    } catch (error) {
      conflict ||= isConflict(error);
      waited ||= isLockTimeout(error);
      const failure = storeError(error);
      lost ||= failure instanceof StoreError && failure.code === 'unavailable';
      throw failure;
    }
  };
  return Object.assign(ask, {
    plain: (text: string, values?: string[]) => ask(client.query(text, values)),
    hasConflict: () => conflict,
    hadToWait: () => waited,
    isLost: () => lost,
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

/**
 * Holds the company first, so that taking its counters at the end never waits. Stops at a body for whose rows it would have
 * to wait: who holds them may be waiting for the company, or for a row of the bodies before.
 */
const driveEach = async <Out>(
  tx: Tx,
  companyId: string,
  bodies: ((tx: Tx) => Work<Out>)[],
  ask: Ask,
): Promise<PromiseSettledResult<Out>[]> => {
  const results: PromiseSettledResult<Out>[] = [];
  const deferred = collectBeforeCommit(tx, currentAsker());
  // As an update of what is no key would.
  await ask.plain('SELECT 1 FROM companies WHERE id = $1 FOR NO KEY UPDATE', [companyId]);
  await ask.plain(`SET LOCAL lock_timeout = '${groupPatience}'; SAVEPOINT body`);
  for (const body of bodies) {
    const { length } = deferred;
    try {
      results.push({ status: 'fulfilled', value: await drive(body(tx), ask) });
    } catch (reason) {
      if (ask.hasConflict()) throw reason;
      await ask.plain('ROLLBACK TO body');
      deferred.length = length;
      if (ask.hadToWait()) break;
      results.push({ status: 'rejected', reason });
    }
    await ask.plain('RELEASE body; SAVEPOINT body');
  }
  await drive(writeBeforeCommit(tx, deferred), ask);
  return results;
};

const migrate = (writers: Pool, folder: string): Promise<number> =>
  withClient(writers, async (client) => {
    try {
      // Rebuilding a large table takes as long as it takes.
      const query = (text: string, values: unknown[] = []) =>
        client.query({ text, values, query_timeout: migrationMillis } as QueryConfig);
      await query('BEGIN');
      await query('SET LOCAL statement_timeout = 0');
      await query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
      await query(createMigrationsTable);
      const steps = pending(readMigrations(folder), await appliedTo(client));
      for (const { when, statements } of steps) {
        for (const statement of statements) await query(statement);
        await query('INSERT INTO migrations VALUES ($1, $2)', [when, new Date().toISOString()]);
      }
      await query('COMMIT');
      return steps.length;
    } catch (error) {
      throw storeError(error);
    }
  });

/**
 * A dump is restored into a new database, or at least into new tables; recovery to a point in time, and a standby that took
 * over and may lack the last commits, begin another timeline.
 */
const identity = async (readers: Pool): Promise<string> => {
  const { rows } = await answered(
    readers.query<{ identity: string }>(
      `SELECT concat_ws('.', oid, 'installation'::regclass::oid, (pg_control_checkpoint()).timeline_id) AS identity
       FROM pg_database WHERE datname = current_database()`,
    ),
  );
  return rows[0]!.identity;
};

const probeStatement = 'UPDATE installation SET probed_at = $1';

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
