/** One route of the contract: what happens to every call of it, in this order. */
import { externalId, type Endpoint } from '@parvis/sdk/contract';
import type { Context } from 'hono';
import type { Rule } from '../access/policy.ts';
import { OutdatedViewer, stillCurrent } from '../journal/still-current.ts';
import type { Viewer } from '../access/viewer.ts';
import { invalid, notFound, Problem, stale, unauthorized, type FieldError } from '../problem.ts';
import { onBehalfOf, whenKnown, type Work } from '../store/store.ts';
import type { HttpServices } from './http.services.ts';
import { authorize, authenticate, corsHeaders, refreshOrigins, type HeaderLines } from './authorization.ts';
import { parseJson, readJsonText } from './body.ts';
import type { RequestContext } from './request-context.ts';
import { validate, tryValidate, unknownFields } from './validation.ts';
import { matches, type ETags } from './etag.ts';
import type { Call, ValidatedRow, Received } from './handlers.ts';
import { attemptOf, withIdempotency, type Attempt, type StoredReply, type IdempotentReplies } from './idempotency.ts';

const jsonLimit = 256 * 1024;
const batchLimit = 2 * 1024 * 1024;
/** Of who is not known yet: links, tokens and passwords are a few kilobytes. */
const openLimit = 16 * 1024;

export type AnyHandler = (call: Call<Endpoint, string>) => unknown;

interface RouteParts {
  key: string;
  method: string;
  endpoint: Endpoint;
  rule: Rule;
  handler: AnyHandler;
}

/** How often a write is begun anew because who asks has changed: each time somebody else has done something. */
const mostAgain = 5;

const mostQueries = 500;
const longestKeptQuery = 200;

/** Ids, and one-time tokens: anything else in a path names nothing, and must not reach a database. */
const isPathValue = (value: string): boolean => /^[A-Za-z0-9_-]{1,200}$/.test(value);

export class MountedRoute {
  readonly #s: HttpServices;
  readonly #etags: ETags;
  readonly #replies: IdempotentReplies;
  readonly #route: RouteParts;
  readonly #isRead: boolean;
  readonly #hasParams: boolean;
  readonly #queryKeys: ReadonlySet<string>;
  /** Queries as they were written, checked: the same few are asked over and over. */
  readonly #queries = new Map<string, unknown>();
  readonly #status: number;

  constructor(s: HttpServices, etags: ETags, replies: IdempotentReplies, route: RouteParts) {
    const { query, status, reply } = route.endpoint;
    this.#s = s;
    this.#etags = etags;
    this.#replies = replies;
    this.#route = route;
    this.#isRead = route.method === 'GET';
    this.#hasParams = route.key.includes(':');
    this.#queryKeys = new Set(query && 'shape' in query ? Object.keys(query.shape as object) : []);
    this.#status = status ?? (reply === null ? 204 : 200);
  }

  answer(c: Context, request: RequestContext): Response | Promise<Response> {
    const viewer = authenticate(this.#s, request);
    return viewer instanceof Promise
      ? viewer.then((found) => this.#answerTo(found, c, request))
      : this.#answerTo(viewer, c, request);
  }

  #answerTo(viewer: Viewer | null, c: Context, request: RequestContext): Response | Promise<Response> {
    const reading = refreshOrigins(this.#s, viewer, request);
    return reading ? reading.then(() => this.#authorize(viewer, c, request)) : this.#authorize(viewer, c, request);
  }

  #authorize(viewer: Viewer | null, c: Context, request: RequestContext): Response | Promise<Response> {
    authorize(this.#s, this.#route.rule, this.#isRead, viewer, request);
    if (this.#isRead) return this.#read(viewer, c, request);
    return this.#write(viewer, c, request);
  }

  /** In the same turn where the handler has nothing to wait for. */
  #read(viewer: Viewer | null, c: Context, request: RequestContext): Response | Promise<Response> {
    const tag = viewer && !this.#route.rule.open ? this.#etags.ofVersion(viewer, c.req.url) : null;
    if (tag !== null) {
      const known = request.header('if-none-match');
      if (known !== null && matches(known, tag)) return this.#respond(request, 304, null, tag);
    }
    const params = this.#hasParams ? paramsOf(c) : {};
    const query = this.#query(c);
    const call = { params, query, body: undefined, rows: undefined, viewer, ifMatch: null, request };
    return whenKnown(this.#route.handler(call as Call<Endpoint, string>), (answered) => {
      if (answered instanceof Response) return this.#download(c, request, answered);
      const reply = this.#reply(answered);
      return this.#respond(request, reply.status, reply.body, tag, viewer !== null);
    });
  }

  async #write(admitted: Viewer | null, c: Context, request: RequestContext): Promise<Response> {
    const { endpoint, handler, rule } = this.#route;
    const params = this.#hasParams ? paramsOf(c) : {};
    const query = this.#query(c);
    const limit = rule.open ? openLimit : endpoint.batch ? batchLimit : jsonLimit;
    const ifMatch = endpoint.ifMatch ? versionOf(request.header('if-match')) : null;
    const text = endpoint.body ? await readJsonText(c.req.raw, limit) : '';
    const viewer = endpoint.body ? await this.#still(admitted, request) : admitted;
    let content: Pick<Call<Endpoint, string>, 'body' | 'rows'> | undefined;
    const called = (by: Viewer | null) => {
      content ??= contentOf(endpoint, text);
      return handler({ params, query, ...content, viewer: by, ifMatch, request } as Call<Endpoint, string>);
    };
    const attempt = (by: Viewer | null, of: string) => this.#attempt(by, c, request, of);
    const reply = endpoint.upload
      ? await this.#upload((await called(viewer)) as Received<unknown>, viewer, request, attempt)
      : await this.#asCurrent(viewer, request, (by) => this.#answerOnce(attempt(by, text), () => called(by)));
    return this.#respond(request, reply.status, reply.body, null);
  }

  /**
   * Who was admitted before the body came, as they are now that it is in: a body may take minutes, and access that has
   * ended meanwhile does nothing any more. That the token itself ran out on the way is no reason to send all of it again.
   */
  async #still<Asks extends Viewer | null>(admitted: Asks, request: RequestContext): Promise<Asks | Viewer> {
    if (admitted === null) return admitted;
    const viewer = await this.#s.tokens.recall(admitted.companyId, admitted.dependsOn[0]);
    if (viewer === null) throw unauthorized();
    if (viewer !== admitted) authorize(this.#s, this.#route.rule, this.#isRead, viewer, request);
    return viewer;
  }

  /**
   * What `write` comes to for who was admitted; anew, for who they are then, when that changed before it took its place in
   * the journal. Raises 401 when they are nobody any more.
   */
  async #asCurrent(
    admitted: Viewer | null,
    request: RequestContext,
    write: (by: Viewer | null) => Promise<StoredReply>,
  ): Promise<StoredReply> {
    // Who is not known yet shares the turns of one company with all others of whom that is so.
    if (admitted === null) return await onBehalfOf('nobody', () => write(null));
    const { tokens, journal } = this.#s;
    let viewer: Viewer = admitted;
    for (let again = mostAgain; ; again--) {
      const by = viewer;
      try {
        return await onBehalfOf(by.companyId, () => write(by), stillCurrent(tokens, by));
      } catch (error) {
        if (!(error instanceof OutdatedViewer) || again === 0) throw error;
      }
      request.cookies.length = 0;
      await journal.wake([by.companyId]);
      viewer = await this.#still(by, request);
    }
  }

  async #upload(
    received: Received<unknown>,
    viewer: Viewer | null,
    request: RequestContext,
    attempt: (by: Viewer | null, content: string) => Attempt | null,
  ): Promise<StoredReply> {
    // Its bytes are put away once, however often its transaction is run.
    let kept: unknown;
    const keep = () => (kept ??= received.keep());
    try {
      const by = await this.#still(viewer, request);
      return await this.#asCurrent(by, request, (now) => this.#answerOnce(attempt(now, received.digest), keep));
    } finally {
      await received.discard();
    }
  }

  /** An answer, or a change and what is kept of its answer in one transaction; what was answered before comes again. */
  async #answerOnce(attempt: Attempt | null, answer: () => unknown): Promise<StoredReply> {
    const s = this.#s;
    return await this.#replies.answer(attempt, async () => {
      const answered = await answer();
      if (typeof answered !== 'function') return this.#reply(answered);
      const change = answered as (tx: never) => Work<unknown>;
      const reply = (value: unknown) => this.#reply(value);
      return await s.store.transaction((tx) =>
        withIdempotency(s, tx, attempt, function* () {
          return reply(yield* change(tx as never));
        }),
      );
    });
  }

  #query(c: Context): unknown {
    const { query } = this.#route.endpoint;
    if (!query) return undefined;
    const { url } = c.req;
    const start = url.indexOf('?');
    const written = start === -1 ? '' : url.slice(start);
    const known = this.#queries.get(written);
    if (known !== undefined) return known;
    const given = c.req.query();
    // What a list cannot be filtered or sorted by is refused, not passed over.
    const asked = Object.entries(c.req.queries());
    const errors: FieldError[] = [
      ...unknownFields(asked.map(([name]) => name).filter((name) => !this.#queryKeys.has(name))),
      ...asked.flatMap(([field, { length }]): FieldError[] =>
        length > 1 && this.#queryKeys.has(field) ? [{ field, code: 'repeated' }] : [],
      ),
    ];
    if (errors.length > 0) throw invalid(errors);
    const checked = Object.freeze(validate(query, given));
    if (this.#queries.size >= mostQueries) this.#queries.clear();
    if (written.length <= longestKeptQuery) this.#queries.set(written, checked);
    return checked;
  }

  /** Bulk rows say by their `externalId` what they are: only single changes are remembered. */
  #attempt(viewer: Viewer | null, c: Context, request: RequestContext, content: string): Attempt | null {
    const { key, method, endpoint } = this.#route;
    if (method !== 'POST' || viewer === null || endpoint.batch || endpoint.secret) return null;
    const identity = [key, c.req.path, JSON.stringify(c.req.query()), content];
    return attemptOf(viewer, request.header('idempotency-key'), identity, endpoint.secretReply);
  }

  #reply(value: unknown): StoredReply {
    return { status: this.#status, body: this.#route.endpoint.reply === null ? null : JSON.stringify(value) };
  }

  #respond(request: RequestContext, status: number, body: string | null, tag: string | null, mayTag = false): Response {
    const headers: HeaderLines = { 'x-content-type-options': 'nosniff' };
    const { origin } = request;
    if (origin === null) headers['vary'] = 'authorization, origin';
    else Object.assign(headers, corsHeaders(this.#s, origin));
    if (body !== null) headers['content-type'] = 'application/json';
    let etag = tag;
    if (this.#isRead && mayTag && etag === null && body !== null) {
      etag = this.#etags.ofBody(body);
      const known = request.header('if-none-match');
      if (known !== null && matches(known, etag)) {
        delete headers['content-type'];
        return new Response(null, { status: 304, headers: { ...headers, etag, 'cache-control': 'private, no-cache' } });
      }
    }
    if (etag !== null) headers['etag'] = etag;
    headers['cache-control'] = etag === null ? 'no-store' : 'private, no-cache';
    return withCookies(new Response(body, { status, headers }), request);
  }

  #download(c: Context, request: RequestContext, response: Response): Response {
    // Nobody reads it, so it would stay open for ever: Hono answers with the headers and drops the body.
    if (c.req.raw.method === 'HEAD') response.body?.cancel().catch(() => {});
    response.headers.set('x-content-type-options', 'nosniff');
    for (const [name, value] of Object.entries(corsHeaders(this.#s, request.origin))) response.headers.set(name, value);
    return response;
  }
}

/** The cookies that the handler set, refusing or not. */
export function withCookies(response: Response, { cookies }: RequestContext): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

function paramsOf(c: Context): Record<string, string> {
  const params = c.req.param() as Record<string, string>;
  for (const name in params) if (!isPathValue(params[name]!)) throw notFound();
  return params;
}

/** What was sent, checked: once, so that a write that is begun anew knows its own rows again. */
function contentOf({ body, batch }: Endpoint, text: string): Pick<Call<Endpoint, string>, 'body' | 'rows'> {
  if (!body) return { body: undefined, rows: undefined };
  const value = parseJson(text);
  return (batch ? { rows: validateRows(batch, value) } : { body: validate(body, value) }) as never;
}

/** The version that a change was made from: `If-Match: "3"`. */
function versionOf(ifMatch: string | null): number {
  if (ifMatch === null) throw new Problem('if-match-required');
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw stale();
  return Number(version);
}

/** Each row for itself: what is wrong with one is told of that one. */
function validateRows(row: NonNullable<Endpoint['batch']>, value: unknown): ValidatedRow<unknown>[] {
  const given = typeof value === 'object' && value !== null && 'rows' in value ? value.rows : undefined;
  const surplus = typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => key !== 'rows') : [];
  if (surplus.length > 0) throw invalid(unknownFields(surplus));
  if (!Array.isArray(given)) throw invalid([{ field: 'rows', code: given === undefined ? 'required' : 'invalid' }]);
  if (given.length === 0 || given.length > 500) {
    throw invalid([{ field: 'rows', code: given.length === 0 ? 'too-few' : 'too-many' }]);
  }
  return given.map((one: unknown, index): ValidatedRow<unknown> => {
    const { result, errors } = tryValidate(row, one);
    const sent = { index, externalId: externalIdOf(one) };
    return errors ? { ...sent, row: null, errors } : { ...sent, row: result, errors: null };
  });
}

/** What is no identifier is not repeated: an answer is no bigger than its question. */
const externalIdOf = (row: unknown): string | null => {
  const { success, data } = externalId.safeParse((row as { externalId?: unknown } | null)?.externalId);
  return success ? data : null;
};
