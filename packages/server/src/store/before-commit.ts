/**
 * What is written last in a transaction, once for all who asked for it: many rows go in one statement, and a row that
 * others wait for, as the company's counters are, is locked for no longer than the commit takes.
 */
import type { Asker } from './asker.ts';
import type { Tx, Work } from './query.ts';

type Write<Item> = (tx: Tx, items: Item[]) => Work<void>;
interface Ending {
  write: Write<never>;
  item: unknown;
}

const known = new WeakMap<Tx, { endings: Ending[]; asker: Asker | undefined }>();

/** On whose behalf the transaction at hand runs. */
export const askerOf = (tx: Tx): Asker | undefined => known.get(tx)?.asker;

/** Leaves `item` to the end of the transaction, where `write` is handed all that were left to it. */
// oxlint-disable-next-line require-yield -- asked for as any other write, though it is not asked yet
export function* atEnd<Item>(tx: Tx, write: Write<Item>, item: Item): Work<void> {
  known.get(tx)!.endings.push({ write, item });
}

/** Collects what transactions on `tx` leave to their end from here on, on behalf of `asker`. */
export const collectEndings = (tx: Tx, asker: Asker | undefined): Ending[] => {
  const endings: Ending[] = [];
  known.set(tx, { endings, asker });
  return endings;
};

export function* writeEndings(tx: Tx, endings: readonly Ending[]): Work<void> {
  const byWrite = Map.groupBy(endings, ({ write }) => write);
  for (const [write, same] of byWrite) yield* write(tx, same.map(({ item }) => item) as never[]);
}

/** The whole of a transaction: its body, and what that leaves to the end. */
export function* toTheEnd<Out>(tx: Tx, body: (tx: Tx) => Work<Out>, asker: Asker | undefined): Work<Out> {
  const endings = collectEndings(tx, asker);
  const out = yield* body(tx);
  yield* writeEndings(tx, endings);
  return out;
}
