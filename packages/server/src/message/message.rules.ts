import { and, desc, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import {
  isBlank,
  type Body,
  type ChangeKindOf,
  type File,
  type Message,
  type MessageAct,
  type messageApi,
  type Page,
  type Query,
} from '@parvis/sdk/contract';
import { isShown, scopeOf } from '../access/scope.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { takePosition } from '../dossier/dossier.position.ts';
import { insertRow } from '../edit.ts';
import { files } from '../files/files.reach.ts';
import { claimFiles, filesOfMessage, fileView, removeFilesOfMessage, type FileRow } from '../files/files.rules.ts';
import { forgetReply } from '../http/idempotency.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { pageOf, positionOf } from '../paging.ts';
import { conflict, forbidden, notFound, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, type Schema, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { audienceOfDossier } from '../work/dossier.audience.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { dossiers } from '../work/dossier.reach.ts';
import { messages } from './message.reach.ts';

type Api = typeof messageApi;
type NewMessage = Body<Api['POST /dossiers/:dossierId/messages']>;
type MessageRow = Schema['messages']['$inferSelect'];
type Author = Pick<MessageRow, 'memberId' | 'contactId' | 'stakeholderId'>;

/** A page of a discussion, the newest message first. Raises 404 `not-found`. */
export const listMessages = async (
  s: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  dossierId: string,
  { limit, cursor }: Query<Api['GET /dossiers/:dossierId/messages']>,
): Promise<Page<Message>> => {
  const { store, sealer } = s;
  const list = `messages ${dossierId}`;
  const before = positionOf<[number]>(sealer, list, cursor);
  const { read, t } = store;
  const [scope, ofFiles] = [scopeOf(viewer, messages), scopeOf(viewer, files)];
  const shape = `${scope.shape}:${ofFiles.shape}${before ? ':before' : ''}`;
  const found = await prepared(read, `message.list:${shape}`, (ph) =>
    read
      .select({
        message: t.messages,
        status: t.dossiers.status,
        memberFirstName: t.members.firstName,
        memberName: t.members.name,
        contactName: t.contacts.name,
        stakeholderName: t.stakeholders.name,
        files: store
          .jsonAggregate(
            getTableColumns(t.files),
            sql`from ${t.files} where ${and(ofFiles.where(t, ph), eq(t.files.messageId, t.messages.id))}`,
          )
          .as('files'),
      })
      .from(t.messages)
      .innerJoin(t.dossiers, isRow(t.dossiers, ph('inCompany'), t.messages.dossierId))
      .leftJoin(t.members, isRow(t.members, ph('inCompany'), t.messages.memberId))
      .leftJoin(t.contacts, isRow(t.contacts, ph('inCompany'), t.messages.contactId))
      .leftJoin(t.stakeholders, isRow(t.stakeholders, ph('inCompany'), t.messages.stakeholderId))
      .where(
        and(
          scope.where(t, ph),
          eq(t.messages.dossierId, ph('dossierId')),
          before ? lt(t.messages.position, ph('before')) : undefined,
        ),
      )
      .orderBy(desc(t.messages.position))
      .limit(ph('limit')),
  )({ ...ofFiles.values, ...scope.values, dossierId, before: before?.[0], limit: limit + 1 });
  // Whoever sees a message of it sees the dossier: of an empty one it is not known yet.
  if (found.length === 0) await assertSeen(store, viewer, dossierId);
  return pageOf(sealer, list, found, limit, {
    position: ({ message }) => [message.position],
    view: ({ message, status, files: rows, ...names }) => {
      const isOpen = status === 'open';
      const shown = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      return view(viewer, message, names, { isOpen, files: shown.map((file) => fileView(s, viewer, file, isOpen)) });
    },
  });
};

async function assertSeen({ read, t }: Store, viewer: Viewer, id: string): Promise<void> {
  const scope = scopeOf(viewer, dossiers);
  const [found] = await prepared(read, `dossier.seen:${scope.shape}`, (ph) =>
    read
      .select({ id: t.dossiers.id })
      .from(t.dossiers)
      .where(and(scope.where(t, ph), eq(t.dossiers.id, ph('id')))),
  )({ ...scope.values, id });
  if (!found) throw notFound();
}

/**
 * Writes to all who take part in a dossier, with files that become its documents. Raises 404 `not-found`, 409 `dossier-closed`
 * and `limit-reached`, 422 naming the file, 403 `forbidden` for a program: it is nobody whom one could answer, `part-off` for
 * files of whom the company shows none.
 */
export function* sendMessage(
  s: Pick<Services, 'sealer'>,
  tx: Tx,
  viewer: Viewer,
  dossierId: string,
  { body, fileIds }: NewMessage,
  sentUnder: string | null,
): Work<Message> {
  const author = authorOf(viewer);
  if (fileIds.length > 0 && !isShown(viewer, files)) throw forbidden('part-off');
  const dossier = yield* assertOpen(tx, viewer, dossierId);
  const row: MessageRow = {
    id: newId(),
    companyId: viewer.companyId,
    dossierId: dossier.id,
    position: yield* takePosition(tx, dossier),
    ...author,
    body,
    sentUnder,
    createdAt: now(),
    editedAt: null,
    withdrawnAt: null,
    version: 1,
  };
  yield* insertRow(tx, 'messages', row);
  const claimed = yield* claimFiles(tx, viewer, fileIds, { dossierId: dossier.id, messageId: row.id });
  yield* tell(tx, viewer, 'message.created', row);
  return viewOfOwn(viewer, row, viewsOf(s, viewer, claimed));
}

/**
 * Corrects a message. Raises 404 `not-found`, 403 `forbidden` to who has not written it, 409 `dossier-closed`,
 * `message-too-old`, 412 `stale`, 422 on `body` where nothing would be left.
 */
export function* editMessage(
  s: Pick<Services, 'sealer'>,
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  body: string,
): Work<Message> {
  const before = yield* findOwn(tx, viewer, id);
  if (before.version !== version) throw stale();
  const theirs = viewsOf(s, viewer, yield* filesOfMessage(tx, viewer, id));
  if (isBlank(body) && theirs.length === 0) throw refused('body', 'required');
  if (before.body === body) return viewOfOwn(viewer, before, theirs);
  const after = yield* write(tx, before, { body, editedAt: now() });
  yield* tell(tx, viewer, 'message.changed', after, ['body']);
  return viewOfOwn(viewer, after, theirs);
}

/**
 * Takes a message back: nothing keeps its text, its files go with it, its place stays. Raises 404 `not-found`, 403 `forbidden` to who has not
 * written it, 409 `dossier-closed`, `message-too-old`.
 */
export function* withdrawMessage(tx: Tx, viewer: Viewer, id: string): Work<void> {
  const before = yield* findOwn(tx, viewer, id);
  yield* write(tx, before, { body: '', withdrawnAt: now() });
  yield* removeFilesOfMessage(tx, viewer, before);
  if (before.sentUnder !== null) yield* forgetReply(tx, viewer, before.sentUnder);
  yield* tell(tx, viewer, 'message.withdrawn', before);
}

/** A message that the viewer has written, may still change, and holds until the transaction ends. */
function* findOwn(tx: Tx, viewer: Viewer, id: string): Work<MessageRow> {
  const { t } = tx;
  const scope = scopeOf(viewer, messages);
  const found = yield* one(
    prepared(tx, `message.find:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.messages)
        .where(and(scope.where(t, ph), eq(t.messages.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  if (!isBy(viewer, found)) throw forbidden();
  if (found.withdrawnAt !== null) throw notFound();
  yield* assertOpen(tx, viewer, found.dossierId);
  if (now() >= changeableUntil(found)) throw conflict('message-too-old');
  return found;
}

function* write(tx: Tx, before: MessageRow, change: Partial<MessageRow>): Work<MessageRow> {
  const { messages: table } = tx.t;
  const after = yield* one(
    tx
      .update(table)
      .set({ ...change, version: sql`${table.version} + 1` })
      .where(
        and(
          isRow(table, before.companyId, before.id),
          // What is taken back is so whatever it said last.
          change.withdrawnAt === undefined ? eq(table.version, before.version) : undefined,
        ),
      )
      .returning(),
  );
  // Another tab of its author was quicker.
  if (!after) throw stale();
  return after;
}

function* tell(
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'message'>,
  { id, companyId, dossierId }: MessageRow,
  fields: string[] = [],
): Work<void> {
  yield* append(tx, {
    companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'message', id },
    audience: yield* audienceOfDossier(tx, companyId, dossierId),
    fields,
  });
}

/** How long a message can be corrected or withdrawn. */
const changeableMillis = 15 * 60_000;
const changeableUntil = ({ createdAt }: Pick<MessageRow, 'createdAt'>): string =>
  new Date(Date.parse(createdAt) + changeableMillis).toISOString();

function authorOf(viewer: Viewer): Author {
  const nobody: Author = { memberId: null, contactId: null, stakeholderId: null };
  switch (viewer.kind) {
    case 'member':
      return { ...nobody, memberId: viewer.memberId };
    case 'contact':
      return { ...nobody, contactId: viewer.contactId };
    case 'stakeholder':
      return { ...nobody, stakeholderId: viewer.stakeholderId };
    case 'key':
      throw forbidden();
  }
}

/** Of who wrote a message, whichever it was. */
export interface Names {
  memberFirstName: string | null;
  memberName: string | null;
  contactName: string | null;
  stakeholderName: string | null;
}

/** As its author has it, once it is written: the dossier is open. */
function viewOfOwn(viewer: Viewer, row: MessageRow, theirs: File[]): Message {
  const { name } = viewer;
  const names = { memberFirstName: name, memberName: name, contactName: name, stakeholderName: name };
  return view(viewer, row, names, { isOpen: true, files: theirs });
}

const viewsOf = (s: Pick<Services, 'sealer'>, viewer: Viewer, rows: FileRow[]): File[] =>
  rows.map((file) => fileView(s, viewer, file, true));

interface Beside {
  isOpen: boolean;
  files: File[];
}

function view(viewer: Viewer, row: MessageRow, names: Names, { isOpen, files: theirs }: Beside): Message {
  const { id, dossierId, body, createdAt, editedAt, withdrawnAt, version } = row;
  const { kind, name } = writtenBy(row, names, isOutside(viewer));
  const author = { kind, name: name ?? '', isMe: isBy(viewer, row) };
  const can = isOpen ? actsOn(viewer, row) : [];
  const canUntil = can.length > 0 ? changeableUntil(row) : null;
  return { id, dossierId, body, files: theirs, author, createdAt, editedAt, withdrawnAt, can, canUntil, version };
}

/** What a viewer may do with a message that they see, in a dossier that is open. */
function actsOn(viewer: Viewer, row: MessageRow): MessageAct[] {
  const mayAct = isBy(viewer, row) && !(isOutside(viewer) && viewer.previewBy !== null);
  return mayAct && row.withdrawnAt === null && now() < changeableUntil(row) ? ['edit', 'withdraw'] : [];
}

/** Whether the viewer, or whom they look at the portal as, has written it. */
const isBy = (viewer: Viewer, { memberId, contactId, stakeholderId }: Author): boolean =>
  [`member:${memberId}`, `contact:${contactId}`, `stakeholder:${stakeholderId}`].includes(principalOf(viewer));

/** Customers and stakeholders hear of the company's people the first name, as with whoever comes; of one another who they are. */
export function writtenBy({ memberId, contactId }: Omit<Author, 'stakeholderId'>, names: Names, toOutside: boolean) {
  if (memberId !== null) return { kind: 'member', name: toOutside ? names.memberFirstName : names.memberName } as const;
  return contactId !== null
    ? ({ kind: 'contact', name: names.contactName } as const)
    : ({ kind: 'stakeholder', name: names.stakeholderName } as const);
}
