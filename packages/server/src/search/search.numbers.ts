/** The numbers by which the index knows things that have none of their own. */
import { and, eq, inArray, isNotNull, max } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { one, rows, run, type Tx, type Work } from '../store/store.ts';

/** Of each id: what it has, else a new one. The company's row is locked, or two changes at once would give the same. */
export function* numbersOf(
  tx: Tx,
  { companyId, kind }: { companyId: string; kind: string },
  ids: readonly string[],
): Work<Map<string, number>> {
  const { searched } = tx.t;
  yield* lockRow(tx, 'companies', companyId);
  const ofKind = and(eq(searched.companyId, companyId), eq(searched.kind, kind));
  const known = yield* rows(
    tx
      .select({ id: searched.id, number: searched.number })
      .from(searched)
      .where(and(ofKind, isNotNull(searched.id), inArray(searched.id, [...ids]))),
  );
  const numbers = new Map(known.map(({ id, number }) => [id!, number]));
  const come = [...new Set(ids)].filter((id) => !numbers.has(id));
  if (come.length === 0) return numbers;
  const highest = yield* one(
    tx
      .select({ number: max(searched.number) })
      .from(searched)
      .where(ofKind),
  );
  const first = (highest?.number ?? 0) + 1;
  const values = come.map((id, n) => ({ companyId, kind, number: first + n, id, words: ' ' }));
  yield* run(tx.insert(searched).values(values));
  for (const { id, number } of values) numbers.set(id, number);
  return numbers;
}
