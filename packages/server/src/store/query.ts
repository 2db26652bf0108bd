/** How features ask: queries that are awaited on `store.read`, yielded inside a transaction. */
import { sql, type Placeholder } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { storeError } from './errors.ts';
import { mapRows } from './map-rows.ts';
import type { Schema } from './schema.ts';

// The reference type is an asynchronous SQLite database, less what does not exist alike on PostgreSQL.
type Reference = BaseSQLiteDatabase<'async', unknown>;

/** Where rows are read: `store.read`, or the transaction at hand. */
export type Reader = Pick<Reference, 'select' | 'selectDistinct'>;
/** The transaction at hand; `t` is the tables, for rules that are handed a transaction and nothing else. */
export type Tx = Reader & Pick<Reference, 'insert' | 'update' | 'delete'> & { readonly t: Schema };

/**
 * What happens inside a transaction: a generator that yields queries, by way of `rows`, `one` and `run`. SQLite answers
 * each at once, PostgreSQL is awaited; nothing else can be awaited in between, so nothing else can slip in.
 * It may run again from its start when PostgreSQL asks for it, so it must not change anything but the database.
 */
export type Work<Out> = Generator<PromiseLike<unknown>, Out, unknown> & Unmissable;
/** A generator that nobody runs does nothing, without a word. Looking like a promise makes the linter ask for its `yield*`. */
interface Unmissable {
  then?(done: (out: never) => void, failed: (error: never) => void): never;
}

/** The rows that a query found or wrote: `const found = yield* rows(tx.select()…)`. */
export function* rows<Row>(query: PromiseLike<Row[]>): Work<Row[]> {
  return (yield query) as Row[];
}

/** The first row, or none: `const site = yield* one(tx.update(sites)….returning())`. */
export function* one<Row>(query: PromiseLike<Row[]>): Work<Row | undefined> {
  return ((yield query) as Row[])[0];
}

/** A write whose rows are not needed. */
export function* run(query: PromiseLike<unknown>): Work<void> {
  yield query;
}

/** A drizzle query, plain or prepared with its values. */
export interface Runnable {
  prepare(): { execute(): unknown };
}

export interface Compiled {
  execute(values: Record<string, unknown>): unknown;
}
/** What drizzle makes of a query on SQLite: answered when asked to. */
interface AtOnce {
  sync(): unknown;
}
const isAtOnce = (answer: unknown): answer is AtOnce => (answer as Partial<AtOnce>).sync !== undefined;

/** A prepared query with its values. */
export class PreparedQuery<Rows> implements PromiseLike<Rows>, Runnable {
  readonly #compiled: Compiled;
  readonly #values: Record<string, unknown>;

  constructor(compiled: Compiled, values: Record<string, unknown>) {
    this.#compiled = compiled;
    this.#values = values;
  }

  prepare() {
    return { execute: () => this.#compiled.execute(this.#values) };
  }

  then<Done = Rows, Failed = never>(
    done?: ((found: Rows) => Done | PromiseLike<Done>) | null,
    failed?: ((error: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#run().then(done, failed);
  }

  /**
   * The rows themselves where the database answers at once, else their promise. For what is asked most: a request that
   * waits for nothing is answered in the same turn.
   */
  found(): Rows | Promise<Rows> {
    try {
      const answer = this.#compiled.execute(this.#values);
      // Awaited as a promise, an answer that is there already would pass through three more of drizzle's.
      return isAtOnce(answer) ? (answer.sync() as Rows) : (answer as Promise<Rows>).catch(fail);
    } catch (error) {
      return fail(error);
    }
  }

  async #run(): Promise<Rows> {
    return await this.found();
  }
}

const fail = (error: unknown): never => {
  throw storeError(error);
};

/** Goes on with a value at once where it is there, else when it comes. */
export const whenKnown = <In, Out>(value: In | Promise<In>, goOn: (value: In) => Out): Out | Promise<Out> =>
  value instanceof Promise ? value.then(goOn) : goOn(value);

const underTest = process.env['NODE_ENV'] === 'test';

type Ask<Rows> = (values?: Record<string, unknown>) => PreparedQuery<Rows>;
const asks = new WeakMap<object, Map<string, { ask: Ask<never>; source: string }>>();

/**
 * A query that is built once for each database connection and known by its name; what changes from call to call are its
 * placeholders. Everything else that shapes it (a scope, an order) belongs in the name.
 *
 *     const bySite = prepared(store.read, 'interventions.bySite', (ph) =>
 *       store.read.select().from(interventions).where(eq(interventions.siteId, ph('siteId'))));
 *     const found = await bySite({ siteId });
 */
export const prepared = <Rows>(
  db: Reader,
  name: string,
  make: (ph: (name: string) => Placeholder) => PromiseLike<Rows> & { prepare(name: string): unknown },
): Ask<Rows> => {
  let known = asks.get(db);
  if (!known) asks.set(db, (known = new Map()));
  const found = known.get(name);
  if (found) {
    // Two queries under one name would answer for each other. Only the code can be compared, not what it closes over.
    if (underTest && found.source !== make.toString()) throw new Error(`two prepared queries are named ${name}`);
    return found.ask;
  }
  const compiled = mapRows(make((placeholder) => sql.placeholder(placeholder)).prepare(name) as Compiled);
  const ask: Ask<Rows> = (values = {}) => new PreparedQuery<Rows>(compiled, values);
  known.set(name, { ask: ask as Ask<never>, source: make.toString() });
  return ask;
};

/**
 * PostgreSQL gives a transaction up at the first query that fails. This makes it so on both: a body may catch the error
 * to throw a better one, but no further query is asked, and nothing is kept.
 */
export function* untilFailure<Out>(work: Work<Out>): Work<Out> {
  let failure: { error: unknown } | undefined;
  let step = work.next();
  while (!step.done) {
    let found: unknown;
    try {
      if (failure) throw failure.error;
      found = yield step.value;
    } catch (error) {
      failure ??= { error };
      step = work.throw(error);
      continue;
    }
    step = work.next(found);
  }
  if (failure) throw failure.error;
  return step.value;
}
