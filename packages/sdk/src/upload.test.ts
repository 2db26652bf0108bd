import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, InvalidError } from './index.ts';
import type { Rig } from './rig.testing.ts';
import { serve } from './session.testing.ts';

/** As much of a browser's XMLHttpRequest as an upload touches, answered by the rig. */
function browser(api: Rig) {
  class Fake extends EventTarget {
    readonly upload = new EventTarget();
    readonly #headers = new Headers();
    readonly #abort = new AbortController();
    #url = '';
    #method = '';
    #response: Response | undefined;
    responseText = '';
    status = 0;
    open(method: string, url: string) {
      this.#method = method;
      this.#url = url;
    }
    setRequestHeader(name: string, value: string) {
      this.#headers.set(name, value);
    }
    getResponseHeader(name: string) {
      return this.#response?.headers.get(name) ?? null;
    }
    abort() {
      this.#abort.abort();
      this.dispatchEvent(new Event('abort'));
    }
    async send(body: Blob) {
      this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: body.size / 2, total: body.size }));
      try {
        const init = { method: this.#method, headers: this.#headers, body, signal: this.#abort.signal };
        this.#response = await api.fetch(this.#url, init);
        this.status = this.#response.status;
        this.responseText = await this.#response.text();
        this.dispatchEvent(new Event('load'));
      } catch {
        if (!this.#abort.signal.aborted) this.dispatchEvent(new Event('error'));
      }
    }
  }
  vi.stubGlobal('XMLHttpRequest', Fake);
  vi.stubGlobal('fetch', api.fetch);
}
const paper = new File(['%PDF-1.4\n%%EOF\n'], 'Chaudière.pdf', { type: 'application/pdf' });
/** Those of its name that are there. */
const stored = async (api: Rig) => (await api.files()).filter(({ name }) => name === paper.name);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('an upload in a browser', () => {
  it('tells how much has left', async () => {
    const api = await serve();
    browser(api);
    const shares: number[] = [];
    const client = createClient({ api: api.origin, link: api.link() });
    const file = await client.files.upload(paper, { onProgress: (share) => shares.push(share) });
    expect(file).toMatchObject({ name: paper.name, mediaType: 'application/pdf', size: paper.size });
    expect(shares).toEqual([0.5, 1]);
  });

  it('is refused like any call', async () => {
    const api = await serve();
    browser(api);
    const client = createClient({ api: api.origin, link: api.link() });
    const refused = client.files.upload(new File(['x'], 'notes.txt', { type: 'text/plain' }));
    await expect(refused).rejects.toBeInstanceOf(InvalidError);
    await expect(refused).rejects.toMatchObject({ code: 'unsupported-file' });
  });

  it('is sent again with a new token when the present one has ended', async () => {
    const api = await serve();
    browser(api);
    const client = createClient({ api: api.origin, link: api.link() });
    await client.portal.get();
    await api.endSessions();
    expect(await client.files.upload(paper)).toMatchObject({ size: paper.size });
  });

  it('is sent again after a failure that passes, under the same key', async () => {
    const api = await serve();
    browser(api);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    api.fail('POST /files', 503, { times: 1 });
    const client = createClient({ api: api.origin, link: api.link() });
    await client.files.upload(paper);
    const keys = api.calls
      .filter(({ route }) => route === 'POST /files')
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    vi.restoreAllMocks();
  });

  it('keeps the key that it is given, so that another attempt stores the file once', async () => {
    const api = await serve();
    browser(api);
    const client = createClient({ api: api.origin, link: api.link() });
    const first = await client.files.upload(paper, { idempotencyKey: 'chaudiere-1' });
    const second = await client.files.upload(paper, { idempotencyKey: 'chaudiere-1' });
    expect(second.id).toBe(first.id);
    expect(await stored(api)).toHaveLength(1);
  });

  it('that stands still is given up, and sent again under the same key', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const api = await serve();
    const { fetch } = api;
    let attempts = 0;
    api.fetch = (input, init) =>
      String(input).includes('/files?') && ++attempts === 1 ? new Promise(() => {}) : fetch(input, init);
    browser(api);
    const client = createClient({ api: api.origin, link: api.link() });
    await client.portal.get();
    vi.useFakeTimers();
    const uploaded = client.files.upload(paper);
    await vi.advanceTimersByTimeAsync(46_000);
    expect(await uploaded).toMatchObject({ size: paper.size });
    expect(attempts).toBe(2);
  });

  it('can be taken back while it runs', async () => {
    const api = await serve();
    browser(api);
    const client = createClient({ api: api.origin, link: api.link() });
    await client.portal.get();
    api.latency = 1000;
    const abort = new AbortController();
    const uploaded = client.files.upload(paper, {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('taken back')),
    });
    await expect(uploaded).rejects.toThrow('taken back');
    expect(await stored(api)).toEqual([]);
  });
});

describe('an upload elsewhere', () => {
  it('goes through fetch', async () => {
    const api = await serve();
    const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
    const onProgress = vi.fn<(share: number) => void>();
    const file = await client.files.upload(paper, {
      name: 'Devis.pdf',
      onProgress,
    });
    expect(file.name).toBe('Devis.pdf');
    expect(onProgress).toHaveBeenLastCalledWith(1);
  });
});
