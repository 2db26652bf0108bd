/** What drawing weighs, each picture in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess } from '../store/process.testing.ts';
import { drawn, loadSharp } from './pictures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-memory-'));
  await loadSharp();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#936' }, limitInputPixels: false });

test.each<[string, number, () => Sharp]>([
  ['a panorama', 6_250, () => plain(12_500, 8_000).jpeg()],
  ['a photograph that is turned', 6_500, () => plain(6_000, 6_500).withMetadata({ orientation: 6 }).jpeg()],
  ['a progressive JPEG', 7_000, () => plain(7_000, 5_000).jpeg({ progressive: true })],
  [
    'a progressive JPEG in full colour',
    5_000,
    () => plain(5_000, 4_100).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  ],
  ['an interlaced PNG', 7_000, () => plain(7_000, 5_600).png({ progressive: true, compressionLevel: 1 })],
  ['a WebP', 4_000, () => plain(4_000, 3_000).webp({ effort: 0 })],
  ['a WebP that is shrunk', 4_000, () => plain(8_000, 5_600).webp({ effort: 0 })],
])('a server of 300 MB draws %s that is as heavy as it may be', { timeout: 60_000 }, async (name, kept, make) => {
  const path = join(folder, name);
  await make().toFile(path);
  const child = startProcess(`
    import { copyFileSync, existsSync, readFileSync } from 'node:fs';
    import { takeIn } from './../files/intake.ts';
    const path = ${JSON.stringify(path)};
    // On a busy machine the first ten seconds may not do; what is taken in is gone from its place.
    const draw = async () => {
      copyFileSync(path, path + ' sent');
      return await takeIn({ path: path + ' sent', size: 0, sha256: '' }, 'company').catch((problem) => {
        if (problem.code === 'picture-too-slow') return draw();
        throw problem;
      });
    };
    const { width } = await draw();
    console.log(width);
    // Linux counts into maxRSS what the process weighed that started this one.
    const ofLinux = '/proc/self/status';
    const kilobytes = existsSync(ofLinux)
      ? Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync(ofLinux, 'utf8'))[1])
      : process.resourceUsage().maxRSS;
    console.log(kilobytes / 1024);`);
  await child.ended;
  const [width, weight] = child.lines.map(Number);
  expect(width).toBe(kept);
  expect(weight).toBeLessThan(300);
});

test.each<[string, () => Sharp, number, number]>([
  ['a progressive JPEG of 79 million pixels', () => plain(40, 40).jpeg({ progressive: true }), 10_000, 7_900],
  [
    'a progressive JPEG of 41 in full colour',
    () => plain(40, 40).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
    8_000,
    5_200,
  ],
])('%s is too heavy, which its header says', async (_, make, width, height) => {
  const picture = await make().toBuffer();
  // The marker of a progressive frame, its length, the depth of a sample, the size (ITU-T T.81, B.2.2).
  const frame = picture.indexOf('ffc2', 'hex');
  picture.writeUInt16BE(height, frame + 5);
  picture.writeUInt16BE(width, frame + 7);
  await expect(drawn('company', picture, () => Promise.resolve())).rejects.toMatchObject({ code: 'too-many-pixels' });
});
