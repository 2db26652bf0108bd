/**
 * How bytes come in: streamed to a temporary place with the limits enforced on the way, their kind found from the content
 * alone, images drawn anew (upright, without position or anything else that a camera writes beside the picture).
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { fileTypeFromFile } from 'file-type';
import type { Metadata, Sharp } from 'sharp';
import type { File } from '@parvis/sdk/contract';
import { Problem } from '../problem.ts';
import { digestOfFile, type Digest } from './digest.ts';
import { isPdf, isWholePdf } from './pdf.ts';
import { drawn, isFull, isLarge, isTimeout } from './pictures.ts';
import { StorageError } from '../storage/storage.ts';
import { diskError } from '../storage/storage-disk.ts';
import { strip, type Picture } from './strip.ts';

export const maxBytes = 25 * 1024 * 1024;

/** What was found and made of a file that came in. */
export interface Taken extends Digest {
  path: string;
  mediaType: File['mediaType'];
  width: number | null;
  height: number | null;
}

/** Where files stay between the network and their storage. */
export const incomingFolder = (data: string): string => join(data, 'incoming');

/** A file as it came in, to be examined. */
export interface Incoming extends Digest {
  path: string;
}

/** Receives one file. Nothing stays behind when it is refused; otherwise it is the caller's to take in or remove. */
export async function receive(stream: ReadableStream<Uint8Array>, data: string): Promise<Incoming> {
  const folder = incomingFolder(data);
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  try {
    return { path, ...(await write(stream, path)) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Examines and prepares what was received. Nothing stays behind when it is refused. */
export async function takeIn({ path, size }: Incoming, companyId: string): Promise<Taken> {
  try {
    const mediaType = await kindOf(path);
    if (mediaType === 'application/pdf') {
      if (!(await isWholePdf(path, size))) throw brokenFile();
      return { path, mediaType, ...(await digestOfFile(path)), width: null, height: null };
    }
    await strip(path, mediaType);
    return await redraw(path, mediaType, companyId);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** What a killed process left behind. */
export async function sweepIncoming(data: string, olderThan: number): Promise<void> {
  const folder = incomingFolder(data);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < olderThan) await rm(path, { force: true });
  }
}

async function write(stream: ReadableStream<Uint8Array>, path: string): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > maxBytes ? new Problem('file-too-large') : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(stream as NodeStream), count, createWriteStream(path));
    return { size, sha256: hash.digest('hex') };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof Error && 'syscall' in error) throw diskError(error);
    // The sender went away; nobody reads this answer.
    throw new Problem('interrupted');
  }
}

async function kindOf(path: string): Promise<File['mediaType']> {
  const found = (await fileTypeFromFile(path))?.mime;
  switch (found) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
    case 'application/pdf':
      return found;
    case 'image/heic':
    case 'image/heif':
    case 'image/heic-sequence':
    case 'image/heif-sequence':
      throw new Problem('heic-not-supported');
    case undefined:
      if (await isPdf(path)) return 'application/pdf';
      throw new Problem('unsupported-file');
    default:
      throw new Problem('unsupported-file');
  }
}

const formats = {
  'image/jpeg': (image: Sharp) =>
    // Tables made for the picture at hand would save a twentieth of its bytes, and hold all of it in memory.
    image.jpeg({ quality: 85, optimiseCoding: false }),
  'image/png': (image: Sharp) => image.png(),
  'image/webp': (image: Sharp) => image.webp({ quality: 85 }),
} satisfies Record<Picture, (image: Sharp) => Sharp>;

async function redraw(path: string, mediaType: Picture, companyId: string): Promise<Taken> {
  const redrawn = `${path}.redrawn`;
  const draw = (failOn: 'error' | 'warning') =>
    drawn(
      companyId,
      path,
      async (picture, header) => {
        // Two libraries looked at the content: what they disagree on is made to deceive one of them.
        if (`image/${header.format}` !== mediaType) throw brokenFile();
        return await formats[mediaType](isLarge(header) ? halved(picture, header) : picture).toFile(redrawn);
      },
      failOn,
    );
  try {
    const { width, height } = await draw('error').catch(async (error: unknown) => {
      if (mediaType !== 'image/jpeg' || error instanceof Problem || isFull(error) || isTimeout(error)) throw error;
      // Some cameras leave the mark of the end out. Where that is all, nothing is amiss with it; where more is missing, it is.
      await appendFile(path, endOfJpeg);
      return await draw('warning');
    });
    return { path: redrawn, mediaType, ...(await digestOfFile(redrawn)), width, height };
  } catch (error) {
    await rm(redrawn, { force: true });
    if (error instanceof Problem) throw error;
    if (isTimeout(error)) throw new Problem('picture-too-slow');
    throw isFull(error) ? new StorageError('full', error) : brokenFile();
  } finally {
    await rm(path, { force: true });
  }
}

const endOfJpeg = Buffer.from([0xff, 0xd9]);

/** By half, which a JPEG is while it is read: the whole of it is never in memory. */
function halved(picture: Sharp, { width, height }: Metadata): Sharp {
  const side = Math.floor(Math.max(width, height) / 2);
  return picture.resize(side, side, { fit: 'inside' });
}

const brokenFile = () => new Problem('broken-file');
