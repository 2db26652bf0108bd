/**
 * Transactions on SQLite. A commit waits for the disk, so the transactions that were asked for in one turn of the event
 * loop share one: each runs under its own savepoint, one that fails is rolled back alone, and every caller hears of its
 * result only after the commit.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import { currentAsker, onBehalfOfNobody, type Asker } from './asker.ts';
import type { Commit } from './commits.ts';
import { watchTouched } from './commits.ts';
import { runWithBeforeCommit } from './before-commit.ts';
import { StoreError, storeError } from './errors.ts';
import { untilFailure, type Tx, type Runnable, type Work } from './query.ts';

/** Others wait their turn behind a group: it must stay short however long the queue is. */
const groupSize = 256;
/** How long another process may hold the database. */
const patience = 5_000;

interface Job {
  asker: Asker | undefined;
  body: (tx: Tx) => Work<unknown>;
  done: (out: never) => void;
  failed: (error: unknown) => void;
}

export class GroupCommit {
  readonly #db: Database;
  readonly #tx: Tx;
  readonly #mark: Statement;
  readonly #release: Statement;
  readonly #tell: (commit: Commit) => void;
  #queue: Job[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(db: Database, tx: Tx, tell: (commit: Commit) => void) {
    this.#db = db;
    this.#tx = tx;
    this.#mark = db.prepare('SAVEPOINT job');
    this.#release = db.prepare('RELEASE job');
    this.#tell = tell;
  }

  transaction<Out>(body: (tx: Tx) => Work<Out>): Promise<Out> {
    if (this.#closed) return Promise.reject(new StoreError('unavailable', 'the store is closed'));
    return new Promise<Out>((done, failed) => {
      this.#queue.push({ asker: currentAsker(), body, done, failed });
      this.#draining ??= this.#drain();
    });
  }

  /** Finishes what was asked for, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    do {
      await new Promise(setImmediate);
      const group = this.#queue.splice(0, groupSize);
      try {
        await alone(this.#db, patience, () => this.#commit(group));
      } catch (error) {
        for (const { failed } of group) failed(storeError(error));
      }
    } while (this.#queue.length > 0);
    this.#draining = undefined;
  }

  #commit(group: Job[]): void {
    const touched = watchTouched(this.#tx);
    const settle: (() => void)[] = [];
    for (const { asker, body, done, failed } of group) {
      this.#mark.run();
      try {
        const out = perform(runWithBeforeCommit(this.#tx, body, asker));
        settle.push(() => done(out as never));
      } catch (error) {
        // A full disk, for one, makes SQLite roll the whole group back by itself.
        if (!this.#db.inTransaction) throw error;
        this.#db.exec('ROLLBACK TO job');
        settle.push(() => failed(error));
      }
      this.#release.run();
    }
    this.#db.exec('COMMIT');
    onBehalfOfNobody(() => this.#tell({ companies: [...touched.keys()], touched, foreign: false }));
    for (const tell of settle) tell();
  }
}

/**
 * Takes the database for an action that ends with a commit, in one turn of the event loop. Another process that has it
 * is waited for without holding up the event loop, as SQLite's own `busy_timeout` would.
 */
export const alone = async <Out>(db: Database, patience: number, action: () => Out): Promise<Out> => {
  const until = performance.now() + patience;
  while (!begun(db)) {
    if (performance.now() > until) throw new StoreError('busy', 'another process holds the database');
    await pause(10);
  }
  try {
    return action();
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
};

const begun = (db: Database): boolean => {
  try {
    db.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if ((storeError(error) as StoreError).code === 'busy') return false;
    throw error;
  }
};

const perform = <Out>(work: Work<Out>): Out => {
  const steps = untilFailure(work);
  let step = steps.next();
  while (!step.done) {
    let found: unknown;
    try {
      found = ask(step.value as unknown as Runnable);
    } catch (error) {
      step = steps.throw(storeError(error));
      continue;
    }
    step = steps.next(found);
  }
  return step.value;
};

const ask = (query: Runnable): unknown => (query.prepare().execute() as { sync(): unknown }).sync();
