import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawn } from './pictures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dot = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: '#936' } });

test('a header is read when it is the company’s turn', async () => {
  const path = join(folder, 'later');
  let later: Promise<Buffer> | undefined;
  await drawn('a', await dot(9).png().toBuffer(), async () => {
    later = drawn('b', path, (picture) => picture.toBuffer());
    later.catch(() => {});
    // Time enough to find nothing there, for whoever looked at once.
    for (let n = 0; n < 20; n++) await dot(99).png().toBuffer();
    await dot(9).png().toFile(path);
  });
  await expect(later).resolves.toBeInstanceOf(Buffer);
});
