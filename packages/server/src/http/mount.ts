/**
 * Mounts the contract: every route gets the same treatment, in the same order, here and nowhere else.
 *
 *     CORS, who asks, may they, ETag, query and body against the contract, If-Match, Idempotency-Key, the handler, the answer
 *
 * One function for a route and no chain of middleware: this is the path of every request, and what it costs is measured
 * (docs/decisions/0008-own-hot-path.md).
 */
import type { Endpoint } from '@parvis/sdk/contract';
import type { Context, Hono } from 'hono';
import { refusal, type Rule } from '../access/policy.ts';
import type { Viewer } from '../access/viewer.ts';
import { newId } from '../ids.ts';
import { forbidden, invalid, notFound, Problem, stale, unauthorized, type FieldError } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Work } from '../store/store.ts';
import { parseJson, readJsonText } from './body.ts';
import { Caller } from './caller.ts';
import { check, tryCheck } from './check.ts';
import { ETags, matches } from './etag.ts';
import type { Call, CheckedRow, Handlers } from './handlers.ts';
import { AlreadyDone, attemptOf, keepReply, keptReply, type Attempt, type KeptReply } from './idempotency.ts';
import { preflight } from './origins.ts';
import { problemOf, problemResponse } from './problems.ts';

export const jsonLimit = 256 * 1024;
export const batchLimit = 2 * 1024 * 1024;

/** Told of each answer: the route's pattern, never what a caller put in it. */
export type Observer = (seen: { method: string; route: string; status: number; millis: number }) => void;

type HeaderLines = Record<string, string>;
type AnyHandler = (call: Call<Endpoint, string>) => unknown;

/** Mounts a record of the contract below /v1. */
export function mount<A extends Record<string, Endpoint>>(
  app: Hono,
  api: A,
  policy: Record<keyof A & string, Rule>,
  handlers: Handlers<A>,
  s: Services,
  observe: Observer,
): void {
  const etags = new ETags(s.store, s.journal);
  const methods = new Map<string, Set<string>>();
  for (const [key, endpoint] of Object.entries(api)) {
    const [method, path] = key.split(' ') as [string, string];
    const route = new MountedRoute(s, etags, { key, method, endpoint, rule: policy[key]!, handler: handlers[key]! as AnyHandler });
    app.on(method, `/v1${path}`, (c) => watched(c, s, observe, method, path, (caller) => route.answer(c, caller)));
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  app.options('/v1/*', (c) => preflight(s.origins, c.req.raw.headers.get('origin')));
  for (const [path, known] of methods) {
    app.all(`/v1${path}`, (c) =>
      watched(c, s, observe, c.req.method, path, () => {
        throw new Problem(405, 'method-not-allowed', { headers: { allow: [...known].join(', ') } });
      }),
    );
  }
  app.all('/v1/*', (c) =>
    watched(c, s, observe, c.req.method, '/*', () => {
      throw notFound();
    }),
  );
}

/** What a request comes to, whatever happens: an answer, a line in the log, a count. */
export function watched(
  c: Context,
  s: Services,
  observe: Observer,
  method: string,
  route: string,
  answer: (caller: Caller) => Response | Promise<Response>,
): Response | Promise<Response> {
  const begun = performance.now();
  const caller = new Caller(c, s.config.proxies);
  const done = (response: Response): Response => {
    const seen = { method, route, status: response.status, millis: performance.now() - begun };
    observe(seen);
    // Reads that went well are counted, and written down only where somebody looks for something.
    const level = seen.status >= 500 ? 'error' : method === 'GET' && seen.status < 400 ? 'debug' : 'info';
    if (s.log.isLevelEnabled(level)) s.log[level]({ ...seen, millis: Math.round(seen.millis * 10) / 10, id: newId() }, 'request');
    return response;
  };
  const failed = (error: unknown) => done(problemResponse(problemOf(error, s.log), corsHeaders(s, caller.origin)));
  try {
    // Answered at once where nothing has to be awaited: node-server has a shorter way for that.
    const response = answer(caller);
    return response instanceof Promise ? response.then(done, failed) : done(response);
  } catch (error) {
    return failed(error);
  }
}

/** For a page of any registered origin: what a refusal says may be read there, too. */
export function corsHeaders({ origins }: Services, origin: string | null): HeaderLines {
  if (origin === null || origins.isOurs(origin) || !origins.known(origin)) return { vary: 'authorization, origin' };
  return {
    vary: 'authorization, origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag, retry-after',
  };
}

/** Who asks: null for nobody, and for a token that no longer holds. */
export function bearerOf(s: Services, caller: Caller): Viewer | null | Promise<Viewer | null> {
  const authorization = caller.header('authorization');
  if (authorization === null) return null;
  // The scheme's name is written in any case (RFC 9110, 11.1).
  const bearer = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer === undefined) throw unauthorized();
  return s.tokens.viewer(bearer);
}

/** Refuses whoever may not call a route with this rule, from where they call it. */
export function admit(s: Services, rule: Rule, isRead: boolean, viewer: Viewer | null, caller: Caller): void {
  const { origin } = caller;
  if (viewer === null) {
    if (!rule.open || caller.header('authorization') !== null) throw unauthorized();
    return;
  }
  if (origin !== null) {
    // A key in a page is a key in everybody's hands.
    if (viewer.kind === 'key') throw forbidden('key-in-browser');
    if (!s.origins.allows(viewer.companyId, origin)) throw forbidden('origin-not-allowed');
  }
  const refused = refusal(rule, viewer, isRead);
  if (refused) throw refused;
}

interface RouteParts {
  key: string;
  method: string;
  endpoint: Endpoint;
  rule: Rule;
  handler: AnyHandler;
}

/** Ids, and one-time tokens: anything else in a path names nothing, and must not reach a database. */
const isPathValue = (value: string): boolean => /^[A-Za-z0-9_-]{1,200}$/.test(value);

class MountedRoute {
  readonly #s: Services;
  readonly #etags: ETags;
  readonly #route: RouteParts;
  readonly #isRead: boolean;
  readonly #queryKeys: ReadonlySet<string>;
  readonly #status: number;

  constructor(s: Services, etags: ETags, route: RouteParts) {
    const { query, status, reply } = route.endpoint;
    this.#s = s;
    this.#etags = etags;
    this.#route = route;
    this.#isRead = route.method === 'GET';
    this.#queryKeys = new Set(query && 'shape' in query ? Object.keys(query.shape as object) : []);
    this.#status = status ?? (reply === null ? 204 : 200);
  }

  answer(c: Context, caller: Caller): Response | Promise<Response> {
    const viewer = bearerOf(this.#s, caller);
    return viewer instanceof Promise
      ? viewer.then((found) => this.#answerTo(found, c, caller))
      : this.#answerTo(viewer, c, caller);
  }

  #answerTo(viewer: Viewer | null, c: Context, caller: Caller): Response | Promise<Response> {
    admit(this.#s, this.#route.rule, this.#isRead, viewer, caller);
    const tag = this.#isRead && viewer && !this.#route.rule.open ? this.#etags.ofVersion(viewer, c.req.url) : null;
    if (tag !== null) {
      const known = caller.header('if-none-match');
      if (known !== null && matches(known, tag)) return this.#respond(caller, 304, null, tag);
    }
    return this.#handle(viewer, c, caller, tag);
  }

  async #handle(viewer: Viewer | null, c: Context, caller: Caller, tag: string | null): Promise<Response> {
    const { endpoint, handler } = this.#route;
    const params = c.req.param() as Record<string, string>;
    for (const name in params) if (!isPathValue(params[name]!)) throw notFound();
    const query = this.#query(c);
    const ifMatch = endpoint.ifMatch ? versionOf(caller.header('if-match')) : null;
    const text = endpoint.body ? await readJsonText(c.req.raw, endpoint.batch ? batchLimit : jsonLimit) : '';
    const attempt = this.#attempt(viewer, c, caller, text);
    const kept = attempt && (await keptReply(this.#s, attempt));
    if (kept) return this.#respond(caller, kept.status, kept.body, null);

    const value = endpoint.body ? parseJson(text) : undefined;
    const call = {
      params,
      query,
      body: endpoint.body && !endpoint.batch ? check(endpoint.body, value) : undefined,
      rows: endpoint.batch ? checkRows(endpoint.batch, value) : undefined,
      viewer,
      ifMatch,
      request: caller,
    } as Call<Endpoint, string>;
    const answered = await handler(call);
    if (answered instanceof Response) return this.#download(caller, answered);
    if (typeof answered === 'function') {
      const reply = await this.#change(answered as (tx: never) => Work<unknown>, attempt);
      return this.#respond(caller, reply.status, reply.body, null);
    }
    const reply = this.#reply(answered);
    return this.#respond(caller, reply.status, reply.body, this.#isRead ? tag : null, viewer !== null);
  }

  #query(c: Context): unknown {
    const { query } = this.#route.endpoint;
    if (!query) return undefined;
    const given = c.req.query();
    // What a list cannot be filtered or sorted by is refused, not passed over.
    const errors: FieldError[] = [];
    for (const name in given) if (!this.#queryKeys.has(name)) errors.push({ field: name, code: 'unknown-field' });
    if (errors.length > 0) throw invalid(errors);
    return check(query, given);
  }

  /** Bulk rows say by their `externalId` what they are: only single changes are remembered. */
  #attempt(viewer: Viewer | null, c: Context, caller: Caller, text: string): Attempt | null {
    const { key, method, endpoint } = this.#route;
    if (method !== 'POST' || viewer === null || endpoint.batch) return null;
    const length = endpoint.upload ? (caller.header('content-length') ?? '') : '';
    return attemptOf(viewer, caller.header('idempotency-key'), [key, c.req.path, JSON.stringify(c.req.query()), length, text]);
  }

  /** The change and what is kept of its answer: one transaction. */
  async #change(body: (tx: never) => Work<unknown>, attempt: Attempt | null): Promise<KeptReply> {
    const s = this.#s;
    const reply = (value: unknown) => this.#reply(value);
    try {
      return await s.store.transaction(function* (tx): Work<KeptReply> {
        const made = reply(yield* body(tx as never));
        if (attempt) yield* keepReply(s, tx, attempt, made);
        return made;
      });
    } catch (error) {
      const kept = attempt && error instanceof AlreadyDone ? await keptReply(s, attempt) : null;
      if (kept) return kept;
      throw error;
    }
  }

  #reply(value: unknown): KeptReply {
    return { status: this.#status, body: this.#route.endpoint.reply === null ? null : JSON.stringify(value) };
  }

  #respond(caller: Caller, status: number, body: string | null, tag: string | null, mayTag = false): Response {
    const headers: HeaderLines = { 'x-content-type-options': 'nosniff' };
    const { origin } = caller;
    if (origin === null) headers['vary'] = 'authorization, origin';
    else Object.assign(headers, corsHeaders(this.#s, origin));
    if (body !== null) headers['content-type'] = 'application/json';
    let etag = tag;
    if (this.#isRead && mayTag && etag === null && body !== null) {
      etag = this.#etags.ofBody(body);
      const known = caller.header('if-none-match');
      if (known !== null && matches(known, etag)) {
        delete headers['content-type'];
        return new Response(null, { status: 304, headers: { ...headers, etag, 'cache-control': 'private, no-cache' } });
      }
    }
    if (etag !== null) headers['etag'] = etag;
    headers['cache-control'] = etag === null ? 'no-store' : 'private, no-cache';
    const response = new Response(body, { status, headers });
    for (const cookie of caller.cookies) response.headers.append('set-cookie', cookie);
    return response;
  }

  #download(caller: Caller, response: Response): Response {
    response.headers.set('x-content-type-options', 'nosniff');
    for (const [name, value] of Object.entries(corsHeaders(this.#s, caller.origin))) response.headers.set(name, value);
    return response;
  }
}

/** The version that a change was made from: `If-Match: "3"`. */
function versionOf(ifMatch: string | null): number {
  if (ifMatch === null) throw new Problem(428, 'if-match-required');
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw stale();
  return Number(version);
}

/** Each row for itself: what is wrong with one is told of that one. */
function checkRows(row: NonNullable<Endpoint['batch']>, value: unknown): CheckedRow<unknown>[] {
  const given = typeof value === 'object' && value !== null && 'rows' in value ? value.rows : undefined;
  const surplus = typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => key !== 'rows') : [];
  if (surplus.length > 0) throw invalid(surplus.map((field) => ({ field, code: 'unknown-field' })));
  if (!Array.isArray(given)) throw invalid([{ field: 'rows', code: given === undefined ? 'required' : 'invalid' }]);
  if (given.length === 0 || given.length > 500) {
    throw invalid([{ field: 'rows', code: given.length === 0 ? 'too-few' : 'too-many' }]);
  }
  return given.map((one: unknown, index): CheckedRow<unknown> => {
    const { result, errors } = tryCheck(row, one);
    const externalId = externalIdOf(one);
    return errors ? { index, externalId, row: null, errors } : { index, externalId, row: result, errors: null };
  });
}

const externalIdOf = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'externalId' in row && typeof row.externalId === 'string' ? row.externalId : null;
