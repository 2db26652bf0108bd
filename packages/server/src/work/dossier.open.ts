/** A dossier that is not open takes no change from anyone: whatever is written in one asks here first. */
import { and, eq } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { lockRow } from '../edit.ts';
import { conflict, notFound } from '../problem.ts';
import { one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { dossiers } from './dossier.reach.ts';

export type DossierRow = Schema['dossiers']['$inferSelect'];

/** The dossier, if the viewer may see it. Raises 404 `not-found`. */
export function* findDossier(tx: Tx, viewer: Viewer, id: string): Work<DossierRow> {
  const { t } = tx;
  const scope = scopeOf(viewer, dossiers);
  const found = yield* one(
    prepared(tx, `dossier.find:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.dossiers)
        .where(and(scope.where(t, ph), eq(t.dossiers.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  return found;
}

/**
 * The dossier, held until the transaction ends, so that nobody closes it before what is written in it is there.
 * Raises 404 `not-found`, 409 `dossier-closed`.
 */
export function* assertOpen(tx: Tx, viewer: Viewer, dossierId: string): Work<DossierRow> {
  // Before it is read: whoever changed it meanwhile may have closed it, or taken the viewer's customer out of it.
  yield* lockRow(tx, 'dossiers', viewer.companyId, dossierId);
  const dossier = yield* findDossier(tx, viewer, dossierId);
  if (dossier.status !== 'open') throw conflict('dossier-closed');
  return dossier;
}
