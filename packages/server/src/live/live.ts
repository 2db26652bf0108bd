/**
 * `GET /v1/live`: the journal as server-sent events, for whoever is signed in.
 *
 *     id: <position>              read up to here; nothing to tell
 *
 *     id: <position>              something changed: the same entry as in GET /changes
 *     event: change
 *     data: {"kind":"intervention.moved",…}
 *
 *     id: <position>              too much was missed, or the position is not ours: read again what is shown
 *     event: reset
 *     data: {}
 *
 * `Last-Event-ID` resumes after that position, with no entry missing or doubled. The stream ends when its session does, or
 * when its page may no longer act for the company.
 */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { Rule } from '../access/policy.ts';
import { authorize, authenticate, corsHeaders, refreshOrigins } from '../http/authorization.ts';
import type { RequestContext } from '../http/request-context.ts';
import { handleRequest, type Observer } from '../http/mount.ts';
import { Problem, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { storeError } from '../store/store.ts';
import { openPosition } from './position.ts';
import { Streams, type Stream } from './streams.ts';

/** Everyone who is signed in; `visible` says what each hears of. */
const rule: Rule = {
  contact: ['customer', 'site', 'dossier', 'intervention'],
  stakeholder: true,
  member: ['admin', 'office', 'technician'],
  key: true,
};

// Where node-server has put its own Response in the place of Node's, it knows this one only once its body was asked for.
void RESPONSE_ALREADY_SENT.body;

/** Mounts the stream; answers what counts the open ones. */
export function mountLive(app: Hono, s: Services, observe: Observer): Streams {
  const streams = new Streams(s.journal, s.sealer, s.features);
  s.origins.onRead((companyIds) =>
    streams.endStrange(companyIds, (companyId, origin) => s.origins.allows(companyId, origin)),
  );
  app.get('/v1/live', (c) => handleRequest(c, s, observe, 'GET', '/live', (request) => open(c, s, streams, request)));
  return streams;
}

async function open(c: Context, s: Services, streams: Streams, request: RequestContext): Promise<Response> {
  // A HEAD request is handed to the route of GET.
  if (c.req.method !== 'GET') throw new Problem('method-not-allowed', { headers: { allow: 'GET' } });
  const viewer = await authenticate(s, request);
  await refreshOrigins(s, viewer, request);
  authorize(s, rule, true, viewer, request);
  if (viewer === null) throw unauthorized();
  if (s.journal.closed.aborted) throw new Problem('unavailable', { headers: { 'retry-after': '1' } });
  if (!streams.hasRoom(viewer)) throw new Problem('too-many-streams', { headers: { 'retry-after': '30' } });

  const { outgoing } = c.env as HttpBindings;
  const last = request.header('last-event-id');
  // With a body that ends when the connection does, what is written is written as it is, without the framing of chunks.
  outgoing.useChunkedEncodingByDefault = false;
  outgoing.writeHead(200, {
    ...corsHeaders(s, request.origin),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  const stream = streams.add(viewer, outgoing, request.origin);
  const from = last === null || last === '' ? undefined : openPosition(s, viewer.companyId, last);
  begin(s, streams, stream, from, request).catch((error: unknown) => {
    s.log.warn({ err: storeError(error) }, 'a stream could not begin');
    outgoing.destroy();
  });
  return RESPONSE_ALREADY_SENT;
}

async function begin(
  s: Services,
  streams: Streams,
  stream: Stream,
  from: number | null | undefined,
  request: RequestContext,
): Promise<void> {
  // What ended between the first answer and the stream's being there to be ended is seen here.
  if ((await authenticate(s, request)) === null) stream.response.end();
  else await streams.resume(stream, from);
}
