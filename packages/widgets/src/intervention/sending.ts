/** Sends one kept request: its photos first, without those that cannot leave, and then itself, with one effect. */
import type { Intervention, ParvisError } from '@parvis/sdk';
import type { PortalClient } from '@parvis/sdk/portal';
import type { Connection } from '../shared/connection.ts';
import { isPhotoRefused } from '../shared/photos.ts';
import { isSettled } from '../shared/settled.ts';
import { dropDraft, readDraft, writeDraft, type Draft, type KeptPhoto } from './draft.ts';
import { dropPhotos, readPhoto } from './photo-store.ts';

/** What came of an attempt. */
export type Outcome =
  | { kind: 'arrived'; draft: Draft; intervention?: Intervention }
  /** Not as it is: what is wrong is in `draft.refused`. */
  | { kind: 'refused'; draft: Draft; error: ParvisError }
  /** Not now: it stays as it is, and is tried again. */
  | { kind: 'later'; error: ParvisError | undefined }
  /** Another tab has sent it, and forgotten it since. */
  | { kind: 'gone' };

type Failure = Partial<ParvisError>;

/** The service knows the key: what was first sent under it is there. */
export const isThere = ({ code }: { code?: string }): boolean =>
  code === 'idempotency-key-reused' || code === 'reply-lost';

/**
 * One tab at a time does something with a draft that is to leave. A browser without locks (in a page that is not secure)
 * has those of this page alone; beyond them the key makes what is sent twice have one effect.
 */
const underWay = new Map<string, Promise<Outcome>>();
function alone(viewer: string, id: string, act: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  const name = `parvis-draft ${viewer} ${id}`;
  const locks = navigator.locks as LockManager | undefined;
  const acting = (
    locks ? locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : busy)) : Promise.resolve(act())
  ).finally(() => underWay.delete(name));
  underWay.set(name, acting);
  return acting;
}
const busy: Outcome = { kind: 'later', error: undefined };

/** Asked again meanwhile, it is the same sending. */
export const sendDraft = (connection: Connection, viewer: string, id: string): Promise<Outcome> =>
  underWay.get(`parvis-draft ${viewer} ${id}`) ?? alone(viewer, id, () => send(connection, viewer, id));

/** Takes it back to be written again, unless it is leaving at this moment. Its key stays: it may have arrived. */
export async function reopenDraft(viewer: string, id: string): Promise<void> {
  await alone(viewer, id, () => {
    const kept = readDraft(viewer, id);
    if (kept) {
      const { request: _, ...draft } = kept;
      writeDraft(viewer, { ...draft, writtenAt: new Date().toISOString() });
    }
    return { kind: 'gone' };
  });
}

async function send(connection: Connection, viewer: string, id: string): Promise<Outcome> {
  const { client } = connection;
  const { principal } = client.session;
  /** Another person may have come between two of its requests: the rest waits for who wrote it. */
  const isAnother = () => client.session.principal !== principal;
  let draft = readDraft(viewer, id);
  if (!draft) return { kind: 'gone' };
  try {
    for (let attempts = 0; ; attempts++) {
      if (draft.arrived) return { kind: 'arrived', draft };
      if (!draft.request) return { kind: 'gone' };
      draft.request.fileIds ??= await sendPhotos(client, viewer, draft, isAnother);
      if (isAnother()) return busy;
      // Forgotten meanwhile by another tab: on signing out, say.
      if (!readDraft(viewer, id)) return { kind: 'gone' };
      writeDraft(viewer, draft);
      try {
        const { idempotencyKey } = draft;
        const intervention = await client.call('POST /interventions', null, draft.request, { idempotencyKey });
        return { kind: 'arrived', draft: arrive(viewer, draft, intervention), intervention };
      } catch (error) {
        // An attempt that seemed to fail may have taken the files: then the same key tells what became of it.
        if (!lacksFiles(error as Failure, draft) || attempts > 1) throw error;
        if (attempts) draft = withoutFiles(draft);
      }
    }
  } catch (cause) {
    const error = cause as ParvisError;
    if (!isThere(error) && !isSettled(error)) return { kind: 'later', error };
    const { request, ...rest } = readDraft(viewer, id) ?? draft;
    const refused = { code: error.code, errors: error.errors ?? [], request: request! };
    const now = { ...rest, refused };
    writeDraft(viewer, now);
    return { kind: 'refused', draft: now, error };
  }
}

const lacksFiles = ({ status, errors = [] }: Failure, { photos }: Draft) =>
  status === 422 && errors.some(({ field }) => field.startsWith('fileIds')) && photos.some(({ fileId }) => fileId);

/** The service keeps files that nobody claims for a day; this draft is older. What is sent is another thing now. */
function withoutFiles(draft: Draft): Draft {
  const { fileIds: _, ...request } = draft.request!;
  return {
    ...draft,
    request,
    idempotencyKey: crypto.randomUUID(),
    photos: draft.photos.map(({ fileId: _, ...photo }) => ({ ...photo, key: crypto.randomUUID() })),
  };
}

/** What stays of it is what the confirmation says. */
function arrive(viewer: string, draft: Draft, { id, number }: Intervention): Draft {
  const missing = draft.photos.filter((photo) => photo.missing);
  void dropPhotos(
    viewer,
    draft.photos.filter((photo) => !photo.missing),
  );
  const { request: _, refused: __, ...rest } = draft;
  const arrived = { ...rest, changes: {}, photos: missing, arrived: { id, number } };
  if (readDraft(viewer, draft.id)) writeDraft(viewer, arrived);
  else dropDraft(viewer, draft.id);
  return arrived;
}

/** Sends what has not been sent of its photos; those that cannot leave are marked, and hold nothing back. */
async function sendPhotos(
  client: PortalClient,
  viewer: string,
  draft: Draft,
  isAnother: () => boolean,
): Promise<string[]> {
  for (const photo of draft.photos) {
    if (photo.fileId || photo.missing || isAnother()) continue;
    const content = await readPhoto(viewer, photo);
    try {
      if (content) await sendPhoto(client, photo, content);
      else photo.missing = 'unreadable';
    } finally {
      if (readDraft(viewer, draft.id)) writeDraft(viewer, draft);
    }
  }
  return draft.photos.flatMap(({ fileId }) => fileId ?? []);
}

/** As often as the service may stumble over one photo while it answers otherwise, with growing pauses: about a minute. */
const most = 5;

/** Marks it as missing only after what would be so again; rejects with whatever may pass, which the request waits for. */
async function sendPhoto(client: PortalClient, photo: KeptPhoto, content: Blob) {
  for (let isRepeated = false; !photo.missing; isRepeated = true) {
    try {
      const { id } = await client.files.upload(content, { name: photo.name, idempotencyKey: photo.key });
      photo.fileId = id;
      return;
    } catch (cause) {
      const { status = 0, code = 'offline' } = cause as Failure;
      if (!isPhotoRefused(cause as Failure)) {
        // Nobody is signed in any longer, there is no network, or patience is asked for: then the rest cannot leave either.
        if (status === 401 || status === 429 || !navigator.onLine) throw cause;
        // A proxy that refuses its size is cut off by the browser and looks like no network. The service itself tells, and
        // then the cut that comes again.
        if (status || !isRepeated) {
          await client.call('GET /portal', null);
          if (!status) continue;
          photo.tries = (photo.tries ?? 0) + 1;
          if (photo.tries < most) throw cause;
        }
      }
      photo.missing = code;
    }
  }
}
