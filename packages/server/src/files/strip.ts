/**
 * What stands in a picture's file beside the picture is left out before anything else reads it: texts, previews, further
 * frames. A decoder unpacks them all to find the size, whatever they come to: 2 MB of compressed text are gigabytes. Of each
 * container the parts are kept that decide what is seen; nothing is unpacked here, and whether it is whole the decoder says.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { File } from '@parvis/sdk/contract';
import { Problem } from '../problem.ts';
import { diskError } from '../storage/storage-disk.ts';

export type Picture = Exclude<File['mediaType'], 'application/pdf'>;
type Output = AsyncGenerator<Buffer, void, undefined>;

/** 25 MB of PNG in the parts of eight kilobytes that are usual are three thousand. */
const mostParts = 20_000;

/**
 * Each is decoded over the whole picture: programs write some ten. Nine hundred of 35 megapixels are a file of 250 kB, and
 * take longer than all that a picture may; a hundred take 1.8 s.
 */
const mostScans = 100;

const kilobyte = 1024;
const anySize = Infinity;
/** The bytes that all parts of one type may have together: which way is up is in EXIF, which camera it was, too. */
const ofExif = 64 * kilobyte;
/** Of a colour profile, which is measured in hundreds of bytes on telephones; of one for printing, half of that. */
const ofProfile = 1024 * kilobyte;
/** It is compressed there, by at most a thousand. */
const ofPackedProfile = 16 * kilobyte;

/**
 * Rewrites the file at `path`. Raises 422 `broken-file` for one in more parts than any program writes, `picture-too-slow`
 * for a JPEG of more scans, and what the disk refuses.
 */
export async function strip(path: string, mediaType: Picture): Promise<void> {
  const stripped = `${path}.stripped`;
  const stripper = (chunks: AsyncIterable<Buffer>) => strippers[mediaType](new Bytes(chunks));
  try {
    await pipeline(createReadStream(path), stripper, createWriteStream(stripped));
    await rename(stripped, path);
  } catch (error) {
    await rm(stripped, { force: true });
    throw error instanceof Error && 'syscall' in error ? diskError(error) : error;
  }
}

const strippers = { 'image/jpeg': stripJpeg, 'image/png': stripPng, 'image/webp': stripWebp } satisfies Record<
  Picture,
  (bytes: Bytes) => Output
>;

/** Signature, then chunks of length, type, data and checksum (PNG, third edition, 5). */
async function* stripPng(bytes: Bytes): Output {
  const fits = allowance({
    IHDR: anySize,
    PLTE: anySize,
    tRNS: anySize,
    IDAT: anySize,
    IEND: anySize,
    iCCP: ofPackedProfile,
    eXIf: ofExif,
  });
  yield await bytes.take(8);
  for (let parts = 0; ; parts++) {
    assertFew(parts);
    const head = await bytes.take(8);
    if (head.length < 8) return yield head;
    const type = head.toString('latin1', 4);
    const size = head.readUInt32BE(0) + 4;
    if (fits(type, size)) {
      yield head;
      yield* bytes.copy(size);
    } else await bytes.skip(size);
    if (type === 'IEND') return;
  }
}

/** Segments, of which each begins with a marker, up to the first scan (ITU-T T.81, B.1.1); from there on samples. */
async function* stripJpeg(bytes: Bytes): Output {
  const fits = allowance({ JFIF: kilobyte, Adobe: kilobyte, Exif: ofExif, ICC_PROFILE: ofProfile });
  for (let parts = 0; ; parts++) {
    assertFew(parts);
    await bytes.skipTo(0xff);
    const head = await bytes.peek(4);
    if (head.length < 2) return;
    const marker = head[1]!;
    if (marker === 0xff) await bytes.skip(1);
    else if (marker === 0) await bytes.skip(2);
    else if (marker === startOfScan) return yield* scansOf(bytes);
    else if (isAlone(marker)) yield await bytes.take(2);
    else {
      if (head.length < 4) return;
      const segment = await bytes.take(2 + head.readUInt16BE(2));
      const name = segment.toString('latin1', 4, 24).split('\0')[0]!;
      if (!isBeside(marker) || fits(name, segment.length)) yield segment;
    }
  }
}

/** All scans, and what follows the picture. Raises 422 `picture-too-slow` for more than `mostScans`. */
async function* scansOf(bytes: Bytes): Output {
  let scans = 0;
  let isWhole = false;
  // A marker may be divided between two parts. Among samples, a byte of that value is followed by a zero.
  let last: Buffer = Buffer.alloc(0);
  for await (const part of bytes.copy(anySize)) {
    const read = Buffer.concat([last, part]);
    for (let at = read.indexOf(0xff); at >= 0 && !isWhole; at = read.indexOf(0xff, at + 1)) {
      if (read[at + 1] === startOfScan) scans++;
      if (read[at + 1] === endOfImage) isWhole = true;
    }
    if (scans > mostScans) throw new Problem('picture-too-slow');
    last = part.subarray(part.length - 1);
    yield part;
  }
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** TEM, RST, SOI and EOI: what follows is the next marker. */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
/** APPn and COM. */
const isBeside = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

/**
 * `RIFF`, the size of all, `WEBP`, then chunks of type, size and data (RFC 9649, 2). What is left out stays in its place
 * under a name that no decoder looks at: the size of all stands before it is known.
 */
async function* stripWebp(bytes: Bytes): Output {
  const fits = allowance({
    VP8X: anySize,
    'VP8 ': anySize,
    VP8L: anySize,
    ALPH: anySize,
    ANIM: anySize,
    ANMF: anySize,
    ICCP: ofProfile,
    EXIF: ofExif,
  });
  yield await bytes.take(12);
  for (let parts = 0; ; parts++) {
    assertFew(parts);
    const head = await bytes.take(8);
    if (head.length < 8) return yield head;
    const size = head.readUInt32LE(4);
    yield fits(head.toString('latin1', 0, 4), size) ? head : Buffer.concat([Buffer.from('JUNK'), head.subarray(4)]);
    yield* bytes.copy(size + (size % 2));
  }
}

function assertFew(parts: number): void {
  if (parts >= mostParts) throw new Problem('broken-file');
}

/** Whether a part of this type is kept: those that are named, in all so many bytes of each. */
function allowance(bytes: Record<string, number>) {
  const left = new Map(Object.entries(bytes));
  return (type: string, size: number): boolean => {
    const rest = (left.get(type) ?? -1) - size;
    if (rest < 0) return false;
    left.set(type, rest);
    return true;
  };
}

/** A stream, read by the byte. At its end all of it give what is left. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes, which stay. */
  async peek(size: number): Promise<Buffer> {
    while (this.#held.length < size) {
      const next = await this.#next();
      if (!next) break;
      this.#held = Buffer.concat([this.#held, next]);
    }
    return this.#held.subarray(0, size);
  }

  async take(size: number): Promise<Buffer> {
    const taken = await this.peek(size);
    this.#held = this.#held.subarray(taken.length);
    return taken;
  }

  /** The same for any size, as it comes. */
  async *copy(size: number): Output {
    for (let left = size; left > 0;) {
      const held = this.#held.length > 0 ? this.#held : await this.#next();
      if (!held) return;
      const part = held.subarray(0, left);
      this.#held = held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async skip(size: number): Promise<void> {
    const skipped = this.copy(size);
    while (!(await skipped.next()).done);
  }

  async skipTo(byte: number): Promise<void> {
    for (let at = this.#held.indexOf(byte); ; at = this.#held.indexOf(byte)) {
      if (at >= 0) return void (this.#held = this.#held.subarray(at));
      const next = await this.#next();
      this.#held = next ?? Buffer.alloc(0);
      if (!next) return;
    }
  }

  async #next(): Promise<Buffer | null> {
    const { value, done } = await this.#chunks.next();
    return done ? null : value;
  }
}
