import { and, desc, eq, lt } from 'drizzle-orm';
import type { Message, messageApi, Page, Query } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { audienceOfDossier } from '../dossier/dossier.audience.ts';
import { assertOpen, takePosition } from '../dossier/dossier.open.ts';
import { dossiers } from '../dossier/dossier.reach.ts';
import { insertRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { pageOf, positionOf } from '../paging.ts';
import { forbidden, notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, type Schema, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { messages } from './message.reach.ts';

type Api = typeof messageApi;
type MessageRow = Schema['messages']['$inferSelect'];
type Author = Pick<MessageRow, 'memberId' | 'contactId' | 'stakeholderId'>;

/** A page of a discussion, the newest message first. Raises 404 `not-found`. */
export const listMessages = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  dossierId: string,
  { limit, cursor }: Query<Api['GET /dossiers/:dossierId/messages']>,
): Promise<Page<Message>> => {
  const list = `messages ${dossierId}`;
  const before = positionOf<[number]>(sealer, list, cursor);
  const { read, t } = store;
  const scope = scopeOf(viewer, messages);
  const found = await prepared(read, `message.list:${scope.shape}${before ? ':before' : ''}`, (ph) =>
    read
      .select({
        message: t.messages,
        memberFirstName: t.members.firstName,
        memberName: t.members.name,
        contactName: t.contacts.name,
        stakeholderName: t.stakeholders.name,
      })
      .from(t.messages)
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
  )({ ...scope.values, dossierId, before: before?.[0], limit: limit + 1 });
  // Whoever sees a message of it sees the dossier: of an empty one it is not known yet.
  if (found.length === 0) await assertSeen(store, viewer, dossierId);
  return pageOf(sealer, list, found, limit, {
    position: ({ message }) => [message.position],
    view: ({ message, ...names }) => view(viewer, message, names),
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
 * Writes to all who take part in a dossier. Raises 404 `not-found`, 409 `dossier-closed`, 403 `forbidden` for a program: it is
 * nobody whom one could answer.
 */
export function* sendMessage(tx: Tx, viewer: Viewer, dossierId: string, body: string): Work<Message> {
  const author = authorOf(viewer);
  const dossier = yield* assertOpen(tx, viewer, dossierId);
  const row: MessageRow = {
    id: newId(),
    companyId: viewer.companyId,
    dossierId: dossier.id,
    position: yield* takePosition(tx, dossier),
    ...author,
    body,
    createdAt: now(),
  };
  yield* insertRow(tx, 'messages', row);
  yield* append(tx, {
    companyId: row.companyId,
    kind: 'message.created',
    actor: principalOf(viewer),
    subject: { type: 'message', id: row.id },
    audience: yield* audienceOfDossier(tx, row.companyId, row.dossierId),
  });
  const { name } = viewer;
  return view(viewer, row, { memberFirstName: name, memberName: name, contactName: name, stakeholderName: name });
}

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

interface Names {
  memberFirstName: string | null;
  memberName: string | null;
  contactName: string | null;
  stakeholderName: string | null;
}

const view = (viewer: Viewer, { id, dossierId, body, createdAt, ...row }: MessageRow, names: Names): Message => {
  const { kind, id: authorId, name } = writtenBy(row, names, viewer);
  const isMe = `${kind}:${authorId}` === principalOf(viewer);
  return { id, dossierId, body, author: { kind, name: name ?? '', isMe }, createdAt };
};

/** Customers and stakeholders hear of the company's people the first name, as with whoever comes; of one another who they are. */
function writtenBy({ memberId, contactId, stakeholderId }: Author, names: Names, viewer: Viewer) {
  if (memberId !== null)
    return {
      kind: 'member',
      id: memberId,
      name: isOutside(viewer) ? names.memberFirstName : names.memberName,
    } as const;
  if (contactId !== null) return { kind: 'contact', id: contactId, name: names.contactName } as const;
  return { kind: 'stakeholder', id: stakeholderId, name: names.stakeholderName } as const;
}
