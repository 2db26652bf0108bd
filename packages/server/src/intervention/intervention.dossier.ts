/** Of which dossier an intervention is. Nothing comes into one that is closed, nor out of it. */
import { and, eq } from 'drizzle-orm';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { referred } from '../edit.ts';
import { refused } from '../problem.ts';
import { one, type Tx, type Work } from '../store/store.ts';

/** Of a new one: that of the link, or the one that the company chose. Raises 409 `dossier-closed`, 422 on `dossierId`. */
export function* dossierOfNew(
  tx: Tx,
  viewer: Viewer,
  customer: { id: string },
  wanted: string | null | undefined,
): Work<string | null> {
  if (!isOutside(viewer)) {
    if (wanted) yield* assertTakesPart(tx, viewer, customer, wanted);
    return wanted ?? null;
  }
  const scoped = viewer.scope.kind === 'dossier' ? viewer.scope.id : null;
  if (wanted !== undefined && wanted !== scoped) throw refused('dossierId', 'unknown-reference');
  if (scoped !== null) yield* assertOpen(tx, viewer, scoped);
  return scoped;
}

/** Raises 409 `dossier-closed`, 422 on `dossierId`. */
export function* assertMayChangeDossier(
  tx: Tx,
  viewer: Viewer,
  before: { customerId: string; dossierId: string | null },
  wanted: string | null | undefined,
): Work<void> {
  if (wanted === undefined || wanted === before.dossierId) return;
  if (before.dossierId !== null) yield* referred(assertOpen(tx, viewer, before.dossierId), 'dossierId');
  if (wanted !== null) yield* assertTakesPart(tx, viewer, { id: before.customerId }, wanted);
}

/** The dossier is held: the customer does not leave it before the intervention is in it. */
function* assertTakesPart(tx: Tx, viewer: Viewer, customer: { id: string }, dossierId: string): Work<void> {
  const { companyId } = yield* referred(assertOpen(tx, viewer, dossierId), 'dossierId');
  const { dossierParticipants: p } = tx.t;
  const found = yield* one(
    tx
      .select({ id: p.customerId })
      .from(p)
      .where(and(eq(p.companyId, companyId), eq(p.dossierId, dossierId), eq(p.customerId, customer.id))),
  );
  if (!found) throw refused('dossierId', 'unknown-reference');
}
