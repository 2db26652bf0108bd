import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createClient,
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  OfflineError,
  type ParvisError,
  StaleError,
  ThrottledError,
  UnavailableError,
} from './index.ts';

const api = 'https://parvis.example';
type Answer = Response | Error;
const json = (body: unknown, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const problem = (status: number, code: string, headers = {}) =>
  json({ type: 'about:blank', title: code, status, code }, status, headers);

/** A client with a key whose calls get these answers, the last one again and again; and the requests that were made. */
function clientOf(...answers: (Answer | (() => Answer))[]) {
  const requests: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    requests.push(request);
    const next = answers[Math.min(requests.length, answers.length) - 1];
    const answer = typeof next === 'function' ? next() : next;
    if (answer instanceof Error) throw answer;
    return answer?.clone() ?? json({});
  };
  return { client: createClient({ api, apiKey: 'pk_1', fetch }), requests };
}

const outcome = async (promise: Promise<unknown>): Promise<ParvisError> => {
  const settled = promise.then(
    () => new Error('should have been refused'),
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  return (await settled) as ParvisError;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a call', () => {
  it('names the route, the thing, the version and who asks', async () => {
    const { client, requests } = clientOf(json({ id: '7', version: 4 }));
    await client.sites.update({ id: 'a/b', version: 3 }, { name: 'Atelier' });
    const [request] = requests;
    expect(request?.method).toBe('PATCH');
    expect(request?.url).toBe(`${api}/v1/sites/a%2Fb`);
    expect(request?.headers.get('authorization')).toBe('Bearer pk_1');
    expect(request?.headers.get('if-match')).toBe('"3"');
    expect(await request?.json()).toEqual({ name: 'Atelier' });
  });

  it('sends a query without what was left empty', async () => {
    const { client, requests } = clientOf(json({ items: [], next: null }));
    await client.interventions.list({ q: '', status: 'done,signed', limit: 20 }).page();
    expect(new URL(requests[0]?.url ?? '').search).toBe('?status=done%2Csigned&limit=20');
  });

  it('answers nothing where there is nothing to say', async () => {
    const { client } = clientOf(new Response(null, { status: 204 }));
    expect(await client.contacts.remove('1')).toBeUndefined();
  });

  it('says in which language mails are to be written', async () => {
    const requests: Request[] = [];
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      requests.push(new Request(input, init));
      return json({});
    };
    await createClient({ api, apiKey: 'pk_1', fetch, lang: 'en' }).company.get();
    expect(requests[0]?.headers.get('accept-language')).toBe('en');
  });
});

describe('a refusal', () => {
  it.each([
    [400, InvalidError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [408, UnavailableError],
    [409, ConflictError],
    [412, StaleError],
    [413, InvalidError],
    [415, InvalidError],
    [422, InvalidError],
    [429, ThrottledError],
    [500, UnavailableError],
    [507, UnavailableError],
    [418, InvalidError],
  ])('with status %i is of its own class', async (status, expected) => {
    const { client } = clientOf(problem(status, 'some-code'));
    const error = await outcome(client.company.get());
    expect(error.constructor).toBe(expected);
    expect(error).toMatchObject({ status, code: 'some-code' });
  });

  it('tells which fields and everything else that the server said', async () => {
    const errors = [{ field: 'contact.email', code: 'invalid' }];
    const { client } = clientOf(json({ title: 'x', status: 422, code: 'invalid', errors, hint: 'more' }, 422));
    const error = await outcome(client.company.get());
    expect(error.errors).toEqual(errors);
    expect(error.problem['hint']).toBe('more');
  });

  it('without a problem document still has a code', async () => {
    const { client } = clientOf(new Response('<h1>Bad gateway</h1>', { status: 500 }));
    expect(await outcome(client.company.get())).toMatchObject({ code: 'http-500', errors: [], retryable: false });
  });

  it('of an API key is the server’s own', async () => {
    const { client } = clientOf(problem(401, 'unauthorized'));
    expect(await outcome(client.company.get())).toMatchObject({ status: 401, code: 'unauthorized' });
  });
});

describe('trying again', () => {
  it.each([502, 503, 504])('follows a %i', async (status) => {
    const { client, requests } = clientOf(problem(status, 'unavailable'), json({ name: 'ok' }));
    const company = client.company.get();
    await vi.runAllTimersAsync();
    expect(await company).toEqual({ name: 'ok' });
    expect(requests).toHaveLength(2);
  });

  it('follows a cut network, and ends as offline', async () => {
    const { client, requests } = clientOf(new TypeError('Failed to fetch'));
    const error = await outcome(client.company.get());
    expect(error).toBeInstanceOf(OfflineError);
    expect(error).toMatchObject({ status: 0, code: 'offline', retryable: true });
    expect(requests).toHaveLength(4);
  });

  it('takes a page of something between us for no answer', async () => {
    const { client } = clientOf(new Response('<h1>Please accept our terms</h1>'));
    expect(await outcome(client.company.get())).toBeInstanceOf(OfflineError);
  });

  it('waits as long as the server asks', async () => {
    const { client, requests } = clientOf(problem(429, 'too-many-requests', { 'retry-after': '7' }), json({}));
    const company = client.company.get();
    await vi.advanceTimersByTimeAsync(6900);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    await company;
    expect(requests).toHaveLength(2);
  });

  it('gives up at once when the server asks for minutes', async () => {
    const { client, requests } = clientOf(problem(429, 'too-many-requests', { 'retry-after': '120' }));
    expect(await outcome(client.company.get())).toBeInstanceOf(ThrottledError);
    expect(requests).toHaveLength(1);
  });

  it('of a create bears the same key, so that it has one effect', async () => {
    const { client, requests } = clientOf(new TypeError('cut'), problem(503, 'unavailable'), json({ id: '1' }, 201));
    const created = client.interventions.create({ description: 'Fuite' });
    await vi.runAllTimersAsync();
    await created;
    const keys = requests.map((request) => request.headers.get('idempotency-key'));
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(1);
  });

  it('uses the key that was given', async () => {
    const { client, requests } = clientOf(json({ id: '1' }, 201));
    await client.interventions.create({ description: 'Fuite' }, { idempotencyKey: 'draft-7' });
    expect(requests[0]?.headers.get('idempotency-key')).toBe('draft-7');
  });

  it.each([
    ['a change', (client: ReturnType<typeof createClient>) => client.sites.update({ id: '1', version: 1 }, {})],
    ['asking for a new link', (client: ReturnType<typeof createClient>) => client.links.renew({ link: 'x' })],
  ])('is never done for %s: it might count twice', async (_what, act) => {
    const { client, requests } = clientOf(problem(503, 'unavailable'));
    await outcome(act(client));
    expect(requests).toHaveLength(1);
  });

  it('is not done on a device that knows it is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    try {
      const { client, requests } = clientOf(new TypeError('Failed to fetch'));
      expect(await outcome(client.company.get())).toBeInstanceOf(OfflineError);
      expect(requests).toHaveLength(1);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('an aborted call', () => {
  it('leaves nothing behind on a signal that lives on', async () => {
    const { signal } = new AbortController();
    const { client } = clientOf(problem(503, 'unavailable'), new TypeError('Failed to fetch'), json({ id: '7' }));
    const company = client.company.get({ signal });
    await vi.runAllTimersAsync();
    await company;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason, also while waiting to try again', async () => {
    const { client, requests } = clientOf(problem(503, 'unavailable', { 'retry-after': '10' }));
    const abort = new AbortController();
    const company = client.company.get({ signal: abort.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    abort.abort(new Error('left the page'));
    expect(await company).toEqual(new Error('left the page'));
    expect(requests).toHaveLength(1);
  });

  it('that takes too long counts as offline', async () => {
    vi.useRealTimers();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(new Error('late')));
    try {
      const { client } = clientOf(() => new DOMException('late', 'TimeoutError'));
      const error = await client.sites.update({ id: '1', version: 1 }, {}).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(OfflineError);
    } finally {
      timeout.mockRestore();
    }
  });
});

describe('what a browser lacks', () => {
  it('is no network that fails, nor tried again', async () => {
    const { client, requests } = clientOf(json({}));
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      throw new TypeError('AbortSignal.timeout is not a function');
    });
    expect(await outcome(client.company.get())).toMatchObject({ name: 'TypeError' });
    expect(requests).toEqual([]);
  });
  it('is neither when a session opens', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      throw new TypeError('AbortSignal.timeout is not a function');
    });
    const client = createClient({ api, link: `${api}/p#a.b.c`, fetch: () => Promise.resolve(json({})) });
    const error = await outcome(client.portal.get());
    expect([error.name, error.retryable]).toEqual(['TypeError', undefined]);
  });
  it('is not missed where it can be done without: a call is aborted by its caller and by its time', async () => {
    const { any } = AbortSignal;
    const { size } = Object.getOwnPropertyDescriptors(URLSearchParams.prototype) as Record<string, PropertyDescriptor>;
    Reflect.deleteProperty(AbortSignal, 'any');
    Reflect.deleteProperty(URLSearchParams.prototype, 'size');
    try {
      const signals: AbortSignal[] = [];
      const hanging: typeof fetch = (_input, init) => {
        signals.push(init!.signal!);
        return new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(new DOMException(''))));
      };
      const late = new AbortController();
      vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => late.signal);
      const client = createClient({ api, apiKey: 'pk_1', fetch: hanging });
      const left = new AbortController();
      const first = outcome(client.company.get({ signal: left.signal }));
      await vi.waitFor(() => expect(signals).toHaveLength(1));
      left.abort(new Error('left the page'));
      expect(await first).toEqual(new Error('left the page'));
      const second = outcome(client.sites.update({ id: '1', version: 1 }, {}));
      await vi.waitFor(() => expect(signals).toHaveLength(2));
      late.abort(new DOMException('late', 'TimeoutError'));
      expect(await second).toBeInstanceOf(OfflineError);
      const { client: other, requests } = clientOf(json({ items: [], next: null }));
      await other.interventions.list({ q: 'fuite' }).page();
      expect(requests[0]!.url).toContain('?q=fuite');
    } finally {
      Object.assign(AbortSignal, { any });
      if (size) Object.defineProperty(URLSearchParams.prototype, 'size', size);
    }
  });
});

const pages = () => clientOf(json({ items: [1, 2], next: 'c2' }), json({ items: [3], next: null }));

describe('a list', () => {
  it('gives page after page', async () => {
    const { client, requests } = pages();
    const list = client.customers.list({ status: 'active' });
    const first = await list.page();
    expect(first).toEqual({ items: [1, 2], next: 'c2' });
    expect(await list.page(first.next)).toEqual({ items: [3], next: null });
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?status=active', '?status=active&cursor=c2']);
  });

  it('gives row after row', async () => {
    const { client } = pages();
    const rows: unknown[] = [];
    for await (const row of client.customers.list()) rows.push(row);
    expect(rows).toEqual([1, 2, 3]);
  });

  it('asks for no page that nobody reads', async () => {
    const { client, requests } = pages();
    for await (const _ of client.customers.list()) break;
    expect(requests).toHaveLength(1);
  });
});
