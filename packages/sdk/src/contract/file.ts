/** Files: uploaded first, claimed by what they belong to, swept after 24 hours otherwise. */
import * as z from 'zod';
import { filled, id, instant } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

export const file = z
  .object({
    id,
    name: z.string(),
    /** Found from the content, never from what the sender said. */
    mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
    /** Bytes, as stored. */
    size: z.number().int(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    createdAt: instant,
    /** Address of the content: signed, tied to the session, gone with it. Relative to the API's origin. */
    url: z.string(),
    /** Null while the thumbnail is being made, and for what has none. */
    thumbnailUrl: z.string().nullable(),
    can: z.array(z.enum(['delete'])),
  })
  .register(components, { id: 'File' });
export type File = z.infer<typeof file>;

export const fileApi = {
  'POST /files': {
    summary:
      'Uploads one file (JPEG, PNG, WebP, PDF; 25 MB; images of 100 megapixels, 20,000 pixels a side): the body is the file. Images are stored upright, without their position, above 40 megapixels at half their size. A customer or stakeholder sends 60 an hour by one link, 120 by all (429 `hourly-limit`); 50 may wait to be claimed (409 `too-many-files`).',
    problems: [
      'interrupted',
      'file-too-large',
      'unsupported-file',
      'heic-not-supported',
      'broken-file',
      'too-many-pixels',
      'picture-too-slow',
      'too-many-files',
      'hourly-limit',
      'storage-unavailable',
    ],
    upload: true,
    status: 201,
    query: z.object({ name: filled(200) }),
    reply: file,
  },
  'GET /files/:fileId': { summary: 'One file.', reply: file },
  'GET /files/:fileId/content': {
    summary: 'The file itself, as an attachment; the ticket in its address is checked like a session.',
    problems: ['ticket-ended', 'file-damaged', 'storage-unavailable'],
    open: true,
    download: true,
    query: z.object({ ticket: z.string().max(600), size: z.enum(['full', 'thumbnail']).default('full') }),
    reply: z.unknown(),
  },
  'DELETE /files/:fileId': {
    summary:
      'Takes away a file: one’s own while nothing holds it, or while the dossier that does is open; any for who may change what holds it.',
    problems: ['dossier-closed'],
    reply: null,
  },
} satisfies Record<Route, Endpoint>;
