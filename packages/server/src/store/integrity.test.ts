import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../open-store.ts';

describe.runIf(process.env['PARVIS_TEST_ENGINE'] !== 'postgres')('a database file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parvis-damage-'));
    file = join(folder, 'parvis.db');
    await begin();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const begin = async () => {
    const store = openStore(`file:${file}`);
    await store.migrate();
    await store.close();
  };

  test.each([
    ['emptied', 'is empty', () => truncateSync(file)],
    ['cut off', 'is cut off', () => truncateSync(file, statSync(file).size - 4096)],
    ['cut off within its first page', 'is cut off', () => truncateSync(file, 50)],
    ['taken away', 'is gone', () => rmSync(file)],
  ])('that was %s is no new installation', async (_, sentence, damage) => {
    damage();
    await expect(begin()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(sentence) as string,
    });
    rmSync(`${file}.mark`);
    rmSync(file, { force: true });
    await begin();
  });

  test('that is empty beside a log of what was written to it is none either, mark or not', async () => {
    rmSync(`${file}.mark`);
    truncateSync(file);
    writeFileSync(`${file}-wal`, 'written');
    await expect(begin()).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('that is whole is opened, wherever it was copied, and one that was never written is begun', async () => {
    await begin();
    copyFileSync(file, join(folder, 'copy.db'));
    file = join(folder, 'copy.db');
    await begin();
    file = join(folder, 'new.db');
    writeFileSync(file, '');
    await begin();
  });
});
