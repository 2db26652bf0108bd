/** How a new intervention is written down, whoever makes it of whatever. */
import { eq, sql } from 'drizzle-orm';
import type { MoveAct } from '@parvis/sdk/contract';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { insertRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { indexIntervention } from '../work/intervention.search.ts';
import { notPutAway } from '../work/put-away.columns.ts';
import { tellOf, type InterventionRow } from './intervention.find.ts';
import { pastOf, type Past } from './intervention.past.ts';

type Numbered = Pick<Schema['companies']['$inferSelect'], 'types'> & { number: number };

/** The company's next number, with its types; the company's row is locked until the transaction ends. */
export function* nextNumber(tx: Tx, companyId: string): Work<Numbered> {
  const { companies } = tx.t;
  const company = yield* one(
    prepared(tx, 'intervention.number', (ph) =>
      tx
        .update(companies)
        .set({ interventionNumber: sql`${companies.interventionNumber} + 1` })
        .where(eq(companies.id, ph('companyId')))
        .returning({ number: companies.interventionNumber, types: companies.types }),
    )({ companyId }),
  );
  return company!;
}

/** What is said of a new one; the rest follows. */
type New = Omit<
  InterventionRow,
  | 'id'
  | 'number'
  | 'assigneeId'
  | 'inbox'
  | 'date'
  | 'windowStart'
  | 'windowEnd'
  | 'rescheduleRequested'
  | keyof typeof notPutAway
  | 'createdAt'
  | 'version'
>;

/**
 * Its row, the first line of its course (of the past: and the last), what it is found by, its entry. `act`: what it was made by,
 * other than asking for it. Raises 422 on `past.…`.
 */
export function* insertNumbered(
  tx: Tx,
  viewer: Viewer,
  { number, types }: Numbered,
  given: New,
  { act, past }: { act?: MoveAct; past?: Past | undefined } = {},
): Work<InterventionRow> {
  const at = now();
  const before = past && pastOf(past, at);
  const createdAt = before?.createdAt ?? at;
  const row: InterventionRow = {
    ...given,
    id: newId(),
    number,
    assigneeId: null,
    inbox: true,
    date: createdAt,
    windowStart: null,
    windowEnd: null,
    rescheduleRequested: false,
    ...notPutAway,
    createdAt,
    version: 1,
    ...before?.changes,
  };
  yield* insertRow(tx, 'interventions', row);
  if (before) yield* noteMove(tx, viewer, { ...row, status: given.status }, { at: createdAt });
  yield* noteMove(tx, viewer, row, { act, at: row.date, reason: before?.reason });
  yield* indexIntervention(tx, row, types);
  yield* tellOf(tx, viewer, 'intervention.created', row);
  return row;
}

/** Writes down a dated line of the course: that it came to the state it is in, by which act. */
export function* noteMove(
  tx: Tx,
  viewer: Viewer,
  row: InterventionRow,
  { act, at, reason }: { act?: MoveAct | undefined; at: string; reason?: string | undefined },
): Work<void> {
  yield* insertRow(tx, 'interventionMoves', {
    id: newId(),
    companyId: row.companyId,
    interventionId: row.id,
    to: row.status,
    act: act ?? null,
    at,
    by: principalOf(viewer),
    reason: reason ?? null,
  });
}
