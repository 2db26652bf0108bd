/**
 * A clock that was ahead for a while, until somebody put it right, has told mails to wait until instants that are far off.
 * What waits longer than anybody was ever told to waits from now on for what it was told.
 */
import { and, eq, gt, sql, type SQL } from 'drizzle-orm';
import { run, type Store, type Tx, type Work } from '../store/store.ts';
import type { Clock } from '../time.ts';
import { gatherMillis } from './gather.ts';
import { growingAttempts, pauseAfter } from './pauses.ts';

/** By so much the clocks of two servers may differ. */
const tolerance = 60_000;
/** How often is looked. */
const every = 60_000;

export class ClockCare {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #claimMillis: number;
  #nextLook = -Infinity;

  constructor(store: Store, clock: Clock, claimMillis: number) {
    this.#store = store;
    this.#clock = clock;
    this.#claimMillis = claimMillis;
  }

  async look(): Promise<void> {
    if (this.#clock.steady() < this.#nextLook) return;
    this.#nextLook = this.#clock.steady() + every;
    await this.#store.transaction((tx) => correct(tx, this.#clock.now(), this.#claimMillis));
  }
}

function* correct(tx: Tx, at: number, claimMillis: number): Work<void> {
  const { outbox } = tx.t;
  const isWaiting = eq(outbox.status, 'waiting');
  const byAttempts = (from: number) => instants(tx, from);
  yield* run(
    tx
      .update(outbox)
      .set({ nextAttemptAt: byAttempts(at) })
      .where(and(isWaiting, gt(outbox.nextAttemptAt, byAttempts(at + tolerance)))),
  );
  yield* run(
    tx
      .update(outbox)
      .set({ claimedUntil: iso(at + claimMillis) })
      .where(and(isWaiting, gt(outbox.claimedUntil, iso(at + claimMillis + tolerance)))),
  );
}

/** When a mail that was tried a moment ago is tried again at the latest; one that was not, leaves when it has gathered. */
function instants(tx: Tx, at: number): SQL<string> {
  const { outbox } = tx.t;
  const pauses = Array.from({ length: growingAttempts }, (_, attempts) =>
    attempts === 0 ? gatherMillis : (pauseAfter(attempts) ?? 0),
  );
  const cases = pauses.map((pause, attempts) => sql`when ${attempts} then ${iso(at + pause)}`);
  const longest = pauseAfter(growingAttempts) ?? 0;
  return sql<string>`case ${outbox.attempts} ${sql.join(cases, sql` `)} else ${iso(at + longest)} end`;
}

const iso = (millis: number): string => new Date(millis).toISOString();
