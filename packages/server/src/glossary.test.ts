/** The glossary (`docs/glossary.md`) and the code use the same words. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** The words of the first column of each table. */
const words = [...read('docs/glossary.md').matchAll(/^\| (.+?) *\|/gm)]
  .map(([, cell]) => cell!)
  .filter((cell) => cell.trim() !== 'code' && !/^[ -]+$/.test(cell))
  .flatMap((cell) => [...cell.matchAll(/`(.+?)`/g)].map(([, word]) => word!));

test('every word that the glossary gives for the code is one of the code', () => {
  const sources = globSync('packages/{sdk,server}/src/**/*.ts', {
    cwd: root,
    exclude: ['**/testing/**', '**/*.test.ts'],
  });
  const code = sources.map((file) => read(file).replace(/\/\*.*?\*\/|\/\/ .*$/gms, '')).join('\n');
  const known = new Set(code.match(/\w+/g));
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word) => !known.has(word))).toEqual([]);
});
