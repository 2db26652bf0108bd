import { Readable } from 'node:stream';
import type { fileApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { notFound, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { fileViewAlone, orProblem, readFile, removeFile, upload } from './files.rules.ts';
import { attachment } from './name.ts';
import { contentKey, thumbnailKey } from './storage.ts';
import { openTicket } from './ticket.ts';

export const fileRoutes = (s: Services): Handlers<typeof fileApi> => ({
  'POST /files': (call) => upload(s, call.viewer, call.query.name, call.request.stream),

  'GET /files/:fileId': async ({ viewer, params }) =>
    await fileViewAlone(s, viewer, await readFile(s, viewer, params.fileId)),

  'GET /files/:fileId/content': async ({ params, query, request }) => {
    const ticket = openTicket(s.sealer, query.ticket);
    const viewer = ticket?.fileId === params.fileId ? await s.tokens.recall(ticket.holder) : null;
    if (!viewer) throw unauthorized('ticket-ended');
    const row = await readFile(s, viewer, params.fileId);
    const small = query.size === 'thumbnail';
    if (small && row.thumbnail !== 'ready') throw notFound();

    const etag = `"${row.id}${small ? '-thumbnail' : ''}"`;
    const headers = { etag, ...safely };
    if (request.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const stream = await orProblem(s.storage.read(small ? thumbnailKey(row) : contentKey(row)));
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        ...headers,
        'content-type': small ? 'image/webp' : row.mediaType,
        'content-disposition': attachment(row.name, small ? 'image/webp' : row.mediaType),
        ...(!small && { 'content-length': String(row.size) }),
      },
    });
  },

  'DELETE /files/:fileId': ({ viewer, params }) => removeFile(s, viewer, params.fileId),
});

/** What others sent is never a page of ours: saved, not opened; never run, framed or guessed at. */
const safely = {
  // Kept by the browser, but asked for again each time: an address dies with its session.
  'cache-control': 'private, no-cache',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Pages of the company show these as pictures; the ticket in the address is what guards them.
  'cross-origin-resource-policy': 'cross-origin',
};
