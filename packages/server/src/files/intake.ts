/**
 * How bytes come in: streamed to a temporary place with the limits enforced on the way, their kind found from the content
 * alone, images drawn anew (upright, without position or anything else that a camera writes beside the picture).
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import type { Sharp } from 'sharp';
import type { File } from '@parvis/sdk/contract';
import { Problem } from '../problem.ts';
import { digestOfFile, type Digest } from './digest.ts';
import { gate } from './gate.ts';
import { loadSharp } from './sharp.ts';
import { StorageError } from './storage.ts';
import { diskError } from './storage-disk.ts';

export const maxBytes = 25 * 1024 * 1024;
export const maxPixels = 40_000_000;

/** What was found and made of a file that came in. */
export interface Taken extends Digest {
  path: string;
  mediaType: File['mediaType'];
  width: number | null;
  height: number | null;
}

// A decoded photograph weighs a hundred megabytes: a few at a time, the others wait.
const inTurn = gate(2);

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
export async function takeIn({ path, size }: Incoming): Promise<Taken> {
  try {
    const mediaType = await kindOf(path);
    if (mediaType === 'application/pdf') {
      await checkPdf(path, size);
      return { path, mediaType, ...(await digestOfFile(path)), width: null, height: null };
    }
    return await inTurn(() => redraw(path, mediaType));
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
      done(size > maxBytes ? new Problem(413, 'file-too-large') : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(stream), count, createWriteStream(path));
    return { size, sha256: hash.digest('hex') };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof Error && 'syscall' in error) throw diskError(error);
    // The sender went away; nobody reads this answer.
    throw new Problem(400, 'interrupted');
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
      throw new Problem(415, 'heic-not-supported');
    case undefined:
    default:
      throw new Problem(415, 'unsupported-file');
  }
}

/** A PDF ends with its mark within the last 1024 bytes; one that was cut off on its way does not. */
async function checkPdf(path: string, size: number): Promise<void> {
  const end = Buffer.alloc(Math.min(size, 1024));
  const handle = await open(path);
  try {
    await handle.read(end, 0, end.length, size - end.length);
  } finally {
    await handle.close();
  }
  if (!end.includes('%%EOF')) throw brokenFile();
}

type Picture = Exclude<File['mediaType'], 'application/pdf'>;

const formats = {
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: 85 }),
  'image/png': (image: Sharp) => image.png(),
  'image/webp': (image: Sharp) => image.webp({ quality: 85 }),
} satisfies Record<Picture, (image: Sharp) => Sharp>;

async function redraw(path: string, mediaType: Picture): Promise<Taken> {
  const { format, width, height } = await headerOf(path);
  // Two libraries looked at the content: what they disagree on is made to deceive one of them.
  if (`image/${format}` !== mediaType) throw brokenFile();
  if (width * height > maxPixels) throw new Problem(422, 'too-many-pixels');
  const redrawn = `${path}.redrawn`;
  const sharp = await loadSharp();
  try {
    const upright = sharp(path, { failOn: 'error', limitInputPixels: maxPixels }).timeout({ seconds: 60 }).autoOrient();
    const made = await formats[mediaType](upright).toFile(redrawn);
    return { path: redrawn, mediaType, ...(await digestOfFile(redrawn)), width: made.width, height: made.height };
  } catch (error) {
    await rm(redrawn, { force: true });
    throw isFull(error) ? new StorageError('full', error) : brokenFile();
  } finally {
    await rm(path, { force: true });
  }
}

/** Reads the header alone: nothing is decoded before the size is known. */
async function headerOf(path: string): Promise<{ format: string; width: number; height: number }> {
  const sharp = await loadSharp();
  try {
    return await sharp(path, { failOn: 'error', limitInputPixels: false }).metadata();
  } catch {
    throw brokenFile();
  }
}

const brokenFile = () => new Problem(422, 'broken-file');

const isFull = (error: unknown) => error instanceof Error && /no space|write error/i.test(error.message);
