/** Loaded when a first file is sent: most pages never do. */
import type { File as StoredFile } from './contract/index.ts';
import { createSend, type Bearer, type CallOptions } from './request.ts';

/** What an upload needs of its client. */
export interface Transfer {
  url: string;
  bearer: Bearer;
  /** Given by the client's owner: then it is used, even where a browser could tell more. */
  fetch?: typeof fetch | undefined;
  lang?: string | undefined;
}

export async function upload(
  { url, bearer, fetch, lang }: Transfer,
  content: Blob,
  name: string,
  { onProgress, signal }: CallOptions & { onProgress?: (share: number) => void },
): Promise<StoredFile> {
  const canTell = !fetch && typeof XMLHttpRequest === 'function';
  const send = createSend(canTell ? telling(onProgress) : (fetch ?? globalThis.fetch), lang);
  const file = await send(
    `${url}?${new URLSearchParams({ name })}`,
    {
      method: 'POST',
      headers: { 'content-type': content.type || 'application/octet-stream' },
      body: content,
      signal,
      timeout: 0,
      bearer,
    },
    (response) => response.json() as Promise<StoredFile>,
  );
  onProgress?.(1);
  return file;
}

/** A `fetch` that tells how much has left, which only XMLHttpRequest can. */
const telling =
  (onProgress?: (share: number) => void): typeof fetch =>
  (url, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, String(url));
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
