/**
 * The Parvis API kept in memory, behind a `fetch`: for stories, and for integrators' own tests.
 *
 *     const api = memoryApi();
 *     const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
 *
 * It keeps the contract, the rules that screens show (who may do what, moves, conflicts), and answers at once unless
 * told otherwise. It is no server: nothing is hashed, signed or kept.
 */
import type { ApiRoute, ChangeKind, ErrorCode } from '../contract/index.ts';
import { ParvisError } from '../errors.ts';
import { wait } from '../request.ts';
import { contactRoutes, customerRoutes } from './customer-routes.ts';
import { equipmentRoutes } from './equipment-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { interventionRoutes } from './intervention-routes.ts';
import { liveStream } from './live.ts';
import { portalRoutes } from './portal-routes.ts';
import { sampleWorld } from '../samples/company.ts';
import { sessionRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { append, refuse, type Asker, type Entry, type Handlers, type State } from './state.ts';
import { idOf, type World } from '../samples/world.ts';

const handlers: Handlers<ApiRoute> = {
  ...sessionRoutes,
  ...portalRoutes,
  ...customerRoutes,
  ...contactRoutes,
  ...siteRoutes,
  ...equipmentRoutes,
  ...interventionRoutes,
  ...settingsRoutes,
  ...fileRoutes,
};
const routes = (Object.keys(handlers) as ApiRoute[])
  .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/:\w+/, '([^/]+)')}$`) }))
  // `/customers/batch` before `/customers/:customerId`.
  .toSorted((a, b) => Number(a.route.includes(':')) - Number(b.route.includes(':')));

const open = new Set<ApiRoute>([
  'POST /session',
  'POST /session/renewals',
  'POST /links/renewals',
  'POST /password/resets',
  'POST /password/tokens',
  'POST /password',
  'POST /companies/cards',
  'GET /files/:fileId/content',
]);
const nobody: Asker = { kind: 'key', id: '', name: '' };

/** A call as it was made. */
export interface SeenCall {
  route: string;
  body: unknown;
  headers: Headers;
}

export interface MemoryApi {
  /** Where it pretends to be: the `api` of a client. */
  origin: string;
  fetch: typeof fetch;
  /** The data, to read and to change at will. */
  world: World;
  /** Every call answered, in order. */
  calls: SeenCall[];
  /** Whether the network is gone; open streams are cut. */
  offline: boolean;
  /** Milliseconds before each answer. */
  latency: number;
  /** A key that is accepted as `apiKey`. */
  apiKey: string;
  /** The address of a sample link: `customer`, `site`, `intervention`, `expired` or `revoked`. */
  link(which?: 'customer' | 'site' | 'intervention' | 'expired' | 'revoked'): string;
  /** Refuses a route from now on, or so many times: `fail('POST /interventions', 503)`. */
  fail(route: ApiRoute | 'GET /live', status: number, options?: { code?: ErrorCode; times?: number }): void;
  /** Answers again whatever was made to fail. */
  recover(): void;
  /** Says in the journal and the streams that something changed, as if another person had done it. */
  tell(kind: ChangeKind, id: string, fields?: string[]): void;
  /** Ends every session: the next call is refused. */
  endSessions(): void;
}

export function memoryApi(world: World = sampleWorld(), origin = 'https://parvis.example'): MemoryApi {
  let made = 0;
  let offline = false;
  const failures = new Map<string, { status: number; code: ErrorCode; times: number }>();
  const replies = new Map<string, { body: string; reply: string }>();
  const state: State = {
    world,
    origin,
    sessions: new Map(),
    cookies: new Map(),
    signedOut: new Set(),
    journal: [],
    streams: new Set(),
    cuts: new Set(),
    contents: new Map(),
    now: () => new Date().toISOString(),
    newId: (kind) => idOf(kind, 1_000_000 + ++made),
  };

  const api: MemoryApi = {
    origin,
    world,
    calls: [],
    latency: 0,
    apiKey: `key-${idOf('key', 1)}`,
    get offline() {
      return offline;
    },
    set offline(value) {
      offline = value;
      if (value) for (const cut of state.cuts) cut();
    },
    link(which = 'customer') {
      const index = ['customer', 'site', 'intervention', 'expired', 'revoked'].indexOf(which);
      return `${origin}/p#${world.links[index]?.id ?? ''}`;
    },
    fail(route, status, { code = `http-${status}` as const, times = Infinity } = {}) {
      failures.set(route, { status, code, times });
    },
    recover: () => failures.clear(),
    tell(kind, id, fields = []) {
      const job = world.interventions.find((each) => each.id === id);
      const [customerId] = [job, ...world.sites, ...world.equipment].flatMap((each) =>
        each?.id === id ? each.customerId : [],
      );
      const about: Entry['about'] = job ?? (customerId ? { customerId, siteId: null, assigneeId: null } : null);
      append(state, 'system', kind, id, about, fields);
    },
    endSessions() {
      state.sessions.clear();
      state.cookies.clear();
      for (const cut of state.cuts) cut();
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      if (api.latency) await wait(api.latency, request.signal);
      request.signal.throwIfAborted();
      if (offline) throw new TypeError('Failed to fetch');
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof ParvisError)) throw error;
        const headers = { 'content-type': 'application/problem+json' };
        return new Response(JSON.stringify(error.problem), { status: error.status, headers });
      }
    },
  };

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const path = `${request.method} ${pathname.replace(/^.*?\/v1/, '')}`;
    const match = routes.find(({ pattern }) => pattern.test(path));
    const route = match?.route ?? path;
    const isUpload = route === 'POST /files';
    const content = isUpload ? await request.blob() : null;
    const text = isUpload ? '' : await request.text();
    const body: unknown = text ? JSON.parse(text) : undefined;
    api.calls.push({ route, body, headers: request.headers });

    const failure = failures.get(route);
    if (failure && failure.times-- > 0) throw refuse(failure.status, failure.code);

    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    const asker = askerOf(token);
    if (path === 'GET /live' && asker)
      return liveStream(state, asker, request.headers.get('last-event-id'), request.signal);
    if (!asker && (token || !open.has(route as ApiRoute))) throw refuse(401, 'unauthorized');
    if (!match) throw refuse(404, 'not-found');
    if (asker?.kind === 'contact' && asker.preview && request.method !== 'GET') throw refuse(403, 'preview');

    const ifMatch = Number(request.headers.get('if-match')?.replaceAll('"', '') ?? NaN);
    if (request.method === 'PATCH' && Number.isNaN(ifMatch)) throw refuse(428, 'if-match-required');

    const key = request.headers.get('idempotency-key');
    const seen = key ? replies.get(key) : undefined;
    if (seen && seen.body !== text) throw refuse(422, 'idempotency-key-reused');
    const ask = {
      state,
      id: decodeURIComponent(match.pattern.exec(path)?.[1] ?? ''),
      input: request.method === 'GET' ? Object.fromEntries(searchParams) : (body ?? {}),
      asker: asker ?? nobody,
      token,
      ifMatch,
      content,
      query: searchParams,
    };
    // The route was found by its own pattern, so this is its own input.
    const reply: unknown = seen ? JSON.parse(seen.reply) : await handlers[match.route](ask as never);
    if (reply === undefined) return new Response(null, { status: 204 });
    if (reply instanceof Blob) return new Response(reply);
    const json = JSON.stringify(reply);
    if (key) replies.set(key, { body: text, reply: json });
    return new Response(json, {
      status: request.method === 'POST' ? 201 : 200,
      headers: { 'content-type': 'application/json' },
    });
  }

  const askerOf = (token: string): Asker | null => {
    const key = world.keys.find(({ id, revokedAt }) => token === `key-${id}` && !revokedAt);
    if (key || token === api.apiKey) return { kind: 'key', id: key?.id ?? token, name: key?.name ?? 'Programme' };
    return state.sessions.get(token)?.asker ?? null;
  };

  return api;
}
