import { pipeline, Readable } from 'node:stream';
import type { fileApi } from '@parvis/sdk/contract';
import { peekHourly } from '../access/hourly-limit.ts';
import { holderOf } from '../access/ticket.ts';
import type { Handlers } from '../http/handlers.ts';
import { hasReply } from '../http/idempotency.ts';
import { notFound, Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { DamagedError, verified } from './digest.ts';
import { fileViewAlone, orProblem, readFile, removeFile, upload, type FileRow } from './files.rules.ts';
import { attachment } from './name.ts';
import { contentKey, thumbnailKey } from '../storage/storage.ts';

export const fileRoutes = (s: Services): Handlers<typeof fileApi> => ({
  'POST /files': async ({ viewer, query, request }) => {
    // What was answered before is answered again, whatever is left.
    if (!(await hasReply(s, viewer, request.header('idempotency-key')))) await peekHourly(s.throttle, viewer, 'upload');
    return await upload(s, viewer, query.name, request.stream);
  },

  'GET /files/:fileId': async ({ viewer, params }) =>
    await fileViewAlone(s, viewer, await readFile(s, viewer, params.fileId)),

  'GET /files/:fileId/content': async ({ params, query, request }) => {
    const viewer = await holderOf(s, query.ticket, `file:${params.fileId}`);
    const row = await readFile(s, viewer, params.fileId);
    const small = query.size === 'thumbnail';
    if (small && row.thumbnail !== 'ready') throw notFound();

    const etag = `"${row.id}${small ? '-thumbnail' : ''}"`;
    const headers = { etag, ...safely };
    if (request.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const type = small ? 'image/webp' : row.mediaType;
    const described = {
      ...headers,
      'content-type': type,
      'content-disposition': attachment(row.name, type),
      ...(!small && { 'content-length': String(row.size) }),
    };
    // Last of all: what is opened here is closed by whoever reads the answer, or leaves it.
    const stream = small ? (await orProblem(s.storage.read(thumbnailKey(row)))).stream : await content(s, row);
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { headers: described });
  },

  'DELETE /files/:fileId': ({ viewer, params }) => removeFile(s, viewer, params.fileId),
});

/**
 * The bytes that the row speaks of. Raises 410 `file-damaged` when the storage holds others; ends early when that shows
 * later.
 */
async function content(s: Services, row: FileRow): Promise<Readable> {
  const { stream, size } = await orProblem(s.storage.read(contentKey(row)));
  const damaged = (error: Error) => s.log.error({ file: row.id, err: error }, 'a file is damaged');
  if (size !== row.size) {
    stream.destroy();
    damaged(new DamagedError());
    throw new Problem('file-damaged');
  }
  return pipeline(stream, verified(row), (error) => {
    if (error instanceof DamagedError) damaged(error);
  });
}

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
