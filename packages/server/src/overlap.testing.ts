/** Two things that happen in the same instant, on a database that lets them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Store, Tx, Work } from './store/store.ts';
import { onPostgres } from './testing/store-suite.ts';

/** `second` begins when `first` has written and is not committed yet; SQLite, which runs one at a time, lets it wait. */
export async function overlapping<One, Other>(
  store: Store,
  first: (tx: Tx) => Work<One>,
  second: () => Promise<Other>,
): Promise<[One, Other]> {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const one = store.transaction(function* (tx) {
    const out = yield* first(tx);
    resolve();
    if (onPostgres) yield pause(300);
    return out;
  });
  await written;
  return await Promise.all([one, second()]);
}
