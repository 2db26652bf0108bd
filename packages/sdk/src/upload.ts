/** Loaded when a first file is sent: most pages never do. It takes types only, so that it waits for no other file. */
import type { File as StoredFile } from './contract/index.ts';
import type { Bearer, CreateOptions, Send } from './request.ts';

/**
 * Milliseconds. The server gives a request 300 s to arrive and itself 60 s to look at a picture: whoever gives up before
 * it does never hears what became of the file.
 */
const longest = 380_000;
/** Without a byte leaving; and, once all have left, without an answer. */
const stalled = { leaving: 45_000, left: 90_000 };

export interface UploadOptions extends CreateOptions {
  /** Name shown to people; a `File` brings its own. */
  name?: string;
  /** Told of the share that has left, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** What an upload needs of its client. */
export interface Transfer {
  send: Send;
  url: string;
  bearer: Bearer;
  /** The client has a `fetch` of its own: then it is used, even where a browser could tell more. */
  ownFetch: boolean;
}

export async function upload(
  { send, url, bearer, ownFetch }: Transfer,
  content: Blob,
  {
    name = content instanceof File ? content.name : '',
    onProgress,
    signal,
    idempotencyKey = crypto.randomUUID(),
  }: UploadOptions = {},
): Promise<StoredFile> {
  const file = await send<StoredFile>(`${url}?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: {
      'content-type': content.type || 'application/octet-stream',
      'idempotency-key': idempotencyKey,
    },
    repeatable: true,
    body: content,
    bearer,
    timeout: longest,
    signal,
    fetch: ownFetch || typeof XMLHttpRequest === 'undefined' ? undefined : telling(onProgress),
  });
  onProgress?.(1);
  return file;
}

/** A `fetch` that tells how much has left, which only XMLHttpRequest can. */
const telling =
  (onProgress?: (share: number) => void): typeof fetch =>
  (url, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      // A time limit for all of it would be too long for who stands still, or too short for a slow uplink.
      let watch: ReturnType<typeof setTimeout> | undefined;
      const wait = (time: number) => {
        clearTimeout(watch);
        watch = setTimeout(() => {
          reject(new TypeError('Stalled'));
          request.abort();
        }, time);
      };
      request.open(method, url as string);
      new Headers(headers).forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        wait(loaded < total ? stalled.leaving : stalled.left);
        onProgress?.(loaded / total);
      });
      for (const end of ['load', 'error', 'abort']) request.addEventListener(end, () => clearTimeout(watch));
      request.addEventListener('load', () => {
        const headers = { 'retry-after': request.getResponseHeader('retry-after') ?? '' };
        resolve(new Response(request.responseText, { status: request.status, headers }));
      });
      request.addEventListener('error', () => reject(new TypeError('No answer')));
      request.addEventListener('abort', () => reject(signal?.reason as Error));
      signal?.addEventListener('abort', () => request.abort());
      wait(stalled.leaving);
      request.send(body as XMLHttpRequestBodyInit);
    });
