/**
 * Before the commit: what is written last in a transaction, once for all who asked for it: many rows go in one statement, and a row that
 * others wait for, as the company's counters are, is locked for no longer than the commit takes.
 */
import type { Asker } from './asker.ts';
import type { Tx, Work } from './query.ts';

type Write<Item> = (tx: Tx, items: Item[]) => Work<void>;
interface Deferred {
  write: Write<never>;
  item: unknown;
}

const known = new WeakMap<Tx, { deferred: Deferred[]; asker: Asker | undefined }>();

/** On whose behalf the transaction at hand runs. */
export const askerOf = (tx: Tx): Asker | undefined => known.get(tx)?.asker;

/** Defers `item` to just before the commit, where `write` is handed all that were deferred to it. */
// oxlint-disable-next-line require-yield -- asked for as any other write, though it is not asked yet
export function* beforeCommit<Item>(tx: Tx, write: Write<Item>, item: Item): Work<void> {
  known.get(tx)!.deferred.push({ write, item });
}

/** Collects what transactions on `tx` defer from here on, on behalf of `asker`. */
export const collectBeforeCommit = (tx: Tx, asker: Asker | undefined): Deferred[] => {
  const deferred: Deferred[] = [];
  known.set(tx, { deferred, asker });
  return deferred;
};

export function* writeBeforeCommit(tx: Tx, deferred: readonly Deferred[]): Work<void> {
  const byWrite = Map.groupBy(deferred, ({ write }) => write);
  for (const [write, same] of byWrite) yield* write(tx, same.map(({ item }) => item) as never[]);
}

/** The whole of a transaction: its body, and what that defers. */
export function* runWithBeforeCommit<Out>(tx: Tx, body: (tx: Tx) => Work<Out>, asker: Asker | undefined): Work<Out> {
  const deferred = collectBeforeCommit(tx, asker);
  const out = yield* body(tx);
  yield* writeBeforeCommit(tx, deferred);
  return out;
}
