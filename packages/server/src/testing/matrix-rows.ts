/** What each feature brings to the matrix and its neighbours (`<feature>/<feature>.matrix.testing.ts`), put together. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { MatrixRows } from '../feature.testing.ts';

const folder = join(import.meta.dirname, '..');
const files = globSync('*/*.matrix.testing.ts', { cwd: folder }).toSorted();
const all = await Promise.all(
  files.map(async (file) => ((await import(join(folder, file))) as { matrix: MatrixRows }).matrix),
);
const merged = <Part>(parts: (Part | undefined)[]): Part => Object.assign({}, ...parts) as Part;

export const matrixRows = {
  bodies: merged(all.map(({ bodies }) => bodies)),
  made: merged(all.map(({ made }) => made)),
  changes: merged(all.map(({ changes }) => changes)),
  references: all.flatMap(({ references = [] }) => references),
  told: merged(all.map(({ told }) => told)),
};
