/** Loaded when a first file is sent: most pages never do. It takes types only, so that it waits for no other file. */
import type { File as StoredFile } from './contract/index.ts';
import type { Bearer, CallOptions, Send } from './request.ts';

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
  name: string,
  { onProgress, signal }: CallOptions & { onProgress?: (share: number) => void },
): Promise<StoredFile> {
  const file = await send<StoredFile>(`${url}?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: { 'content-type': content.type || 'application/octet-stream' },
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
      request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded / total);
      request.onload = () =>
        resolve(
          new Response(request.responseText, {
            status: request.status,
            headers: { 'retry-after': request.getResponseHeader('retry-after') ?? '' },
          }),
        );
      request.onerror = () => reject(new TypeError('No answer'));
      request.onabort = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });
