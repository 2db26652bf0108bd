/** What an edit changes: only what differs is written, counted as a version and told to the journal. */
import { isDeepStrictEqual } from 'node:util';
import { Problem, refused } from './problem.ts';
import { isUnique, prepared, run, type Schema, type Tx, type Work } from './store/store.ts';

type TableName = keyof Schema & string;

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
