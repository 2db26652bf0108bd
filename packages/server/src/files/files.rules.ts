/**
 * Files: uploaded first and theirs who uploaded them, then claimed by what they belong to; what nobody claims is swept
 * after 24 hours.
 */
import { rm } from 'node:fs/promises';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { ChangeKindOf, File } from '@parvis/sdk/contract';
import { can } from '../access/acts.ts';
import { takeHourly } from '../access/hourly-limit.ts';
import { isOffice } from '../access/rights.ts';
import { scopeOf } from '../access/scope.ts';
import { makeTicket } from '../access/ticket.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { newId } from '../ids.ts';
import type { Received } from '../http/handlers.ts';
import { append } from '../journal/append.ts';
import { conflict, forbidden, invalid, notFound, Problem, type FieldError } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, rows, run, touch, type Schema, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { audienceOfDossier } from '../work/dossier.audience.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { receive, takeIn, type Taken } from './intake.ts';
import { assertWithinQuota, whileReceiving, withinQuota } from './quota.ts';
import { contentKey, StorageError } from '../storage/storage.ts';
import { files } from './files.reach.ts';
import { fileAudience } from './files.audience.ts';

export type FileRow = Schema['files']['$inferSelect'];

/** What a file can belong to: an intervention of a customer, or the customer alone (an attachment) … */
export interface Holder {
  customerId: string;
  interventionId: string | null;
}

/** … or a dossier, perhaps by a message in it. */
export interface DossierHolder {
  dossierId: string;
  messageId?: string;
}

/** Life of a file that nothing holds. */
export const unclaimedMillis = 24 * 3_600_000;

/** Owner of what was taken away: nobody sees it any more, and the sweep removes its bytes. */
export const nobody = 'system';

/** Files on one intervention; of one customer, beside what their interventions have. They are listed whole. */
const mostHeld = 50;
/** Files of one dossier, which are listed in pages: far more than any has, and no place to keep films in. */
const mostInDossier = 500;

/**
 * Gives uploaded files to what holds them from now on, in the order of `fileIds`; each must be the viewer's own and not
 * yet claimed (else 422 `unknown-reference` on `fileIds.<n>`). Raises 409 for more than 50 on one intervention
 * (`intervention-full`) or customer, or 500 on one dossier (`limit-reached`), whose row is locked by the caller, or new.
 * Appends `file.added` for each.
 */
export function* claimFiles(
  tx: Tx,
  viewer: Viewer,
  fileIds: readonly string[],
  holder: Holder | DossierHolder,
): Work<FileRow[]> {
  if (fileIds.length === 0) return [];
  const { files } = tx.t;
  const owner = principalOf(viewer);
  const claimed = yield* rows(
    tx
      .update(files)
      .set({ ...holder, claimedAt: now() })
      .where(
        and(
          eq(files.companyId, viewer.companyId),
          inArray(files.id, [...fileIds]),
          eq(files.owner, owner),
          isNull(files.claimedAt),
          // The sweep may be at work on older ones.
          gt(files.createdAt, new Date(nowMillis() - unclaimedMillis).toISOString()),
        ),
      )
      .returning(),
  );
  const byId = new Map(claimed.map((row) => [row.id, row]));
  const inOrder: FileRow[] = [];
  const errors: FieldError[] = [];
  for (const [index, id] of fileIds.entries()) {
    const row = byId.get(id);
    // Named twice: the second time it is somebody's already.
    byId.delete(id);
    if (row) inOrder.push(row);
    else errors.push({ field: `fileIds.${index}`, code: 'unknown-reference' });
  }
  if (errors.length > 0) throw invalid(errors);
  yield* checkHeld(tx, viewer.companyId, holder);
  // Who sent them sees them no longer for that alone.
  touch(tx, viewer.companyId, { about: 'file', keys: [`own:${owner}`] });
  for (const row of inOrder) yield* tell(tx, row, 'file.added', owner);
  return inOrder;
}

function* checkHeld(tx: Tx, companyId: string, holder: Holder | DossierHolder): Work<void> {
  const { files } = tx.t;
  const isOfDossier = 'dossierId' in holder;
  const isAttached = !isOfDossier && holder.interventionId === null;
  const isHeld = isOfDossier
    ? eq(files.dossierId, holder.dossierId)
    : holder.interventionId === null
      ? and(eq(files.customerId, holder.customerId), isNull(files.interventionId))
      : eq(files.interventionId, holder.interventionId);
  const most = isOfDossier ? mostInDossier : mostHeld;
  const found = yield* one(
    tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(files)
      .where(and(eq(files.companyId, companyId), isHeld)),
  );
  if (!found || found.count <= most) return;
  throw isOfDossier || isAttached ? conflict('limit-reached', { most }) : conflict('intervention-full');
}

/** What a holder has of files, as far as the viewer may see them, oldest first. */
export function* filesHeldBy(tx: Tx, viewer: Viewer, holder: Holder): Work<FileRow[]> {
  const { query, values } = heldBy(tx, tx.t, viewer, holder);
  return yield* rows(query(values));
}

/** The same outside of a transaction. */
export async function readFilesHeldBy(s: Services, viewer: Viewer, holder: Holder): Promise<FileRow[]> {
  const { query, values } = heldBy(s.store.read, s.store.t, viewer, holder);
  return await query(values);
}

function heldBy(db: Pick<Tx, 'select' | 'selectDistinct'>, t: Schema, viewer: Viewer, holder: Holder) {
  const scope = scopeOf(viewer, files);
  const { interventionId, customerId } = holder;
  const kind = interventionId === null ? 'customer' : 'intervention';
  const query = prepared(db, `files.heldBy:${kind}:${scope.shape}`, (ph) =>
    db
      .select()
      .from(t.files)
      .where(
        and(
          scope.where(t, ph),
          kind === 'intervention'
            ? eq(t.files.interventionId, ph('holder'))
            : and(eq(t.files.customerId, ph('holder')), isNull(t.files.interventionId)),
        ),
      )
      .orderBy(asc(t.files.id)),
  );
  return { query, values: { ...scope.values, holder: interventionId ?? customerId } };
}

/** What belongs to a message, as far as the viewer may see it, oldest first. */
export function* filesOfMessage(tx: Tx, viewer: Viewer, messageId: string): Work<FileRow[]> {
  const { t } = tx;
  const scope = scopeOf(viewer, files);
  return yield* rows(
    prepared(tx, `files.ofMessage:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.files)
        .where(and(scope.where(t, ph), eq(t.files.messageId, ph('messageId'))))
        .orderBy(asc(t.files.id)),
    )({ ...scope.values, messageId }),
  );
}

/** One file; 404 for what the viewer may not see. */
export async function readFile(s: Services, viewer: Viewer, fileId: string): Promise<FileRow> {
  const { t, read } = s.store;
  const scope = scopeOf(viewer, files);
  const [row] = await prepared(read, `files.byId:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.files)
      .where(and(scope.where(t, ph), eq(t.files.id, ph('id')))),
  )({ ...scope.values, id: fileId });
  if (!row) throw notFound();
  return row;
}

/**
 * A file as this viewer gets it, with addresses that their session opens. `mayChange`: may change the intervention that holds it;
 * the dossier that does is open.
 */
export function fileView(s: Pick<Services, 'sealer'>, viewer: Viewer, row: FileRow, mayChange = false): File {
  const ticket = makeTicket(s.sealer, {
    companyId: viewer.companyId,
    opens: `file:${row.id}`,
    holder: viewer.dependsOn[0],
  });
  const url = `/v1/files/${row.id}/content?ticket=${ticket}`;
  return {
    id: row.id,
    name: row.name,
    mediaType: row.mediaType,
    size: row.size,
    width: row.width,
    height: row.height,
    createdAt: row.createdAt,
    url,
    thumbnailUrl: row.thumbnail === 'ready' ? `${url}&size=thumbnail` : null,
    can: mayDelete(viewer, row, mayChange) ? ['delete'] : [],
  };
}

/** The same with the answer looked up: may the viewer change what holds this file? */
export async function fileViewAlone(s: Services, viewer: Viewer, row: FileRow): Promise<File> {
  return fileView(s, viewer, row, await mayChangeHolder(s, viewer, row));
}

/**
 * Receives one file. Its row is written before its bytes are kept, so that no byte can ever lie in the storage without a row
 * that leads the sweep to it; until it is made known it is nobody's. Raises 413, 415, 422, 429,
 * 409 `too-many-files`, 507.
 */
export async function upload(
  s: Services,
  viewer: Viewer,
  name: string,
  stream: ReadableStream<Uint8Array> | null,
): Promise<Received<File>> {
  // Files are listed by id: as they were sent, not as they happened to arrive.
  const id = newId();
  const owner = principalOf(viewer);
  if (!stream) throw new Problem('unsupported-file');
  const incoming = await whileReceiving({ companyId: viewer.companyId, owner }, () =>
    orProblem(receive(stream, s.config.data)),
  );
  let { path } = incoming;
  const put = async () => {
    await takeHourly(s.throttle, viewer, 'upload');
    const taken = await orProblem(takeIn(incoming, viewer.companyId));
    ({ path } = taken);
    const row = rowOf(id, viewer, name, taken);
    await s.store.transaction((tx) => run(tx.insert(tx.t.files).values({ ...row, owner: nobody, thumbnail: 'none' })));
    await orProblem(s.storage.put(contentKey(row), path, row.mediaType));
    return row;
  };
  return {
    digest: incoming.sha256,
    async keep() {
      const row = await withinQuota(s, { companyId: viewer.companyId, owner }, put);
      return function* (tx: Tx): Work<File> {
        const { files } = tx.t;
        yield* assertWithinQuota(tx, row.companyId, owner);
        yield* run(
          tx
            .update(files)
            .set({ owner, thumbnail: row.thumbnail })
            .where(and(eq(files.companyId, row.companyId), eq(files.id, row.id))),
        );
        yield* tell(tx, row, 'file.uploaded', owner);
        return fileView(s, viewer, row);
      };
    },
    discard: () => rm(path, { force: true }),
  };
}

/**
 * Takes a file away: one's own while nothing holds it, or while the dossier that does is open; any for who may change what holds
 * it. Its bytes go with the sweep. Raises 404 `not-found`, 403 `forbidden`, 409 `dossier-closed`.
 */
export async function removeFile(s: Services, viewer: Viewer, fileId: string): Promise<(tx: Tx) => Work<void>> {
  const row = await readFile(s, viewer, fileId);
  const { dossierId } = row;
  // Whether a dossier is open is asked once it is held.
  if (!mayDelete(viewer, row, dossierId !== null || (await mayChangeHolder(s, viewer, row)))) throw forbidden();
  return function* (tx) {
    if (dossierId !== null) yield* assertOpen(tx, viewer, dossierId);
    yield* takeAway(tx, viewer, row);
  };
}

/** Takes away whatever belongs to a message, whose dossier is held. */
export function* removeFilesOfMessage(
  tx: Tx,
  viewer: Viewer,
  { companyId, id }: { companyId: string; id: string },
): Work<void> {
  const { files } = tx.t;
  const theirs = yield* rows(
    prepared(tx, 'files.allOfMessage', (ph) =>
      tx
        .select()
        .from(files)
        .where(and(eq(files.companyId, ph('companyId')), eq(files.messageId, ph('messageId')))),
    )({ companyId, messageId: id }),
  );
  for (const row of theirs) yield* takeAway(tx, viewer, row);
}

/** Raises 404 `not-found` for what was taken away or claimed meanwhile. */
function* takeAway(tx: Tx, viewer: Viewer, row: FileRow): Work<void> {
  const { files } = tx.t;
  const claimed = row.claimedAt === null ? isNull(files.claimedAt) : eq(files.claimedAt, row.claimedAt);
  const gone = yield* one(
    tx
      .update(files)
      .set({ ...unheld, owner: nobody, claimedAt: null, createdAt: longAgo })
      .where(and(eq(files.companyId, row.companyId), eq(files.id, row.id), eq(files.owner, row.owner), claimed))
      .returning({ id: files.id }),
  );
  if (!gone) throw notFound();
  yield* tell(tx, row, 'file.removed', principalOf(viewer));
}

/** Appends an entry about a file, with whose it is. */
export function* tell(
  tx: Tx,
  row: Pick<FileRow, 'id' | 'companyId' | 'owner' | 'customerId' | 'interventionId' | 'dossierId'>,
  kind: ChangeKindOf<'file'>,
  actor: string,
  fields: readonly string[] = [],
): Work<void> {
  const { id, companyId, interventionId, dossierId } = row;
  const held =
    interventionId === null
      ? undefined
      : yield* one(
          prepared(tx, 'files.whose', (ph) =>
            tx
              .select({
                id: tx.t.interventions.id,
                customerId: tx.t.interventions.customerId,
                siteId: tx.t.interventions.siteId,
                dossierId: tx.t.interventions.dossierId,
                assigneeId: tx.t.interventions.assigneeId,
              })
              .from(tx.t.interventions)
              .where(and(eq(tx.t.interventions.companyId, ph('companyId')), eq(tx.t.interventions.id, ph('id')))),
          )({ companyId, id: interventionId }),
        );
  yield* append(tx, {
    companyId,
    kind,
    actor,
    subject: { type: 'file', id },
    audience: dossierId === null ? fileAudience(row, held) : yield* audienceOfDossier(tx, companyId, dossierId),
    fields,
  });
}

/** What the storage refuses, as the caller gets it. */
export async function orProblem<Out>(work: Promise<Out>): Promise<Out> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (error.code === 'missing') throw notFound();
    throw error.code === 'full' ? new Problem('storage-full') : new Problem('storage-unavailable');
  }
}

const longAgo = new Date(0).toISOString();
/** Belongs to nothing. */
const unheld = { interventionId: null, customerId: null, dossierId: null, messageId: null };

function rowOf(id: string, viewer: Viewer, name: string, taken: Taken): FileRow {
  const { mediaType, size, sha256, width, height } = taken;
  return {
    id,
    companyId: viewer.companyId,
    owner: principalOf(viewer),
    ...unheld,
    name,
    mediaType,
    size,
    sha256,
    width,
    height,
    thumbnail: mediaType === 'application/pdf' ? 'none' : 'pending',
    claimedAt: null,
    createdAt: now(),
  };
}

/**
 * One's own while nothing holds it, and in an open dossier; then as the intervention may be changed; the attachments of customers,
 * and what others have added to a dossier, are the office's.
 */
function mayDelete(viewer: Viewer, row: FileRow, mayChange: boolean): boolean {
  if (isOutside(viewer) && viewer.previewBy !== null) return false;
  const isOwn = row.owner === principalOf(viewer);
  if (row.claimedAt === null) return isOwn;
  if (row.interventionId !== null) return mayChange;
  return row.dossierId === null ? isOffice(viewer) : mayChange && (isOwn || isOffice(viewer));
}

async function mayChangeHolder(s: Services, viewer: Viewer, row: FileRow): Promise<boolean> {
  const { t, read } = s.store;
  if (row.dossierId !== null) {
    const [dossier] = await prepared(read, 'files.dossier', (ph) =>
      read
        .select({ status: t.dossiers.status })
        .from(t.dossiers)
        .where(isRow(t.dossiers, ph('companyId'), ph('id'))),
    )({ companyId: row.companyId, id: row.dossierId });
    return dossier?.status === 'open';
  }
  if (row.interventionId === null) return false;
  const [held] = await prepared(read, 'files.holder', (ph) =>
    read
      .select({ status: t.interventions.status, assigneeId: t.interventions.assigneeId })
      .from(t.interventions)
      .where(and(eq(t.interventions.companyId, ph('companyId')), eq(t.interventions.id, ph('id')))),
  )({ companyId: row.companyId, id: row.interventionId });
  return held !== undefined && can(viewer, 'edit', held);
}
