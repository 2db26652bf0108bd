/** The only way to the network: one typed `call` for all routes, over one `send`. */
import type { Api, ApiRoute, BodyIn, QueryIn, Reply } from './contract/index.ts';
import { errorOf, OfflineError, type ParvisError } from './errors.ts';

/** What any call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Sent to its end though the page is left meanwhile (`fetch`’s `keepalive`): a body of at most 64 kB. */
  keepalive?: boolean;
}
/** What a call that creates takes as well. */
export interface CreateOptions extends CallOptions {
  /**
   * The same key with the same call has one effect and gets the same answer, for two days; with another call it is refused
   * (422 `idempotency-key-reused`). Made for each call unless given; give one to survive a closed tab.
   */
  idempotencyKey?: string;
}

/** A stored thing as it was read: what is changed must still be at this version. */
export interface Versioned {
  id: string;
  version: number;
}

/** What fills the path: an id, or the thing itself where its version is compared. */
export type Target<R extends ApiRoute> = Api[R] extends { ifMatch: true }
  ? R extends `${string}:${string}`
    ? Versioned
    : Pick<Versioned, 'version'>
  : R extends `${string}:${string}`
    ? string
    : null;
/** The body of a write, the query of a read. */
export type Input<R extends ApiRoute> = R extends `GET ${string}` ? QueryIn<Api[R]> : BodyIn<Api[R]>;

interface Manner extends CreateOptions {
  /** The route settles by itself who asks: no session is attached. */
  open?: boolean;
  /** The write may be sent twice without harm, though it carries no key. */
  repeatable?: boolean;
}

export type Call = <R extends ApiRoute>(
  route: R,
  target: Target<R>,
  input?: Input<R>,
  manner?: Manner,
) => Promise<Reply<Api[R]>>;

/** Who asks; see session.ts. */
export interface Bearer {
  /** Names who is signed in, or was last. */
  principal: string | undefined;
  /** The access token or API key to send. */
  token(): Promise<string>;
  /** Told that this token was refused; resolves when there is another one to try. */
  renew(refused: string): Promise<void>;
}

interface Sending<T> extends CallOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit | undefined;
  cache?: RequestCache;
  redirect?: RequestRedirect;
  bearer?: Bearer | undefined;
  /** Try again after what may pass. */
  repeatable?: boolean;
  /** Milliseconds for one attempt; 0 leaves it to `signal`. */
  timeout?: number;
  /** Instead of the client's. */
  fetch?: typeof fetch | undefined;
  /** Instead of taking the answer as JSON. */
  read?: (response: Response) => Promise<T>;
}

/**
 * Sends until answered or refused, and reads the answer; throws a ParvisError, or what `signal` was aborted with. What one
 * person asked for is never sent for another who has taken their place, nor is its answer shown to them: 401 `viewer-changed`.
 */
export type Send = <T>(url: string, sending: Sending<T>) => Promise<T>;

export const createSend =
  (usual: typeof fetch, lang?: string): Send =>
  async (url, { fetch = usual, timeout = 20_000, read = json, bearer, repeatable, signal, headers, ...init }) => {
    let principal = bearer?.principal;
    const checkViewer = () => {
      if (principal !== bearer?.principal) throw errorOf(401, { code: 'viewer-changed' });
    };
    for (let attempt = 1, renewed = false; ;) {
      const token = await bearer?.token();
      principal ??= bearer?.principal;
      checkViewer();
      let failure: ParvisError | undefined;
      let answer: unknown;
      // Before it is tried: what this browser lacks is no network that fails. Not `AbortSignal.any`, which Safari 17.3,
      // Chrome 115 and Firefox 123 lack.
      signal?.throwIfAborted();
      const limit = new AbortController();
      const stopBy = (other?: AbortSignal) => other?.addEventListener('abort', () => limit.abort(other.reason), limit);
      if (timeout) stopBy(AbortSignal.timeout(timeout));
      stopBy(signal);
      try {
        const response = await fetch(url, {
          ...init,
          headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(lang && { 'accept-language': lang }),
            ...headers,
          },
          signal: limit.signal,
        });
        // An answer cut short, or a page of something between us that is not ours, throws here: no answer came.
        if (response.ok) answer = await read(response);
        else {
          const retryAfter = Number(response.headers.get('retry-after')) * 1000;
          failure = errorOf(response.status, { ...(await response.json().catch(() => {})), retryAfter });
        }
      } catch (cause) {
        signal?.throwIfAborted();
        failure = new OfflineError(cause);
      } finally {
        // Nothing listens to a signal that lives on, as a page's does.
        limit.abort();
      }
      if (!failure) {
        // What was read for one person is not shown to the next; what was changed is done.
        if (init.method === 'GET') checkViewer();
        return answer as never;
      }
      // A device that knows it has no network is believed at once; Node does not know.
      const isOnline = (navigator as Partial<Navigator>).onLine !== false;
      const pause = failure.retryAfter || Math.random() * 500 * 2 ** attempt;
      if (failure.status === 401 && token && !renewed) {
        renewed = true;
        await bearer?.renew(token);
      } else if (repeatable && failure.retryable && attempt++ < 4 && pause < 20_000 && isOnline) {
        // A server that asks for more patience than that is shown as unavailable instead.
        await wait(pause, signal);
      } else throw failure;
    }
  };

const json = async (response: Response) => (response.status === 204 ? undefined : response.json()) as never;

/** Resolves after `ms`; rejects with the reason of `signal` as soon as it is aborted. */
export const wait = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const over = new AbortController();
    signal?.addEventListener('abort', () => reject(signal.reason as Error), over);
    setTimeout(() => {
      over.abort();
      resolve();
    }, ms);
  });

export const createCall =
  (send: Send, base: string, bearer: Bearer): Call =>
  (route, target, input, { open, idempotencyKey, ...carried } = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    // A string or null has neither: then the target is the id itself, or there is none.
    const { id = target, version } = Object(target) as Partial<Versioned>;
    const reads = method === 'GET';
    const key = method === 'POST' && !open && (idempotencyKey ?? crypto.randomUUID());
    // Prototype gives arrays a `toJSON` that writes them as text, and pages that have it are still about.
    const asItIs = function (this: Record<string, unknown>, name: string) {
      return this[name];
    };
    const body = reads ? undefined : JSON.stringify(input, asItIs);
    return send(
      base + path.replace(/:\w+/, () => encodeURIComponent(id as string)) + (reads && input ? search(input) : ''),
      {
        method,
        body,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(version && { 'if-match': `"${version}"` }),
          ...(key && { 'idempotency-key': key }),
        },
        bearer: open ? undefined : bearer,
        repeatable: !open && method !== 'PATCH',
        ...carried,
      },
    );
  };

/** Empty filters are left out, so that a form's values can be given as they are. */
const search = (query: object) =>
  `?${new URLSearchParams(Object.entries(query).filter(([, value]) => (value ?? '') !== ''))}`;
