/** A dossier that is not open takes no change from anyone: whatever is written in one asks here first. */
import { and, eq, sql } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { conflict, notFound } from '../problem.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
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
  const { id, companyId, version } = yield* findDossier(tx, viewer, dossierId);
  const { dossiers: table } = tx.t;
  const held = yield* one(
    prepared(tx, 'dossier.hold', (ph) =>
      tx
        .update(table)
        .set({ version: sql`${table.version}` })
        .where(isRow(table, ph('companyId'), ph('id')))
        .returning(),
    )({ companyId, id }),
  );
  if (!held) throw notFound();
  // Whoever changed it meanwhile may have taken the viewer's customer out of it.
  if (held.version !== version) yield* findDossier(tx, viewer, dossierId);
  if (held.status !== 'open') throw conflict('dossier-closed');
  return held;
}

/** The next position of what is written in a dossier: no one else takes one until the transaction ends. */
export function* takePosition(tx: Tx, { companyId, id }: Pick<DossierRow, 'companyId' | 'id'>): Work<number> {
  const { dossiers: table } = tx.t;
  const taken = yield* one(
    prepared(tx, 'dossier.position', (ph) =>
      tx
        .update(table)
        .set({ lastPosition: sql`${table.lastPosition} + 1` })
        .where(isRow(table, ph('companyId'), ph('id')))
        .returning({ position: table.lastPosition }),
    )({ companyId, id }),
  );
  return taken!.position;
}
