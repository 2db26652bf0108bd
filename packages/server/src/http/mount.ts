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
import type { Rule } from '../access/policy.ts';
import { notFound, Problem } from '../problem.ts';
import type { HttpServices } from './http.services.ts';
import { corsHeaders } from './authorization.ts';
import { RequestContext } from './request-context.ts';
import { ETags } from './etag.ts';
import type { Handlers } from './handlers.ts';
import { IdempotentReplies } from './idempotency.ts';
import { preflight } from './origins.ts';
import { problemOf, problemResponse } from './problems.ts';
import { refusedDownload } from './refusal-page.ts';
import { MountedRoute, withCookies } from './route.ts';

/** Told of each answer: the route's pattern, never what a caller put in it. */
export type Observer = (seen: { method: string; route: string; status: number; millis: number }) => void;

/** Mounts a record of the contract below /v1. */
export function mount<A extends Record<string, Endpoint>>(
  app: Hono,
  api: A,
  policy: Record<keyof A & string, Rule>,
  handlers: Handlers<A>,
  s: HttpServices,
  observe: Observer,
): void {
  const etags = new ETags(s.features, s.store, s.journal);
  const replies = new IdempotentReplies(s);
  for (const [key, endpoint] of Object.entries(api)) {
    const [method, path] = key.split(' ') as [string, string];
    const route = new MountedRoute(s, etags, replies, {
      key,
      method,
      endpoint,
      rule: policy[key]!,
      handler: handlers[key]!,
    });
    const refuse = endpoint.download ? refusedDownload : problemResponse;
    const answer = (c: Context) => (request: RequestContext) => route.answer(c, request);
    app.on(method, `/v1${path}`, (c) => handleRequest(c, s, observe, method, path, answer(c), refuse));
  }
  app.options('/v1/*', (c) => preflight(s.origins, c.req.raw.headers.get('origin')));
  // Not a route for all: Hono would put it and each other route together anew, with promises between, at every request.
  app.notFound((c) => {
    if (!/^\/v1(\/|$)/.test(c.req.path)) return problemResponse(unknownRoute(app, c.req.path), {});
    return handleRequest(c, s, observe, c.req.method, '/*', () => {
      throw unknownRoute(app, c.req.path);
    });
  });
}

/** Why nothing answers here: no such path, or no such method on it. Of the API and of all that is served beside it. */
function unknownRoute(app: Hono, asked: string): Problem {
  const known = app.routes.filter(
    ({ path }) => !/[*{]/.test(path) && new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(asked),
  );
  if (known.length === 0) return notFound();
  const allow = [...new Set(known.map(({ method }) => method))].join(', ');
  return new Problem('method-not-allowed', { headers: { allow } });
}

/** How a refusal is written. */
type Refuse = (problem: Problem, headers: Readonly<Record<string, string>>, request: RequestContext) => Response;

/** What a request comes to, whatever happens: an answer, a line in the log, a count. */
export function handleRequest(
  c: Context,
  s: HttpServices,
  observe: Observer,
  method: string,
  route: string,
  answer: (request: RequestContext) => Response | Promise<Response>,
  refuse: Refuse = problemResponse,
): Response | Promise<Response> {
  const begun = performance.now();
  const request = new RequestContext(c, s.config.proxies);
  const done = (response: Response): Response => {
    const seen = { method, route, status: response.status, millis: performance.now() - begun };
    observe(seen);
    // Reads that went well are counted, and written down only where somebody looks for something.
    const level = seen.status >= 500 ? 'error' : method === 'GET' && seen.status < 400 ? 'debug' : 'info';
    if (s.log.isLevelEnabled(level))
      s.log[level]({ ...seen, millis: Math.round(seen.millis * 10) / 10, id: request.id }, 'request');
    return response;
  };
  const failed = (error: unknown) => {
    const headers = corsHeaders(s, request.origin);
    if (error instanceof Problem) return done(withCookies(refuse(error, headers, request), request));
    // What we do not tell is in the log, under the id that we do tell.
    const problem = problemOf(error, s.log.child({ id: request.id }));
    return done(refuse(problem, { ...headers, 'x-request-id': request.id }, request));
  };
  try {
    // Answered at once where nothing has to be awaited: node-server has a shorter way for that.
    const { origin } = request;
    const reading = origin === null || s.origins.known(origin) ? undefined : s.origins.refresh();
    const response = reading ? reading.then(() => answer(request)) : answer(request);
    return response instanceof Promise ? response.then(done, failed) : done(response);
  } catch (error) {
    return failed(error);
  }
}
