/** Deletes of a table what has had its time, so many rows at once: others write in between. */
import type { Store } from './store.ts';
import type { Tx, Work } from './query.ts';

const atOnce = 1000;

interface Chosen {
  companyId: string;
  value: string;
}

/**
 * `choose` answers at most so many rows of all companies, by what names them there: a deletion has no limit on PostgreSQL.
 * Each company's are then deleted in a transaction of their own, until there are no more.
 */
export async function deleteOld(
  { transaction }: Store,
  choose: (atMost: number) => PromiseLike<Chosen[]>,
  remove: (tx: Tx, companyId: string, values: string[]) => Work<void>,
): Promise<void> {
  for (;;) {
    const chosen = await choose(atOnce);
    for (const [companyId, some] of Map.groupBy(chosen, (each) => each.companyId))
      await transaction((tx) =>
        remove(
          tx,
          companyId,
          some.map(({ value }) => value),
        ),
      );
    if (chosen.length < atOnce) return;
  }
}
