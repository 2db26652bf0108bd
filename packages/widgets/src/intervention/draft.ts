/**
 * A request that is being written, kept on the device until it has arrived: its words, its photos and the key that makes
 * sending it twice have one effect. Kept by server, company and contact, so that two people on one device never mix.
 */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Address, ContactDetails, Intervention, Portal } from '@parvis/sdk';
import { ConflictError, InvalidError, type PortalClient } from '@parvis/sdk/portal';
import type { Connection } from '../shared/connection.ts';

export type Request = Parameters<PortalClient['interventions']['create']>[0];

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

/** What localStorage has of it: written at once, where a database may be a moment too late for a tab that is closed. */
interface Kept extends Omit<Draft, 'photos'> {
  photos: Omit<KeptPhoto, 'content'>[];
  /** Where the session came from, for ends whose person is no longer known. */
  source: string;
}

const prefix = 'parvis-draft ';
export const draftKey = (connection: Connection, { company, contact }: Portal) =>
  `${connection.api} ${company.id} ${contact.id}`;

/** The photos themselves, by draft and photo. */
let store: UseStore | undefined;
const contents: UseStore = (mode, use) => (store ??= createStore('parvis', 'photos'))(mode, use);
const contentKey = (key: string, { id }: { id: string }) => `${key} ${id}`;
/** Written already: a photo never changes. */
const written = new Set<string>();

/** Undefined when there is none, and where the page may keep nothing. Its photos come apart, for its words not to wait. */
export function readDraft(key: string): Draft | undefined {
  const kept = read(key);
  return kept && { ...kept, photos: [] };
}

export async function readPhotos(key: string): Promise<KeptPhoto[]> {
  const photos = read(key)?.photos ?? [];
  if (!photos.length) return [];
  const blobs = await contents('readonly', (all) =>
    Promise.all(photos.map((photo) => promisifyRequest<Blob | undefined>(all.get(contentKey(key, photo))))),
  ).catch(() => []);
  return photos.flatMap((photo, index) => (blobs[index] ? { ...photo, content: blobs[index] } : []));
}

export async function keepDraft(connection: Connection, key: string, draft: Draft) {
  const photos = draft.photos.map(({ content: _, ...photo }) => photo);
  const kept: Kept = { ...draft, photos, source: sourceOf(connection) };
  try {
    localStorage.setItem(prefix + key, JSON.stringify(kept));
    for (const photo of draft.photos) {
      const name = contentKey(key, photo);
      if (written.has(name)) continue;
      await contents('readwrite', (all) => {
        all.put(photo.content, name);
        return promisifyRequest(all.transaction);
      });
      written.add(name);
    }
  } catch {
    // A page without storage, or a full one: the form works on, it just forgets when it is closed.
  }
}

export async function dropDraft(key: string) {
  try {
    const photos = read(key)?.photos ?? [];
    localStorage.removeItem(prefix + key);
    if (!photos.length) return;
    const range = IDBKeyRange.bound(`${key} `, `${key} \uffff`);
    await contents('readwrite', (all) => promisifyRequest(all.delete(range)));
  } catch {
    // Nothing was kept.
  }
}

/**
 * After signing out, or when the link was revoked. The person is known if the portal had been shown; otherwise the
 * drafts of that very link, or cookie, go. An expired link keeps them: the new one is for the same person.
 */
export async function forgetDrafts(connection: Connection, portal: Portal | undefined) {
  if ((connection.error as { code?: string } | undefined)?.code === 'link-expired') return;
  const own = portal && draftKey(connection, portal);
  const source = sourceOf(connection);
  const names = Object.keys(localStorage).filter((name) => name.startsWith(`${prefix}${connection.api} `));
  const gone = names
    .map((name) => name.slice(prefix.length))
    .filter((key) => (own ? key === own : isFrom(source, read(key)?.source)));
  await Promise.all(gone.map(dropDraft));
}

const underWay = new Map<string, Promise<Intervention>>();

/** Sends a draft, what is missing of its photos first. Asked again meanwhile, it is the same sending. */
export function sendDraft(connection: Connection, key: string, draft: Draft): Promise<Intervention> {
  const sending = underWay.get(key) ?? send(connection, key, draft).finally(() => underWay.delete(key));
  underWay.set(key, sending);
  return sending;
}

/** Sends what waits on this device for this person, if anything does. */
export async function sendKept(connection: Connection, portal: Portal): Promise<Intervention | undefined> {
  const key = draftKey(connection, portal);
  const draft = readDraft(key);
  if (!draft?.sending) return undefined;
  draft.photos = await readPhotos(key);
  return sendDraft(connection, key, draft);
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

const read = (key: string): Kept | undefined => {
  try {
    return (JSON.parse(localStorage.getItem(prefix + key) ?? 'null') as Kept | null) ?? undefined;
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
