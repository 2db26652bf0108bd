/** Logos: drawn anew from an uploaded picture, in a size for pages, and served at addresses of their own to everybody. */
import { buffer } from 'node:stream/consumers';
import { and, eq } from 'drizzle-orm';
import { logoSize, type Body, type Logo, type companyApi } from '@parvis/sdk/contract';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { orProblem, readFile, type FileRow } from '../files/files.rules.ts';
import { drawn, isTimeout } from '../files/pictures.ts';
import { newId } from '../ids.ts';
import type { CallRequest } from '../http/handlers.ts';
import { notFound, Problem, refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { contentKey } from '../storage/storage.ts';
import { isRow, prepared, run, type Schema, type Tx, type Work } from '../store/store.ts';
import type { LogoRef, LogoRefs } from './company.tables.ts';

type Wanted = Body<(typeof companyApi)['PATCH /company']>['logo'];
type Scheme = keyof LogoRefs;
const schemes: readonly Scheme[] = ['light', 'dark'];

/** A picture that is to be a logo. */
export interface DrawnLogo {
  width: number;
  height: number;
  /** WebP. */
  content: Buffer;
}
/** What is to be of each: null is taken away, what is absent stays. */
export type DrawnLogos = Partial<Record<Scheme, DrawnLogo | null>>;

export const noLogo: LogoRefs = { light: null, dark: null };

export const logoView = (companyId: string, logo: LogoRef | null): Logo | null =>
  logo && { url: `/v1/companies/${companyId}/logos/${logo.id}`, width: logo.width, height: logo.height };

/** Raises 422 `unknown-reference` for what is no upload of the viewer's own that waits, 415 `unsupported-file` for a PDF. */
export async function drawLogos(s: Services, viewer: Viewer, wanted: Wanted = {}): Promise<DrawnLogos> {
  const logos: DrawnLogos = {};
  for (const scheme of schemes) {
    const fileId = wanted[scheme];
    if (fileId === undefined) continue;
    logos[scheme] = fileId === null ? null : await drawUpload(s, viewer, fileId, `logo.${scheme}`);
  }
  return logos;
}

async function drawUpload(s: Services, viewer: Viewer, fileId: string, field: string): Promise<DrawnLogo> {
  const file = await readFile(s, viewer, fileId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return null;
    throw error;
  });
  // What customers sent is not for everybody to see.
  if (!file || file.owner !== principalOf(viewer) || file.claimedAt !== null) throw refused(field, 'unknown-reference');
  if (file.mediaType === 'application/pdf') throw new Problem('unsupported-file');
  return await drawLogo(viewer.companyId, await bytesOf(s, file));
}

const bytesOf = ({ storage }: Services, file: FileRow): Promise<Buffer> =>
  orProblem(storage.read(contentKey(file)).then(({ stream }) => buffer(stream)));

/** A picture as a logo. Raises 422 `too-many-pixels`, `picture-too-slow`, `broken-file`. */
export async function drawLogo(companyId: string, bytes: Buffer): Promise<DrawnLogo> {
  try {
    return await drawn(companyId, bytes, async (picture) => {
      const { data, info } = await picture
        .resize({ ...logoSize, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 90 })
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, content: data };
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(isTimeout(error) ? 'picture-too-slow' : 'broken-file');
  }
}

/** Keeps what was drawn in place of what was there. Answers what the company has from now on. */
export function* putLogos(
  tx: Tx,
  { id: companyId, logo: before }: Pick<Schema['companies']['$inferSelect'], 'id' | 'logo'>,
  logos: DrawnLogos,
): Work<LogoRefs> {
  const after = { ...before };
  for (const scheme of schemes) {
    const drawn = logos[scheme];
    if (drawn === undefined) continue;
    const gone = before[scheme];
    if (gone) yield* run(tx.delete(tx.t.logos).where(isRow(tx.t.logos, companyId, gone.id)));
    after[scheme] = drawn && (yield* insertLogo(tx, companyId, drawn));
  }
  return after;
}

function* insertLogo(tx: Tx, companyId: string, { content, ...size }: DrawnLogo): Work<LogoRef> {
  const row = logoRow(companyId, content);
  yield* run(tx.insert(tx.t.logos).values(row));
  return { id: row.id, ...size };
}

export const logoRow = (companyId: string, content: Buffer): Schema['logos']['$inferInsert'] => ({
  companyId,
  id: newId(),
  content: content.toString('base64'),
});

/** The picture itself; 404 for one that is no longer, or never was. */
export async function serveLogo(
  { store: { read, t } }: Services,
  companyId: string,
  logoId: string,
  request: CallRequest,
): Promise<Response> {
  const etag = `"${logoId}"`;
  const headers = { ...kept, etag };
  const [row] = await prepared(read, 'company.logo', (ph) =>
    read
      .select({ content: t.logos.content })
      .from(t.logos)
      .where(and(eq(t.logos.companyId, ph('companyId')), eq(t.logos.id, ph('logoId')))),
  )({ companyId, logoId });
  if (!row) throw notFound();
  if (request.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const content = Buffer.from(row.content, 'base64');
  return new Response(content, {
    headers: { ...headers, 'content-type': 'image/webp', 'content-length': String(content.length) },
  });
}

/** Shown by any page, kept by every cache, and never a page of ours. */
const kept = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
};
