/**
 * A request that is being written, kept on the device until it has arrived: its words, its photos and the key that makes
 * sending it twice have one effect. Kept by server, company and contact, so that two people on one device never mix.
 */
import { createStore, del, get, keys, set } from 'idb-keyval';
import {
  ConflictError,
  InvalidError,
  type Address,
  type Client,
  type ContactDetails,
  type Intervention,
  type Portal,
} from '@parvis/sdk';
import type { Connection } from '../shared/connection.ts';

export type Request = Parameters<Client['interventions']['create']>[0];

/** What the customer changed; addresses and people are changed whole. */
export type Changes = Partial<Omit<Request, 'address' | 'contact'>> & { address?: Address; contact?: ContactDetails };

export interface KeptPhoto {
  id: string;
  name: string;
  content: Blob;
  /** Once uploaded. */
  fileId?: string;
}

export interface Draft {
  idempotencyKey: string;
  /** What was changed from what the form starts with. */
  changes: Changes;
  photos: KeptPhoto[];
  /** As it was sent, or would have been but for the network: it leaves exactly so, or not at all. */
  sending?: Request;
}

/** What a small mark in localStorage tells without opening the database. */
interface Mark {
  /** Where the session came from, for ends whose person is no longer known. */
  source: string;
  waiting: boolean;
}

const prefix = 'parvis-draft ';
export const draftKey = (connection: Connection, { company, contact }: Portal) =>
  `${connection.api} ${company.id} ${contact.id}`;

const database = createStore('parvis', 'drafts');

/** Undefined when there is none, and where the page may keep nothing. */
export const readDraft = async (key: string): Promise<Draft | undefined> => {
  if (!readMark(prefix + key)) return undefined;
  return get<Draft>(key, database).catch(() => undefined);
};

export async function keepDraft(connection: Connection, key: string, draft: Draft) {
  try {
    const mark: Mark = { source: sourceOf(connection), waiting: !!draft.sending };
    localStorage.setItem(prefix + key, JSON.stringify(mark));
    await set(key, draft, database);
  } catch {
    // A page without storage, or a full one: the form works on, it just forgets when it is closed.
  }
}

export async function dropDraft(key: string) {
  try {
    localStorage.removeItem(prefix + key);
    await del(key, database);
  } catch {
    // Nothing was kept.
  }
}

/** Whether a request waits to be sent. */
export const isWaiting = (key: string) => readMark(prefix + key)?.waiting ?? false;

/**
 * After signing out, or when the link was revoked. The person is known if the portal had been shown; otherwise the
 * drafts of that very link, or cookie, go. An expired link keeps them: the new one is for the same person.
 */
export async function forgetDrafts(connection: Connection, portal: Portal | undefined) {
  if ((connection.error as { code?: string } | undefined)?.code === 'link-expired') return;
  const own = portal && draftKey(connection, portal);
  const source = sourceOf(connection);
  const marked = Object.keys(localStorage).filter((name) => name.startsWith(`${prefix}${connection.api} `));
  const gone = marked.map((name) => name.slice(prefix.length)).filter((key) =>
    own ? key === own : isFrom(source, readMark(prefix + key)?.source),
  );
  await Promise.all(gone.map(dropDraft));
  // Drafts whose mark was cleared away by hand cannot be found again by anyone.
  const orphans = (await keys<string>(database)).filter((key) => !readMark(prefix + key));
  await Promise.all(orphans.map((key) => del(key, database)));
}

const underWay = new Map<string, Promise<Intervention>>();

/** Sends a draft, what is missing of its photos first. Asked again meanwhile, it is the same sending. */
export function sendDraft(connection: Connection, key: string, draft: Draft): Promise<Intervention> {
  const sending = underWay.get(key) ?? send(connection, key, draft).finally(() => underWay.delete(key));
  underWay.set(key, sending);
  return sending;
}

async function send(connection: Connection, key: string, draft: Draft): Promise<Intervention> {
  const { client } = connection;
  const request = (draft.sending ??= { ...draft.changes, description: draft.changes.description ?? '' });
  await keepDraft(connection, key, draft);
  if (!request.fileIds) {
    for (const photo of draft.photos) {
      photo.fileId ??= (await client.files.upload(photo.content, { name: photo.name })).id;
    }
    request.fileIds = draft.photos.flatMap(({ fileId }) => fileId ?? []);
    await keepDraft(connection, key, draft);
  }
  try {
    const created = await client.interventions.create(request, { idempotencyKey: draft.idempotencyKey });
    await dropDraft(key);
    return created;
  } catch (error) {
    // Any other failure may hide a creation: the draft stays as it was sent, and the same key tells.
    if (!(error instanceof InvalidError || error instanceof ConflictError)) throw error;
    // Refused, so nothing was created: the next attempt is another one, under another key.
    draft.idempotencyKey = crypto.randomUUID();
    delete draft.sending;
    if (error.errors.some(({ field }) => field.startsWith('fileIds')) && draft.photos.some(({ fileId }) => fileId)) {
      // The server keeps files that nobody claims for a day; this draft is older.
      for (const photo of draft.photos) delete photo.fileId;
      delete request.fileIds;
      draft.sending = request;
      return send(connection, key, draft);
    }
    await keepDraft(connection, key, draft);
    throw error;
  }
}

const readMark = (name: string): Mark | undefined => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};

/** A reloaded tab remembers its link where scripts do not look: then any link may have been the one. */
const isFrom = (source: string, marked = '') => marked === source || (source === 'page' && marked.startsWith('link '));

/** Names the source without telling a secret: of a link, the identifier it carries. */
function sourceOf({ source: { link, sessionUrl, cookie } }: Connection): string {
  if (cookie ?? sessionUrl) return cookie ?? sessionUrl ?? '';
  try {
    const payload = link?.replace(/^.*#/, '').split('.')[1] ?? '';
    const { jti } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { jti?: string };
    return `link ${jti ?? ''}`;
  } catch {
    return 'page';
  }
}
