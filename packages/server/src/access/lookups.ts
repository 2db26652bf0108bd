/**
 * Which companies know an e-mail address or an origin: for what names no company (signing in, a forgotten password, asking
 * for a link again, a preflight). Read first, and never joined: each company is then asked with the value. Who owns the
 * subject says of each change what it is found by, before and after; it is written in the transaction of that change, so
 * that it never lags behind.
 *
 * Addresses are kept folded and in clear. They stand in clear on the person's row as well; a plain hash of something so
 * easily guessed would hide nothing, and a keyed one would be lost with PARVIS_SECRET, and the sign-ins with it. Whoever is
 * erased, or removed, is gone from here in the same transaction.
 */
import { and, eq, inArray } from 'drizzle-orm';
import { beforeCommit, prepared, run, type Schema, type Store, type Tx, type Work } from '../store/store.ts';

type LookupRow = Schema['lookups']['$inferSelect'];

/** What a subject of a company is found by, before and after a change; null: by nothing. */
export interface LookupChange extends Omit<LookupRow, 'value'> {
  before: string | null;
  after: string | null;
}

/** The companies where this value leads to somebody, oldest first. */
export const companiesBy = async ({ read, t }: Store, kind: LookupRow['kind'], value: string): Promise<string[]> => {
  const { lookups } = t;
  const found = await prepared(read, 'lookups.companies', (ph) =>
    read
      .selectDistinct({ companyId: lookups.companyId })
      .from(lookups)
      .where(and(eq(lookups.kind, ph('kind')), eq(lookups.value, ph('value'))))
      .orderBy(lookups.companyId),
  )({ kind, value });
  return found.map(({ companyId }) => companyId);
};

/** Writes a change of what a subject is found by, with all others of the transaction. */
export function* changeLookup(tx: Tx, change: LookupChange): Work<void> {
  if (change.before !== change.after) yield* beforeCommit(tx, writeAll, change);
}

/** So many rows go in one statement; there is one for each number up to here, prepared once. */
const atOnce = 32;

function* writeAll(tx: Tx, changes: LookupChange[]): Work<void> {
  const after = new Map<string, { row: LookupRow; stays: boolean }>();
  for (const { before, after: now, ...subject } of changes) {
    if (before !== null) note({ ...subject, value: before }, false);
    if (now !== null) note({ ...subject, value: now }, true);
  }
  const all = [...after.values()];
  const gone = all.filter(({ stays }) => !stays).map(({ row }) => row);
  for (const some of Map.groupBy(gone, ({ kind, companyId }) => `${kind} ${companyId}`).values())
    yield* remove(tx, some);
  const added = all.filter(({ stays }) => stays).map(({ row }) => row);
  for (let from = 0; from < added.length; from += atOnce) yield* add(tx, added.slice(from, from + atOnce));

  // What was changed twice is as the last change left it.
  function note(row: LookupRow, stays: boolean): void {
    after.set([row.kind, row.companyId, row.subjectId, row.value].join(' '), { row, stays });
  }
}

/** Of one kind and company. */
function* remove(tx: Tx, rows: LookupRow[]): Work<void> {
  const { lookups } = tx.t;
  const [{ kind, companyId }] = rows as [LookupRow];
  const [values, subjects] = [rows.map(({ value }) => value), rows.map(({ subjectId }) => subjectId)];
  yield* run(
    tx
      .delete(lookups)
      .where(
        and(
          eq(lookups.kind, kind),
          inArray(lookups.value, values),
          eq(lookups.companyId, companyId),
          inArray(lookups.subjectId, subjects),
        ),
      ),
  );
}

const columns = ['kind', 'value', 'companyId', 'subjectId'] as const;

function* add(tx: Tx, rows: LookupRow[]): Work<void> {
  const insert = prepared(tx, `lookups.add:${rows.length}`, (ph) =>
    tx
      .insert(tx.t.lookups)
      .values(rows.map((_, n) => Object.fromEntries(columns.map((column) => [column, ph(`${column}${n}`)])) as never))
      // There already where it was changed away and back.
      .onConflictDoNothing(),
  );
  yield* run(
    insert(Object.fromEntries(rows.flatMap((row, n) => columns.map((column) => [`${column}${n}`, row[column]])))),
  );
}
