/** Bulk writes: each row is kept or refused by itself, and gets an answer of its own. */
import type { batchReply, ProblemCode } from '@parvis/sdk/contract';
import type * as z from 'zod';
import type { ValidatedRow } from './http/handlers.ts';
import { Problem, type FieldError } from './problem.ts';
import { isUnique, type Store, type Tx, type Work } from './store/store.ts';

type BatchReply = z.infer<typeof batchReply>;
/** What one row of a bulk write holds, checked. */
export type RowOf<E extends { batch: z.ZodType }> = z.output<E['batch']>;

type RowResult = BatchReply['results'][number];

export interface Written {
  outcome: 'created' | 'updated' | 'unchanged';
  id: string;
  /** Compulsory fields that the row leaves open. */
  missing?: string[];
}

/**
 * What became of a row, for a bulk write that is run anew because who asks has changed meanwhile: it goes on after what it
 * has written.
 */
const settled = new WeakMap<ValidatedRow<unknown>, RowResult>();

/** Rows that share a write to the disk, and for so long hold up others who write to the same company. */
const together = 50;

/** Writes the rows in the order given and says for each what became of it. `write` is the work of one row. */
export const writeRows = async <Row>(
  store: Store,
  companyId: string,
  rows: ValidatedRow<Row>[],
  write: (tx: Tx, row: Row) => Work<Written>,
): Promise<BatchReply> => {
  for (const row of rows) if (row.errors) settled.set(row, refusal(row, 'invalid', row.errors));
  const open = rows.filter((row): row is SoundRow<Row> => !settled.has(row));
  for (let from = 0; from < open.length; from += together)
    await writeGroup(store, companyId, open.slice(from, from + together), write);
  return { results: explained(rows.map((row) => settled.get(row)!)) };
};

const writeGroup = async <Row>(
  store: Store,
  companyId: string,
  group: SoundRow<Row>[],
  write: (tx: Tx, row: Row) => Work<Written>,
): Promise<void> => {
  const bodies = group.map(
    ({ row }) =>
      (tx: Tx) =>
        write(tx, row),
  );
  const attempts = await store.together(companyId, bodies);
  // Somebody else may create the same thing in the same moment: the second time it is there, and updated.
  for (const [n, attempt] of attempts.entries())
    if (attempt.status === 'rejected' && isUnique(attempt.reason, 'external_id'))
      [attempts[n]] = (await store.together(companyId, [bodies[n]!])) as [typeof attempt];
  const failures: unknown[] = [];
  for (const [n, attempt] of attempts.entries()) {
    try {
      settled.set(group[n]!, resultOf(group[n]!, attempt));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
};

/** Rows whose errors are told: an answer is no bigger than its question, and of one mistake all rows say the same. */
const mostExplained = 20;

/** Refused rows beyond the first say their code alone. */
function explained(results: RowResult[]): RowResult[] {
  let refusals = 0;
  return results.map((result) =>
    result.problem && ++refusals > mostExplained
      ? { ...result, problem: { code: result.problem.code, errors: [] } }
      : result,
  );
}

type SoundRow<Row> = ValidatedRow<Row> & { errors: null };

const resultOf = ({ index, externalId }: Sent, attempt: PromiseSettledResult<Written>): RowResult => {
  if (attempt.status === 'fulfilled') return { index, externalId, ...attempt.value, problem: null };
  const error: unknown = attempt.reason;
  // Still taken when it was looked for again: by something that the caller does not see.
  if (isUnique(error, 'external_id'))
    return refusal({ index, externalId }, 'invalid', [{ field: 'externalId', code: 'taken' }]);
  if (error instanceof Problem) return refusal({ index, externalId }, error.code, error.errors ?? []);
  throw error;
};

type Sent = Pick<ValidatedRow<unknown>, 'index' | 'externalId'>;

/** So many errors of each row are told: of one mistake in a program, 500 rows say the same. */
const mostErrorsOfRow = 5;

const refusal = ({ index, externalId }: Sent, code: ProblemCode, errors: readonly FieldError[]): RowResult => ({
  index,
  externalId,
  outcome: 'refused',
  id: null,
  problem: { code, errors: errors.slice(0, mostErrorsOfRow) },
});
