/**
 * Customers, sites, equipment and interventions put away: archived, which takes them out of the lists of the desk and of nobody's
 * sight; or in the bin, where the office alone sees them. One way for all four: a feature says what its own tells, and what
 * goes into the bin along with it.
 */
import { and, eq, isNull, notInArray, type SQL } from 'drizzle-orm';
import type { ChangeKind } from '@parvis/sdk/contract';
import type { PutAwayKind, PutAwayTable } from '../access/put-away.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { findRow, isEmpty, lockRow, updateRow } from '../edit.ts';
import { append } from '../journal/append.ts';
import { conflict } from '../problem.ts';
import { isRow, one, prepared, rows, run, touch, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { interventionAudience } from './intervention.audience.ts';
import { touchDossiersOf } from './dossier.named.ts';
import { touchNaming } from './intervention.named.ts';

type RowIn<Name extends PutAwayTable> = Schema[Name]['$inferSelect'];

/** What is asked; what is absent stays as it is. */
export interface PutAway {
  archived?: boolean | undefined;
  binned?: boolean | undefined;
}

/** The thing to put away, or to take back. Raises 404 `not-found`; 409 `in-bin` for what is there and shall stay there. */
export const findToPutAway = <Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  { reach }: PutAwayKind<Name>,
  id: string,
  { binned }: PutAway,
): Work<RowIn<Name>> => findRow(tx, viewer, reach, id, binned === false ? 'both' : 'kept');

/**
 * Archives a thing or puts it into the bin, or takes it back; each is an entry of its own. Raises 412 `stale`, 409 `in-bin` for what
 * went into the bin with something else, or whose customer is there: that comes back first.
 */
export function* putAway<Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  kind: PutAwayKind<Name>,
  before: RowIn<Name>,
  { archived, binned }: PutAway,
): Work<RowIn<Name>> {
  const [at, by] = [now(), principalOf(viewer)];
  const is = { archived: before.archivedAt !== null, binned: before.binnedAt !== null };
  const turned = {
    ...(archived !== undefined && archived !== is.archived && { archived }),
    ...(binned !== undefined && binned !== is.binned && { binned }),
  };
  if (isEmpty(turned)) return before;
  const { archived: toArchive, binned: toBin } = turned;
  const change = {
    ...(toArchive !== undefined && { archivedAt: toArchive ? at : null, archivedBy: toArchive ? by : null }),
    ...(toBin !== undefined && { binnedAt: toBin ? at : null, binnedBy: toBin ? by : null }),
  } as Partial<RowIn<Name>>;
  const after = yield* updateRow(tx, kind.reach.table, before, change);
  if (toArchive !== undefined) yield* tell(tx, viewer, kind, after, toArchive ? 'archived' : 'unarchived');
  if (toBin !== undefined) yield* touchWork(tx, kind, after);
  if (toBin !== undefined && kind.subject === 'customer') yield* touchDossiersOf(tx, after);
  if (toBin === true) yield* bin(tx, viewer, kind, after);
  if (toBin === false) yield* restore(tx, viewer, kind, after);
  return after;
}

/** Interventions name their site and equipment: whoever sees one has another answer. */
function* touchWork<Name extends PutAwayTable>(tx: Tx, { subject }: PutAwayKind<Name>, row: RowIn<Name>): Work<void> {
  if (subject !== 'site' && subject !== 'equipment') return;
  const { equipment } = tx.t;
  // Any of the tables stands for both.
  const thing = row as RowIn<'sites'>;
  yield* touchNaming(tx, subject, thing);
  if (subject === 'equipment') return;
  const there = yield* rows(
    tx
      .select({ id: equipment.id, companyId: equipment.companyId, customerId: equipment.customerId })
      .from(equipment)
      .where(and(eq(equipment.companyId, thing.companyId), eq(equipment.siteId, thing.id))),
  );
  for (const piece of there) yield* touchNaming(tx, 'equipment', piece);
}

function* bin<Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  kind: PutAwayKind<Name>,
  row: RowIn<Name>,
): Work<void> {
  yield* tell(tx, viewer, kind, row, 'binned');
  if (!kind.along) return;
  const go = (table: Along, column: Column<Along>) => and(eq(column, row.id), isNull(table.binnedAt));
  yield* moveAlong(tx, kind, row, go);
  // Whoever adds something to it holds the company: what came meanwhile goes along, what comes after is refused. Not before the
  // rows themselves: who changes one of them takes them in this order.
  yield* lockRow(tx, 'companies', row.companyId);
  yield* moveAlong(tx, kind, row, go);
  yield* tellOfWork(tx, viewer, kind, row, 'binned');
}

function* restore<Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  kind: PutAwayKind<Name>,
  row: RowIn<Name>,
): Work<void> {
  yield* lockRow(tx, 'companies', row.companyId);
  yield* assertComesBack(tx, kind, row);
  yield* tell(tx, viewer, kind, row, 'restored');
  if (!kind.along) return;
  yield* tellOfWork(tx, viewer, kind, row, 'restored');
  yield* moveAlong(tx, kind, row, (table, column) => and(eq(column, row.id), eq(table.binnedWith, row.id)));
}

/** That whose it is was not put into the bin meanwhile: for what was just made, once the company is held. Raises 409 `in-bin`. */
export function* assertCustomerKept(
  tx: Tx,
  { companyId, customerId }: { companyId: string; customerId: string },
): Work<void> {
  const { customers } = tx.t;
  const customer = yield* one(
    prepared(tx, 'customer.binned', (ph) =>
      tx
        .select({ binnedAt: customers.binnedAt })
        .from(customers)
        .where(isRow(customers, ph('companyId'), ph('customerId'))),
    )({ companyId, customerId }),
  );
  if (customer?.binnedAt) throw conflict('in-bin');
}

function* assertComesBack<Name extends PutAwayTable>(tx: Tx, kind: PutAwayKind<Name>, row: RowIn<Name>): Work<void> {
  if (row.binnedWith !== null) throw conflict('in-bin');
  if (kind.subject !== 'customer')
    yield* assertCustomerKept(tx, { companyId: row.companyId, customerId: kind.customerId(row) });
}

const tell = <Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  { subject, audience }: PutAwayKind<Name>,
  row: RowIn<Name>,
  what: 'archived' | 'unarchived' | 'binned' | 'restored',
): Work<void> =>
  append(tx, {
    companyId: row.companyId,
    kind: `${subject}.${what}` satisfies ChangeKind,
    actor: principalOf(viewer),
    subject: { type: subject, id: row.id },
    audience: audience(row),
  });

const subjects = { sites: 'site', equipment: 'equipment', interventions: 'intervention' } as const;

type Along = Schema['equipment'];
type Column<Table extends Along> = Table['customerId' | 'siteId'];

/** By one statement a table, however many they are: no list of them is read. */
function* moveAlong<Name extends PutAwayTable>(
  tx: Tx,
  { along = {} }: PutAwayKind<Name>,
  { companyId, id, binnedAt, binnedBy }: RowIn<Name>,
  which: (table: Along, column: Column<Along>) => SQL | undefined,
): Work<void> {
  const put = { binnedAt, binnedBy, binnedWith: binnedAt === null ? null : id };
  for (const [name, column] of Object.entries(along) as [keyof typeof subjects, 'customerId'][]) {
    // The columns that they have in common are asked for: any of the tables stands for all of them.
    const table = tx.t[name] as Along;
    yield* run(
      tx
        .update(table)
        .set(put)
        .where(and(eq(table.companyId, companyId), which(table, table[column]))),
    );
    // Of those that are over no entry tells; the lists are others all the same.
    touch(tx, companyId, { about: subjects[name], keys: ['office'] });
  }
}

/** What went along and is not over yet is told of one by one: whoever it was given to hears of it as of a cancellation. */
function* tellOfWork<Name extends PutAwayTable>(
  tx: Tx,
  viewer: Viewer,
  { along }: PutAwayKind<Name>,
  { companyId, id: withIt }: RowIn<Name>,
  what: 'binned' | 'restored',
): Work<void> {
  if (!along?.interventions) return;
  const { interventions: i } = tx.t;
  const { id, customerId, siteId, dossierId, assigneeId } = i;
  const open = yield* rows(
    tx
      .select({ id, customerId, siteId, dossierId, assigneeId })
      .from(i)
      .where(
        and(
          eq(i.companyId, companyId),
          eq(i[along.interventions], withIt),
          eq(i.binnedWith, withIt),
          notInArray(i.status, ['done', 'signed', 'cancelled']),
        ),
      ),
  );
  for (const row of open)
    yield* append(tx, {
      companyId,
      kind: `intervention.${what}`,
      actor: principalOf(viewer),
      subject: { type: 'intervention', id: row.id },
      audience: interventionAudience(row),
    });
}
