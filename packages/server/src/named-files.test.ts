/** Docs and comments name what is there: no page is left behind by a file that moved, nor by a command that goes by another name. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const pages = files.filter((file) => /^(docs\/.*|[A-Z_]+)\.md$/.test(file));
const sources = files.filter((file) => /^(packages|scripts|bench|e2e|stories)\/.*\.(ts|mjs)$/.test(file));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** A file by its name or its path, from wherever it is told; of many by what their names end with. */
const isThere = (named: string) =>
  files.some((file) => file === named || file.endsWith(named.startsWith('.') ? named : `/${named}`));
/** In the page of whoever reads it. */
const readersOwn = ['parvis.d.ts'];

/** What is named in `text` and is nowhere. */
const missingIn = (file: string, text: string) =>
  [...text.matchAll(/(?<![\w*<>{}@$./-])((?:\.\.?\/)*)([\w./-]+\.(?:ts|mjs|md))\b/g)]
    .map(([, , named]) => named!)
    .filter((named) => !isThere(named) && !readersOwn.includes(named))
    .map((named) => `${file}: ${named}`);

test('every file that docs name is there', () => {
  const inCode = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!).join('\n');
  expect(pages.flatMap((page) => missingIn(page, inCode(textOf(page))))).toEqual([]);
});

test('every page that a page links to is there', () => {
  const missing = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .filter(([, link]) => !existsSync(join(root, normalize(join(dirname(page), link!)))))
      .map(([, link]) => `${page}: ${link}`),
  );
  expect(missing).toEqual([]);
});

test('every file that a comment names is there', () => {
  const commentsOf = (text: string) => (text.match(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm) ?? []).join('\n');
  expect(sources.flatMap((source) => missingIn(source, commentsOf(textOf(source))))).toEqual([]);
});

test('every command that docs name is one', () => {
  const scriptsOf = (folder: string) =>
    Object.keys((JSON.parse(textOf(join(folder, 'package.json'))) as { scripts?: object }).scripts ?? {});
  const known = ['', 'packages/server', 'packages/sdk', 'packages/widgets'].flatMap(scriptsOf);
  const named = pages.flatMap((page) => [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!));
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
