/**
 * How rules find and write the rows that people edit. Of an edit only what differs is written, counted as a version and
 * told to the journal.
 */
import { isDeepStrictEqual } from 'node:util';
import { and, eq, sql } from 'drizzle-orm';
import { isOffice } from './access/rights.ts';
import { scopeOf, type Reach, type Shelf } from './access/scope.ts';
import type { Viewer } from './access/viewer.ts';
import { conflict, notFound, Problem, refused, stale } from './problem.ts';
import { isUnique, one, prepared, run, type Schema, type Tx, type Work } from './store/store.ts';

type TableName = keyof Schema & string;
/** What people edit, and programs write under their own identifiers. */
type Edited = 'customers' | 'contacts' | 'sites' | 'equipment' | 'interventions';
type RowIn<Name extends TableName> = Schema[Name]['$inferSelect'];

// The columns that they have in common are asked for: any of the tables stands for all of them.
const tableOf = (tx: Tx, name: Edited | 'dossiers') => tx.t[name] as Schema['sites'];

/** The row, if the viewer may see it. Raises 404 `not-found`; to the office, of what is in the bin, 409 `in-bin`. */
export function* findRow<Name extends Edited>(
  tx: Tx,
  viewer: Viewer,
  reach: Reach<Name>,
  id: string,
  shelf: Shelf = 'kept',
): Work<RowIn<Name>> {
  const scope = scopeOf(viewer, reach, shelf);
  const table = tableOf(tx, reach.table);
  const found = yield* one(
    prepared(tx, `find:${reach.table}:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(table)
        .where(and(scope.where(tx.t, ph), eq(table.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) return yield* notKept(tx, viewer, reach, id);
  return found;
}

/** Raises of a row that is not among those kept what `findRow` does. */
export function* notKept(tx: Tx, viewer: Viewer, reach: Reach<Edited>, id: string): Work<never> {
  if (isOffice(viewer)) {
    const scope = scopeOf(viewer, reach, 'bin');
    const table = tableOf(tx, reach.table);
    const binned = yield* one(
      prepared(tx, `find:${reach.table}:${scope.shape}:id`, (ph) =>
        tx
          .select({ id: table.id })
          .from(table)
          .where(and(scope.where(tx.t, ph), eq(table.id, ph('id')))),
      )({ ...scope.values, id }),
    );
    if (binned) throw conflict('in-bin');
  }
  throw notFound();
}

/**
 * The row that the company knows under this identifier of its own, if the viewer may see it. Raises 422 `in-bin` on `field`
 * for what is in the bin: nothing else can bear its identifier meanwhile.
 */
export function* byExternalId<Name extends Edited>(
  tx: Tx,
  viewer: Viewer,
  reach: Reach<Name>,
  externalId: string,
  field = 'externalId',
): Work<RowIn<Name> | undefined> {
  const scope = scopeOf(viewer, reach, 'both');
  const table = tableOf(tx, reach.table);
  const found = yield* one(
    prepared(tx, `byExternalId:${reach.table}:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(table)
        .where(and(scope.where(tx.t, ph), eq(table.externalId, ph('externalId')))),
    )({ ...scope.values, externalId }),
  );
  if (found?.binnedAt) throw refused(field, 'in-bin');
  return found;
}

/** Writes a change as the next version. Raises 412 `stale` when somebody else was quicker. */
export function* updateRow<Name extends Edited | 'dossiers'>(
  tx: Tx,
  name: Name,
  { id, companyId, version }: { id: string; companyId: string; version: number },
  change: Partial<RowIn<Name>>,
): Work<RowIn<Name>> {
  const table = tableOf(tx, name);
  const after = yield* one(
    tx
      .update(table)
      .set({ ...change, version: version + 1 })
      .where(and(eq(table.companyId, companyId), eq(table.id, id), eq(table.version, version)))
      .returning(),
  );
  if (!after) throw stale();
  return after;
}

/**
 * Locks a row until the transaction ends: of two that decide on the same things the second one reads, from here on, what
 * the first one wrote. Of companies for no longer than needed: every change ends by taking that row. What changes sessions,
 * keys or mails and tells of it takes it first, as the end of a member's access does (`session/session.revocation.ts`): in the
 * other order each of two would wait for the other, until the database ends one after a second.
 */
export function* lockRow(
  tx: Tx,
  name: 'companies' | 'customers' | 'dossiers',
  companyId: string,
  id = companyId,
): Work<void> {
  const table = tx.t[name] as Schema['customers'];
  yield* run(
    prepared(tx, `lock:${name}`, (ph) =>
      tx
        .update(table)
        .set({ version: sql`${table.version}` })
        .where(and(name === 'companies' ? undefined : eq(table.companyId, ph('companyId')), eq(table.id, ph('id')))),
    )({ companyId, id }),
  );
}

/** Inserts a whole row, by a statement that is prepared once for each table. */
export function* insertRow<Name extends TableName>(tx: Tx, name: Name, row: Schema[Name]['$inferSelect']): Work<void> {
  yield* run(
    prepared(tx, `insert:${name}`, (ph) =>
      tx.insert(tx.t[name]).values(Object.fromEntries(Object.keys(row).map((key) => [key, ph(key)])) as never),
    )(row),
  );
}

/** The fields of `wanted` that are there and differ from `row`. */
export const differences = <Row extends object>(row: Row, wanted: Partial<Row>): Partial<Row> =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && !isDeepStrictEqual(value, row[name as keyof Row]),
    ),
  ) as Partial<Row>;

export const isEmpty = (change: object): boolean => Object.keys(change).length === 0;

/** Raises 422 `taken` when another row of the company has the `externalId` that `work` writes. */
export function* unlessTaken<Out>(work: Work<Out>, path = ''): Work<Out> {
  try {
    return yield* work;
  } catch (error) {
    if (isUnique(error, 'external_id')) throw refused(`${path}externalId`, 'taken');
    throw error;
  }
}

/** What `work` finds, or 422 `unknown-reference` on the field that named it. */
export function* referred<Out>(work: Work<Out>, field: string): Work<Out> {
  try {
    return yield* work;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) throw refused(field, 'unknown-reference');
    throw error;
  }
}
