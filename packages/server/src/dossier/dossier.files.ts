/** The documents of a dossier: what people have added to it. Those of its interventions are read with these. */
import { and, desc, eq, lt } from 'drizzle-orm';
import type { dossierApi, File, Page, Query } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { files } from '../files/files.reach.ts';
import { claimFiles, fileView } from '../files/files.rules.ts';
import { pageOf, positionOf } from '../paging.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, type Tx, type Work } from '../store/store.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { readDossier } from './dossier.rules.ts';

/** A page of them, the newest first. Raises 404 `not-found`. */
export const listFiles = async (
  s: Services,
  viewer: Viewer,
  dossierId: string,
  { limit, cursor }: Query<(typeof dossierApi)['GET /dossiers/:dossierId/files']>,
): Promise<Page<File>> => {
  const list = `files ${dossierId}`;
  const after = positionOf<[string]>(s.sealer, list, cursor);
  const { read, t } = s.store;
  const scope = scopeOf(viewer, files);
  const found = await prepared(read, `dossier.files:${scope.shape}${after ? ':after' : ''}`, (ph) =>
    read
      .select({ file: t.files, status: t.dossiers.status })
      .from(t.files)
      .innerJoin(t.dossiers, isRow(t.dossiers, ph('inCompany'), t.files.dossierId))
      .where(
        and(
          scope.where(t, ph),
          eq(t.files.dossierId, ph('dossierId')),
          after ? lt(t.files.id, ph('afterId')) : undefined,
        ),
      )
      .orderBy(desc(t.files.id))
      .limit(ph('limit')),
  )({ ...scope.values, dossierId, limit: limit + 1, afterId: after?.[0] });
  // Whoever sees one of them sees the dossier: of one that has none it is not known yet.
  if (found.length === 0) await readDossier(s, viewer, dossierId);
  return pageOf(s.sealer, list, found, limit, {
    position: ({ file }) => [file.id],
    view: ({ file, status }) => fileView(s, viewer, file, status === 'open'),
  });
};

/** Gives uploaded files to a dossier. Raises 404 `not-found`, 409 `dossier-closed` and `limit-reached`, 422 naming the file. */
export function* addFiles(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  dossierId: string,
  fileIds: string[],
): Work<{ items: File[] }> {
  const dossier = yield* assertOpen(tx, viewer, dossierId);
  const claimed = yield* claimFiles(tx, viewer, fileIds, { dossierId: dossier.id });
  return { items: claimed.map((file) => fileView(s, viewer, file, true)) };
}
