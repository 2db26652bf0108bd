/**
 * The photos of drafts, by draft and photo: in memory while the page is open, and in IndexedDB beyond it. The database is
 * never relied upon: it may be forbidden, full, of another version, or never answer at all, as Safari's is known for
 * (https://bugs.webkit.org/show_bug.cgi?id=226547).
 */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { isReadable } from '../shared/readable.ts';

/** Milliseconds after which the page goes on without the database. */
const patience = 3000;

interface Named {
  id: string;
}

const memory = new Map<string, Blob>();
const nameOf = (viewer: string, { id }: Named) => `${viewer} ${id}`;

let store: UseStore | undefined;
/** It let us wait, and has not answered since. */
let isSilent = false;

/** Undefined where the database cannot do it, or not in time. */
async function ask<T>(mode: IDBTransactionMode, use: (all: IDBObjectStore) => PromiseLike<T>): Promise<T | undefined> {
  if (isSilent) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      isSilent = true;
      resolve(undefined);
    }, patience);
  });
  // An async function: where the page may not keep anything, asking throws at once.
  const answer = (async () => (store ??= createStore('parvis', 'photos'))(mode, use))();
  const settled = answer
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
      isSilent = false;
    });
  return Promise.race([settled, late]);
}

/** Keeps those that are not kept already: a photo never changes. Resolves when they are, or when it is not to be hoped for. */
export async function keepPhotos(viewer: string, photos: readonly (Named & { content: Blob })[]): Promise<void> {
  for (const photo of photos) {
    const name = nameOf(viewer, photo);
    if (memory.has(name)) continue;
    memory.set(name, photo.content);
    await ask('readwrite', (all) => {
      all.put(photo.content, name);
      return promisifyRequest(all.transaction);
    });
  }
}

/** Undefined for what is not there any more; what was deleted since it was chosen may still be in the database. */
export async function readPhoto(viewer: string, photo: Named): Promise<Blob | undefined> {
  const name = nameOf(viewer, photo);
  const known = memory.get(name);
  if (known && (await isReadable(known))) return known;
  const kept = await ask('readonly', (all) => promisifyRequest<Blob | undefined>(all.get(name)));
  if (!kept || !(await isReadable(kept))) return undefined;
  memory.set(name, kept);
  return kept;
}

export async function dropPhotos(viewer: string, photos: readonly Named[]): Promise<void> {
  for (const photo of photos) memory.delete(nameOf(viewer, photo));
  if (!photos.length) return;
  await ask('readwrite', (all) => {
    for (const photo of photos) all.delete(nameOf(viewer, photo));
    return promisifyRequest(all.transaction);
  });
}
