/** The customers who take part in a dossier: who joins, who leaves, and what ends with that. */
import { and, eq, sql } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { findCustomer } from '../customer/customer.find.ts';
import { customers } from '../customer/customer.reach.ts';
import { insertRow, lockRow, referred } from '../edit.ts';
import { revokeLinksTo } from '../link/link.revocation.ts';
import { conflict, refused } from '../problem.ts';
import { endPortalSessionsIn } from '../session/session.revocation.ts';
import { isRow, one, prepared, rows, run, type Tx, type Work } from '../store/store.ts';
import type { DossierRow } from '../work/dossier.open.ts';
import { assertCustomerKept } from '../work/put-away.ts';

/** Who was not in it and shall be, and the other way round. */
export interface ParticipantChange {
  joining: readonly string[];
  leaving: readonly string[];
}

/** Raises 409 `in-bin`, 422 `unknown-reference` for whom the viewer does not see, `duplicate` for who is named twice. */
export function* assertMayTakePart(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  but = new Set<string>(),
): Work<void> {
  if (new Set(ids).size < ids.length) throw refused('customerIds', 'duplicate');
  for (const [n, id] of ids.entries())
    if (!but.has(id)) yield* referred(findCustomer(tx, viewer, id), `customerIds.${n}`);
}

/** Adds customers who may take part. Raises 409 `in-bin`. */
export function* addCustomers(
  tx: Tx,
  { companyId, id: dossierId }: Pick<DossierRow, 'companyId' | 'id'>,
  ids: readonly string[],
): Work<void> {
  // Whoever puts a customer into the bin holds the company: it was before, or comes after.
  yield* lockRow(tx, 'companies', companyId);
  for (const customerId of ids) {
    yield* insertRow(tx, 'dossierParticipants', { companyId, dossierId, customerId, reference: '' });
    yield* assertCustomerKept(tx, { companyId, customerId });
  }
}

/**
 * What becomes of the customers of a dossier once these are all of them; null when nothing does. Who is in the bin is shown to
 * nobody and stays. Raises 409 `in-bin`, 422 on `customerIds`: `not-held` where somebody would leave whom the viewer does not see.
 */
export function* participantChange(
  tx: Tx,
  viewer: Viewer,
  { companyId, id }: Pick<DossierRow, 'companyId' | 'id'>,
  wanted: readonly string[],
): Work<ParticipantChange | null> {
  const { dossierParticipants: p, customers: c } = tx.t;
  const now = yield* rows(
    tx
      .select({ id: p.customerId, binnedAt: c.binnedAt })
      .from(p)
      .innerJoin(c, isRow(c, companyId, p.customerId))
      .where(and(eq(p.companyId, companyId), eq(p.dossierId, id))),
  );
  const taking = new Set(now.map((each) => each.id));
  yield* assertMayTakePart(tx, viewer, wanted, taking);
  const joining = wanted.filter((each) => !taking.has(each));
  const leaving = now.filter((each) => each.binnedAt === null && !wanted.includes(each.id)).map((each) => each.id);
  for (const customerId of leaving)
    if (!(yield* isSeen(tx, viewer, customerId))) throw refused('customerIds', 'not-held');
  return joining.length + leaving.length === 0 ? null : { joining, leaving };
}

function* isSeen(tx: Tx, viewer: Viewer, customerId: string): Work<boolean> {
  const { customers: c } = tx.t;
  const scope = scopeOf(viewer, customers);
  const seen = yield* one(
    prepared(tx, `dossier.customerSeen:${scope.shape}`, (ph) =>
      tx
        .select({ id: c.id })
        .from(c)
        .where(and(scope.where(tx.t, ph), eq(c.id, ph('customerId')))),
    )({ ...scope.values, customerId }),
  );
  return seen !== undefined;
}

/**
 * Carries it out, for a dossier whose row is held. Whoever leaves keeps nothing of it: their links to it, and what those or the
 * company's own pages opened, end. Raises 409 `has-interventions` with their `count`, `in-bin`.
 */
export function* changeParticipants(
  tx: Tx,
  viewer: Viewer,
  dossier: Pick<DossierRow, 'companyId' | 'id'>,
  { joining, leaving }: ParticipantChange,
): Work<void> {
  const { companyId, id: dossierId } = dossier;
  const { dossierParticipants: p } = tx.t;
  yield* addCustomers(tx, dossier, joining);
  for (const customerId of leaving) {
    yield* assertNoWork(tx, dossier, customerId);
    yield* run(
      tx.delete(p).where(and(eq(p.companyId, companyId), eq(p.dossierId, dossierId), eq(p.customerId, customerId))),
    );
    yield* revokeLinksTo(tx, principalOf(viewer), companyId, { customerId, dossierId });
    yield* endPortalSessionsIn(tx, companyId, { customerId, dossierId });
  }
}

/** Interventions name the dossier that they are in: those of whoever left would be theirs no longer to see, and nobody's to move. */
function* assertNoWork(
  tx: Tx,
  { companyId, id: dossierId }: Pick<DossierRow, 'companyId' | 'id'>,
  customerId: string,
): Work<void> {
  const { interventions: i } = tx.t;
  const found = yield* one(
    tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(i)
      .where(and(eq(i.companyId, companyId), eq(i.dossierId, dossierId), eq(i.customerId, customerId))),
  );
  if (found!.count > 0) throw conflict('has-interventions', { count: found!.count });
}
