/**
 * The store: one schema, one set of queries, on an embedded SQLite or on PostgreSQL. Nothing outside this folder knows
 * which of the two it is.
 */
import type { Listener } from './commits.ts';
import type { JsonAggregate } from './json-aggregate.ts';
import type { Tx, Reader, Work } from './query.ts';
import type { Schema } from './schema.ts';

export { onBehalfOf, type Asker } from './asker.ts';
export { commitOf, touch, type Commit, type Mark, type Touched } from './commits.ts';
export { askerOf, beforeCommit } from './before-commit.ts';
export { isUnique, StoreError, storeError } from './errors.ts';
export { one, prepared, rows, run, whenKnown, type Tx, type Reader, type Work } from './query.ts';
export type { Schema } from './schema.ts';
export { isRow, type CompanyId } from './tenant-row.ts';

export interface Store {
  /** The tables. */
  readonly t: Schema;
  /** Reads what is committed; refuses writes. */
  readonly read: Reader;
  /** Rows within a row, as one JSON value: for a statement that answers for a whole screen. */
  readonly jsonAggregate: JsonAggregate;
  /**
   * Runs a body as one transaction: all of it is kept, or nothing. The promise is fulfilled once it is on the disk.
   * On PostgreSQL others may write between two queries of the body: what it decides on must be locked first, by an
   * update (of the company's counter, of the row itself) or in the condition of the write.
   */
  transaction<Out>(body: (tx: Tx) => Work<Out>): Promise<Out>;
  /**
   * Runs several bodies of one company, one after the other, and keeps them in one go, or few where others are at work on
   * the same rows: what writes many rows waits for the disk once. One that throws is given up alone.
   */
  together<Out>(companyId: string, bodies: ((tx: Tx) => Work<Out>)[]): Promise<PromiseSettledResult<Out>[]>;
  /** Calls back after each commit, of this process or of another; returns what stops it. */
  changed(listener: Listener): () => void;
  /**
   * Whether the listeners have been told of everything that is committed, so that what they keep in memory may be
   * answered with. Looked at once in a turn of the event loop. Never so on PostgreSQL, where word from other processes
   * takes some milliseconds.
   */
  isCurrent(): boolean;
  /** Brings an empty or older database to this schema, once, however many processes start together. Returns how many steps it took. */
  migrate(): Promise<number>;
  /** Copies the whole database into a new file while it is being served. */
  backup(file: string): Promise<void>;
  /** What is wrong with the database, a sentence each. */
  check(): Promise<string[]>;
  /** What tells this database from others that its rows were restored into, as far as it can: '' where it cannot. */
  identity(): Promise<string>;
  /** Fails with a StoreError when the database does not answer. */
  ping(): Promise<void>;
  /** Writes something of no meaning; fails with a StoreError when the database takes no writes. Nobody is told. */
  probe(): Promise<void>;
  /** Finishes what was begun and lets go of the database. */
  close(): Promise<void>;
}
