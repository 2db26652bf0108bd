import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  jpegSegment,
  jpegWith,
  packedText,
  pngChunk,
  pngTypes,
  smallPng,
  webpChunk,
  webpWith,
} from './containers.testing.ts';
import { photo } from '../testing/files.ts';
import { strip } from './strip.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-strip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const formats = ['jpeg', 'png', 'webp'] as const;
type Format = (typeof formats)[number];

async function stripped(format: Format, content: Buffer): Promise<Buffer> {
  const path = join(folder, 'picture');
  await writeFile(path, content);
  await strip(path, `image/${format}`);
  return await readFile(path);
}
const pixels = (content: Buffer) => sharp(content).autoOrient().raw().toBuffer();
/** The same picture with a word beside it, so many times. */
const beside: Record<Format, (picture: Buffer, times: number) => Buffer> = {
  jpeg: (picture, times) =>
    jpegWith(picture, ...Array<Buffer>(times).fill(jpegSegment(0xe1, 'http://ns.adobe.com/xap/'))),
  png: (_, times) => smallPng(...Array<Buffer>(times).fill(pngChunk('tEXt', Buffer.from('a\0b')))),
  webp: (picture, times) => webpWith(picture, ...Array<Buffer>(times).fill(webpChunk('XMP ', Buffer.from('a word')))),
};

describe('of a progressive JPEG', () => {
  /** Over the whole picture, once more: marker, length, one component with its tables, the band, the bit. */
  const scan = Buffer.from('ffda0008010100013f00', 'hex');
  const withScans = async (times: number, after = Buffer.alloc(0)) => {
    const picture = await sharp(await photo())
      .jpeg({ progressive: true })
      .toBuffer();
    const end = Buffer.from('ffd9', 'hex');
    return Buffer.concat([picture.subarray(0, -2), ...Array<Buffer>(times).fill(scan), end, after]);
  };

  test('so many scans are taken as a program may write, and no more: each goes over all of it', async () => {
    const some = await withScans(80);
    expect((await stripped('jpeg', some)).equals(some)).toBe(true);
    await expect(stripped('jpeg', await withScans(120))).rejects.toMatchObject({ code: 'picture-too-slow' });
    // Divided where a part ends that is read at once.
    const divided = Buffer.alloc(120 * 65_536);
    const picture = await withScans(0);
    picture.copy(divided, 0, 0, picture.length - 2);
    for (let end = 65_536; end < divided.length; end += 65_536) scan.copy(divided, end - 1);
    await expect(stripped('jpeg', divided)).rejects.toMatchObject({ code: 'picture-too-slow' });
  });

  test('a film after it, as telephones put one there, is none of its scans', async () => {
    const film = await withScans(3, Buffer.concat(Array<Buffer>(500).fill(scan)));
    expect((await stripped('jpeg', film)).equals(film)).toBe(true);
  });
});

describe.each(formats)('of a %s', (format) => {
  test('the picture stays as it is, upright', async () => {
    const before = await photo(format, 6);
    const after = await stripped(format, before);
    expect(await sharp(after).metadata()).toMatchObject({ format, width: 120, height: 80, orientation: 6 });
    expect((await pixels(after)).equals(await pixels(before))).toBe(true);
  });

  test('the colour profile stays', async () => {
    const before = await sharp(await photo(format))
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer();
    const { icc } = await sharp(before).metadata();
    const kept = await sharp(await stripped(format, before)).metadata();
    expect(kept.icc?.equals(icc!)).toBe(true);
  });

  test('words beside the picture go', async () => {
    const before = beside[format](await photo(format), 3);
    const after = await stripped(format, before);
    expect(after.includes(format === 'png' ? 'tEXt' : format === 'webp' ? 'XMP ' : 'ns.adobe.com')).toBe(false);
    expect((await pixels(after)).equals(await pixels(before))).toBe(true);
  });

  test('more parts than any program writes are refused', async () => {
    await expect(stripped(format, beside[format](await photo(format), 20_001))).rejects.toMatchObject({
      status: 422,
      code: 'broken-file',
    });
  });

  test('one that was cut off is left as it is: the decoder judges', async () => {
    const whole = await photo(format);
    const half = whole.subarray(0, whole.length >> 1);
    expect((await stripped(format, half)).length).toBeLessThanOrEqual(half.length);
    expect(await stripped(format, whole.subarray(0, 14))).toHaveLength(14);
  });
});

test('of a PNG compressed texts, further frames and what is behind its end go; of a profile and EXIF one of usual size stays', async () => {
  const many = smallPng(
    packedText(1),
    pngChunk('iTXt', Buffer.from('Comment\0\x01\0\0\0')),
    pngChunk('iCCP', Buffer.alloc(17 << 10)),
    pngChunk('eXIf', Buffer.alloc(65 << 10)),
    pngChunk('iCCP', Buffer.alloc(1 << 10)),
    pngChunk('acTL', Buffer.alloc(8)),
  );
  const after = await stripped('png', Buffer.concat([many, Buffer.from('<script>')]));
  expect(pngTypes(after)).toEqual(['IHDR', 'iCCP', 'IDAT', 'IEND']);
});

test('of a JPEG EXIF stays as much as one segment holds, and a profile up to a megabyte', async () => {
  const exif = jpegSegment(0xe1, `Exif\0\0${'e'.repeat(40_000)}`);
  const profile = jpegSegment(0xe2, `ICC_PROFILE\0\x01\x14${'p'.repeat(65_000)}`);
  const after = await stripped('jpeg', jpegWith(await photo(), exif, exif, ...Array<Buffer>(20).fill(profile)));
  const count = (name: string) => after.toString('latin1').split(name).length - 1;
  expect([count('Exif\0\0e'), count('ICC_PROFILE\0\x01\x14p')]).toEqual([1, 16]);
});

test('what fills the space between the segments of a JPEG is passed over', async () => {
  const before = await photo();
  const filled = jpegWith(before, Buffer.from([0, 0, 0xff, 0xff]));
  expect((await pixels(await stripped('jpeg', filled))).equals(await pixels(before))).toBe(true);
});
