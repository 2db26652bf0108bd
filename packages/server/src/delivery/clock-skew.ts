/**
 * Clock skew: a clock that was ahead for a while, until somebody put it right, has told mails to wait until instants that
 * are far off. What waits longer than anybody was ever told to waits from now on for what it was told.
 */
import { and, eq, gt, or, sql, type SQL } from 'drizzle-orm';
import { run, touch, type Schema, type Store, type Tx, type Work } from '../store/store.ts';
import type { Clock } from '../time.ts';
import { longestWait } from './coalesce.ts';
import { attemptsUntilLongest, backoffAfter } from './backoff.ts';
import { everyMail } from './delivery.audience.ts';
import type { Mails } from './mail.ts';

/** By so much the clocks of two servers may differ. */
const tolerance = 60_000;
/** How often is looked. */
const every = 60_000;

export class ClockSkew {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #claimMillis: number;
  readonly #gathers: Told['gathers'];
  #nextLook = -Infinity;

  constructor(store: Store, mails: Mails, clock: Clock, claimMillis: number) {
    this.#store = store;
    this.#clock = clock;
    this.#claimMillis = claimMillis;
    this.#gathers = Object.entries(mails).map(([kind, { coalesces }]) => ({
      kind,
      millis: coalesces ? longestWait(coalesces) : 0,
    }));
  }

  async look(): Promise<void> {
    if (this.#clock.steady() < this.#nextLook) return;
    this.#nextLook = this.#clock.steady() + every;
    const told = { at: this.#clock.now(), claimMillis: this.#claimMillis, gathers: this.#gathers };
    for (const companyId of await waitingTooLong(this.#store, told))
      await this.#store.transaction((tx) => correct(tx, companyId, told));
  }
}

/** The instant of a look, and how long from then on a mail is told to wait. */
interface Told {
  at: number;
  claimMillis: number;
  /** How long a mail that was not tried yet waits for others, by its kind. */
  gathers: readonly { kind: string; millis: number }[];
}

/** The companies of which a mail does. */
async function waitingTooLong({ read, t }: Store, told: Told): Promise<string[]> {
  const found = await read
    .selectDistinct({ companyId: t.outbox.companyId })
    .from(t.outbox)
    .where(and(eq(t.outbox.status, 'waiting'), or(isToldTooLate(t, told), isClaimedTooLong(t, told))));
  return found.map(({ companyId }) => companyId);
}

function* correct(tx: Tx, companyId: string, told: Told): Work<void> {
  const { outbox } = tx.t;
  touch(tx, companyId, { about: 'mail', keys: everyMail });
  const isWaiting = and(eq(outbox.companyId, companyId), eq(outbox.status, 'waiting'));
  yield* run(
    tx
      .update(outbox)
      .set({ nextAttemptAt: instants(tx.t, told) })
      .where(and(isWaiting, isToldTooLate(tx.t, told))),
  );
  yield* run(
    tx
      .update(outbox)
      .set({ claimedUntil: iso(told.at + told.claimMillis) })
      .where(and(isWaiting, isClaimedTooLong(tx.t, told))),
  );
}

const isToldTooLate = (t: Schema, { at, ...told }: Told): SQL =>
  gt(t.outbox.nextAttemptAt, instants(t, { ...told, at: at + tolerance }));

const isClaimedTooLong = (t: Schema, { at, claimMillis }: Told): SQL =>
  gt(t.outbox.claimedUntil, iso(at + claimMillis + tolerance));

/** When a mail that was tried a moment ago is tried again at the latest; one that was not, leaves when it has gathered. */
function instants({ outbox }: Schema, { at, gathers }: Told): SQL<string> {
  const first = gathers.map(({ kind, millis }) => sql`when ${kind} then ${iso(at + millis)}`);
  const waits = Array.from({ length: attemptsUntilLongest - 1 }, (_, n) => backoffAfter(n + 1) ?? 0);
  const next = waits.map((wait, n) => sql`when ${n + 1} then ${iso(at + wait)}`);
  const longest = iso(at + (backoffAfter(attemptsUntilLongest) ?? 0));
  return sql<string>`case ${outbox.attempts} when 0 then case ${outbox.kind} ${sql.join(first, sql` `)} else ${iso(at)} end ${sql.join(next, sql` `)} else ${longest} end`;
}

const iso = (millis: number): string => new Date(millis).toISOString();
