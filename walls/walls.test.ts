import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { known, knownWrites } from './known.ts';
import { drawing, rooms } from './rooms.ts';
import { brokenIn, sentence } from './walls.ts';
import { foreignWrites } from './writes.ts';

const root = join(import.meta.dirname, '..');
const server = join(root, 'packages/server/src');
const folders = ['packages/sdk/src', 'packages/server/src', 'packages/widgets/src', 'stories', 'examples'];

describe('the house', () => {
  test('imports by the rules, but for what is known', async () => {
    const broken = await brokenIn(root, folders);
    const arrowOf = ({ from, to }: (typeof broken)[number]) => `${from} -> ${to}`;
    expect(broken.filter((each) => !known.includes(arrowOf(each))).map(sentence)).toEqual([]);
    // What is known and no longer so is taken off the list.
    expect(known.filter((arrow) => !broken.some((each) => arrowOf(each) === arrow))).toEqual([]);
    expect(broken.filter(({ cycle }) => cycle.length > 2).map(sentence)).toEqual([]);
  });

  test('has a place for each room of the server, and no room that is not there', () => {
    const there = readdirSync(server, { withFileTypes: true })
      .filter(({ name }) => !/(\.test|testing)\.ts$|^testing$/.test(name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    expect(rooms.toSorted()).toEqual(there.toSorted());
  });

  test('is drawn as it stands', async () => {
    const path = join(root, 'docs/architecture.md');
    const drawn = readFileSync(path, 'utf8').replace(/(?<=<!-- rooms -->\s*```\n)[^`]*(?=```)/, () => `${drawing}\n`);
    expect(drawn).toContain(drawing);
    // Drawn anew by `npx vitest run --project walls -u`.
    await expect(drawn).toMatchFileSnapshot(path);
  });

  test('writes no table of another feature', () => {
    const paths = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const sources = new Map(paths.map((path) => [path, readFileSync(join(server, path), 'utf8')]));
    expect(foreignWrites(sources).toSorted()).toEqual(knownWrites.toSorted());
  });
});

describe('a rule that is broken', () => {
  const brokenWhere = async (files: Record<string, string>): Promise<string[]> => {
    const folder = mkdtempSync(join(tmpdir(), 'parvis-walls-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return (await brokenIn(folder, ['.'])).map(sentence);
  };
  const one = (path: string) => ({ [path]: 'export const one = 1;\n' });

  test.each([
    ['contract', 'packages/sdk/src/contract/a.ts', 'packages/sdk/src/b.ts'],
    ['sdk', 'packages/sdk/src/a.ts', 'packages/widgets/src/b.ts'],
    ['types-of-the-contract', 'packages/widgets/src/a.ts', 'packages/sdk/src/contract/b.ts'],
    ['widgets', 'packages/widgets/src/a.ts', 'packages/server/src/link/b.ts'],
    ['server', 'packages/server/src/link/a.ts', 'packages/widgets/src/b.ts'],
    ['public-entries', 'stories/a.ts', 'packages/widgets/src/shared/b.ts'],
    ['public-entries', 'examples/react/a.ts', 'packages/sdk/src/request.ts'],
    ['tests', 'packages/server/src/link/a.ts', 'packages/server/src/link/b.testing.ts'],
    ['tests', 'packages/widgets/src/a.ts', 'packages/widgets/src/testing/b.ts'],
    ['above store/', 'packages/server/src/store/a.ts', 'packages/server/src/link/b.ts'],
    ['above journal/', 'packages/server/src/journal/a.ts', 'packages/server/src/http/b.ts'],
    ['above customer/', 'packages/server/src/customer/a.ts', 'packages/server/src/intervention/b.ts'],
    ['above access/', 'packages/server/src/access/a.testing.ts', 'packages/server/src/link/b.ts'],
    ['tests-above', 'packages/server/src/files/a.testing.ts', 'packages/server/src/testing/b.ts'],
    ['above ids.ts', 'packages/server/src/ids.ts', 'packages/server/src/cli.ts'],
  ])('%s: %s imports %s', async (rule, from, to) => {
    const path = '../'.repeat(from.split('/').length - 1) + to;
    const broken = await brokenWhere({ ...one(to), [from]: `export { one } from '${path}';\n` });
    expect(broken).toEqual([expect.stringMatching(`^${from} -> ${to}: .+ \\[${rule}\\]$`)]);
  });

  test('a type counts, and so does what is loaded later', async () => {
    const [store, link] = ['packages/server/src/store/a.ts', 'packages/server/src/link/b.ts'];
    const typed = { [store]: `import type { One } from '../link/b.ts';\nexport type Two = One;\n` };
    expect(await brokenWhere({ [link]: 'export type One = 1;\n', ...typed })).toHaveLength(1);
    const later = { [store]: `export const two = () => import('../link/b.ts');\n` };
    expect(await brokenWhere({ ...one(link), ...later })).toHaveLength(1);
  });

  test('a circle', async () => {
    const file = (next: string) => `import type { T } from './${next}.ts';\nexport type U = T;\n`;
    const at = 'packages/server/src/link';
    const broken = await brokenWhere({
      [`${at}/a.ts`]: file('b'),
      [`${at}/b.ts`]: file('c'),
      [`${at}/c.ts`]: file('a'),
    });
    expect(broken).toEqual([expect.stringContaining('[circle]')]);
  });

  test('a write to a table of another feature, under whatever name', () => {
    const tables =
      "export const linkTables = (k) => {\n  const links = k.tenantTable('links', {});\n  return { links };\n};\n";
    const written = (text: string) =>
      foreignWrites(
        new Map([
          ['link/link.tables.ts', tables],
          ['site/site.rules.ts', text],
        ]),
      );
    expect(written('tx.insert(tx.t.links).values({})')).toEqual([
      "site/site.rules.ts: insert of `links`, which is link's",
    ]);
    expect(written('const { links: l } = tx.t;\ntx\n  .update(l)')).toHaveLength(1);
    expect(written('const { links } = s.store.t;\ntx.delete(links)')).toHaveLength(1);
    expect(written('const { links } = tx.t;\ntx.select().from(links)')).toEqual([]);
    expect(written('tx.insert(tx.t[name]).values({})')).toHaveLength(1);
  });
});
