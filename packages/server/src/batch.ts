/** Bulk writes: each row is a transaction of its own and gets an answer of its own. */
import type { batchReply } from '@parvis/sdk/contract';
import type * as z from 'zod';
import type { CheckedRow } from './http/handlers.ts';
import { Problem } from './problem.ts';
import { isUnique, type Store, type Tx, type Work } from './store/store.ts';

type BatchReply = z.infer<typeof batchReply>;
/** What one row of a bulk write holds, checked. */
export type RowOf<E extends { batch: z.ZodType }> = z.output<E['batch']>;

type RowResult = BatchReply['results'][number];

export interface Written {
  outcome: 'created' | 'updated' | 'unchanged';
  id: string;
}

/** Transactions started together share a write to the disk; more would only wait for connections on PostgreSQL. */
const together = 50;

/** Writes the rows and says for each what became of it. `write` is the body of one row's transaction. */
export const writeRows = async <Row>(
  store: Store,
  rows: CheckedRow<Row>[],
  write: (tx: Tx, row: Row) => Work<Written>,
): Promise<BatchReply> => {
  const results: RowResult[] = [];
  for (const group of groups(rows))
    results.push(...(await Promise.all(group.map((row) => writeRow(store, row, write)))));
  return { results };
};

/** In the order given; the same thing twice is written one after the other. */
function* groups<Row>(rows: CheckedRow<Row>[]): Generator<CheckedRow<Row>[]> {
  let group: CheckedRow<Row>[] = [];
  const names = new Set<string | null>();
  for (const row of rows) {
    if (group.length === together || names.has(row.externalId)) {
      yield group;
      group = [];
      names.clear();
    }
    group.push(row);
    if (row.externalId !== null) names.add(row.externalId);
  }
  if (group.length > 0) yield group;
}

const writeRow = async <Row>(
  store: Store,
  { index, externalId, row, errors }: CheckedRow<Row>,
  write: (tx: Tx, row: Row) => Work<Written>,
): Promise<RowResult> => {
  const refused = (code: string, found: readonly { field: string; code: string }[]): RowResult => ({
    index,
    externalId,
    outcome: 'refused',
    id: null,
    problem: { code, errors: [...found] },
  });
  if (errors) return refused('invalid', errors);
  const attempt = () => store.transaction((tx) => write(tx, row));
  try {
    // Somebody else may create the same thing in the same moment: the second time it is there, and updated.
    const written = await attempt().catch((error: unknown) => {
      if (isUnique(error, 'external_id')) return attempt();
      throw error;
    });
    return { index, externalId, ...written, problem: null };
  } catch (error) {
    if (error instanceof Problem) return refused(error.code, error.errors ?? []);
    throw error;
  }
};
