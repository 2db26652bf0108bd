/** Every word in both languages: the files are found by their names, `….fr.ts` and `….en.ts`. */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

type Tree = Record<string, unknown>;

const here = fileURLToPath(new URL('.', import.meta.url));
const wordsOf = async (name: string, language: string) =>
  ((await import(/* @vite-ignore */ `${here}${name}.${language}.ts`)) as { words: Tree }).words;
const namesIn = (language: string) =>
  globSync(`**/*.${language}.ts`, { cwd: here })
    .map((file) => file.slice(0, -'.fr.ts'.length))
    .toSorted();

const missing = (source: Tree, other: Tree, path = ''): string[] =>
  Object.entries(source).flatMap(([key, value]) => {
    const twin = other[key];
    if (typeof twin !== typeof value || (twin === '' && value !== '')) return [path + key];
    return typeof value === 'object' ? missing(value as Tree, twin as Tree, `${path}${key}.`) : [];
  });

/** Every sentence, those that are made from numbers and names included. */
const sentences = (words: unknown): string[] => {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return sentences((words as (...values: unknown[]) => unknown)(3, 3, 3));
  return Object.values(words as Tree).flatMap(sentences);
};

describe('The words', () => {
  const names = namesIn('fr');

  test('are a file a language, wherever there are some', () => {
    expect(names.length).toBeGreaterThan(15);
    expect(namesIn('en')).toEqual(names);
  });

  test.each(names)('of %s are complete in both languages', async (name) => {
    const [french, english] = [await wordsOf(name, 'fr'), await wordsOf(name, 'en')];
    expect(missing(french, english)).toEqual([]);
    expect(missing(english, french)).toEqual([]);
  });

  test.each(names)(
    'of %s in French never leave a sign of punctuation alone at the start of a line, and have its own apostrophe',
    async (name) => {
      const all = sentences(await wordsOf(name, 'fr'));
      expect(all.filter((each) => /'|[ \p{L}][;?!»]| :|«(?!\u00a0)/u.test(each))).toEqual([]);
    },
  );
});
