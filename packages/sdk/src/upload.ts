/** Loaded when a first file is sent: most pages never do. It takes types only, so that it waits for no other file. */
import type { File as StoredFile } from './contract/index.ts';
import type { Bearer, CallOptions, Send } from './request.ts';

export interface UploadOptions extends CallOptions {
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
  { name = content instanceof File ? content.name : '', onProgress, signal }: UploadOptions = {},
): Promise<StoredFile> {
  const file = await send<StoredFile>(`${url}?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: {
      'content-type': content.type || 'application/octet-stream',
      'idempotency-key': crypto.randomUUID(),
    },
    repeatable: true,
    body: content,
    bearer,
    timeout: 0,
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
      request.open(method, url as string);
      new Headers(headers).forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(loaded / total));
      request.addEventListener('load', () => {
        const headers = { 'retry-after': request.getResponseHeader('retry-after') ?? '' };
        resolve(new Response(request.responseText, { status: request.status, headers }));
      });
      request.addEventListener('error', () => reject(new TypeError('No answer')));
      request.addEventListener('abort', () => reject(signal?.reason as Error));
      signal?.addEventListener('abort', () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });
