/**
 * Which life of the database this is. Positions are those of one life: a database that was restored writes other entries
 * under numbers that it gave out before. A backup is marked so that whoever serves it first begins a new one; on PostgreSQL
 * a restored database shows by itself. Other copies are told of by `parvis restored`. A server that finds under its feet
 * another journal than the one it told of, as after a failover to a standby that lacks the last commits, begins one, too.
 */
import { eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { one, run, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';

const only = 'this';

/**
 * The present incarnation, a new one where the database is not the one that it was. With `ended`, one whose positions hold
 * no longer: the one that another node has begun since, or a new one.
 */
export async function openIncarnation(store: Store, ended = ''): Promise<string> {
  const identity = await store.identity();
  return await store.transaction(function* (tx): Work<string> {
    const { installation: i } = tx.t;
    yield* run(tx.insert(i).values({ id: only, identity, startedAt: now() }).onConflictDoNothing());
    // Of several nodes that start together one begins the incarnation: the others read what it wrote.
    const known = yield* one(tx.update(i).set({ startedAt: now() }).where(eq(i.id, only)).returning());
    // Ids follow one another in time: an earlier one than what ended comes from a standby that never heard of that.
    if (known?.incarnation && known.identity === identity && known.incarnation > ended) return known.incarnation;
    return yield* begin(tx, identity);
  });
}

/** Begins a new incarnation: every position given out so far is answered with a reset. Returns it. */
export async function renewIncarnation(store: Store): Promise<string> {
  await openIncarnation(store);
  const identity = await store.identity();
  return await store.transaction((tx) => begin(tx, identity));
}

function* begin(tx: Tx, identity: string): Work<string> {
  const { installation: i } = tx.t;
  const incarnation = newId();
  yield* run(tx.update(i).set({ incarnation, identity }).where(eq(i.id, only)));
  return incarnation;
}
