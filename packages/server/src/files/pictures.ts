/**
 * Everything that is done with pictures, uploads and thumbnails alike: how large they may be, in whose turn and with how
 * much memory they are drawn.
 */
import type { Metadata, Sharp } from 'sharp';
import { Problem } from '../problem.ts';
import { fairQueue } from './queue.ts';

/** What is larger, or too heavy as a whole, is drawn at half its size, up to `mostPixels`: a telephone's panorama has sixty million. */
const maxPixels = 40_000_000;
const mostPixels = 100_000_000;
/** A side of forty million takes half a minute, in a file of some kilobytes. */
const longestSide = 20_000;

const megabyte = 1 << 20;
/** More than that for one picture would be too much for a server of 300 MB, of which 100 are its own before it draws. */
const heaviest = 150 * megabyte;
const inTurn = fairQueue();

/** Seconds; of a telephone's photograph it takes one. */
const longestWork = 10;

export async function loadSharp() {
  // 9 MB that a server needs once somebody sends a picture.
  const { default: sharp } = await import('sharp');
  // Pictures are seen once; libvips would keep 50 MB of them.
  sharp.cache(false);
  // Each further thread has buffers of its own.
  sharp.concurrency(1);
  return sharp;
}

/**
 * Draws a picture, a path or its bytes, when it is the company's turn. Raises 422 `too-many-pixels`; what sharp raises
 * otherwise, `timeout` when it takes too long.
 */
export async function drawn<Out>(
  companyId: string,
  source: string | Buffer,
  draw: (picture: Sharp, header: Metadata) => Promise<Out>,
  failOn: 'error' | 'warning' = 'error',
): Promise<Out> {
  const sharp = await loadSharp();
  return await inTurn(companyId, async () => {
    // The header alone: nothing is decoded before the size is known. In turn all the same: reading it takes a thread, too.
    const header = await sharp(source, { failOn, limitInputPixels: false }).metadata();
    if (isTooLarge(header)) throw new Problem('too-many-pixels');
    const picture = sharp(source, { failOn, limitInputPixels: mostPixels });
    return await draw(picture.timeout({ seconds: longestWork }).autoOrient(), header);
  });
}

const isTooLarge = (header: Metadata): boolean =>
  Math.max(header.width, header.height) > longestSide ||
  header.width * header.height > mostPixels ||
  weightOf(header, isLarge(header)) > heaviest;

/** Of what `drawn` raises: it took too long. */
export const isTimeout = (error: unknown): boolean => error instanceof Error && /timeout/i.test(error.message);

/** Of what `drawn` raises: there was no room for what was drawn, which libvips says in words alone. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && /no space|write error/i.test(error.message);

export const isLarge = (header: Metadata): boolean =>
  header.width * header.height > maxPixels || weightOf(header, false) > heaviest;

/**
 * Bytes that drawing takes at its highest, measured as `maxRSS` and held by a test. What is read from top to bottom takes
 * a thousand lines; whole pictures are held of what is turned, of progressive JPEG (two bytes of each sample), of
 * interlaced PNG, and of WebP, which its encoder holds three times over and its decoder shrinks while it reads.
 */
function weightOf(header: Metadata, isHalved: boolean): number {
  const { width, height, format, isProgressive, chromaSubsampling, orientation = 1, channels, depth } = header;
  const pixels = width * height;
  const sample = depth === 'ushort' ? 2 : 1;
  const samples = pixels * channels * sample;
  const lines = 1024 * width * channels * sample;
  const turned = orientation > 4 ? (isHalved ? samples / 4 : samples) : 0;
  const whole =
    format === 'webp'
      ? pixels * (isHalved ? 2.5 : 10.4)
      : !isProgressive
        ? 0
        : format === 'jpeg'
          ? pixels * (chromaSubsampling === '4:2:0' ? 3.2 : 2 * channels)
          : samples;
  return 16 * megabyte + lines + turned + whole;
}
