/**
 * Names that somebody ran together and nobody wrote so: `habitatdesmonts`, `eleonorelevasseur`. Cut where the index knows
 * the first piece as a word: no row of it is there for that, and it is looked for only where nothing else was found.
 */
import { and, desc, eq, inArray } from 'drizzle-orm';
import { prepared, type Store } from '../store/store.ts';
import type { SearchedKind } from './search.kind.ts';
import { longest } from './search.index.ts';

/** What two letters begin is in everything; and the `s` of a plural is no name. */
const shortest = 3;
/** Words of a question that are cut, ways to cut one, pieces of a way. */
const most = { words: 4, ways: 3, pieces: 3 };

/** Queries with one of their words segmented. */
export async function segmentations(
  store: Store,
  companyId: string,
  kind: SearchedKind,
  asked: readonly string[],
): Promise<string[][]> {
  const known = (word: string) => beginningsOf(store, companyId, kind, word);
  const questions: string[][] = [];
  for (const word of asked.slice(0, most.words)) {
    const others = asked.filter((other) => other !== word);
    for (const pieces of await waysToCut(word, most.pieces, known)) questions.push([...pieces, ...others]);
  }
  return questions;
}

async function waysToCut(
  word: string,
  pieces: number,
  known: (word: string) => Promise<string[]>,
): Promise<string[][]> {
  if (word.length < 2 * shortest || !/^\p{L}+$/u.test(word)) return [];
  const ways = (await known(word)).map((first) => [first, word.slice(first.length)] as const);
  const further = pieces === 2 ? [] : await Promise.all(ways.map(([, rest]) => waysToCut(rest, pieces - 1, known)));
  return [...ways, ...further.flatMap((cuts, n) => cuts.map((rest) => [ways[n]![0], ...rest]))].map((way) => [...way]);
}

/** The words of the company that a word begins with, the longest first. */
async function beginningsOf(
  { read, t }: Store,
  companyId: string,
  kind: SearchedKind,
  word: string,
): Promise<string[]> {
  const lengths = Array.from({ length: longest - 2 * shortest + 1 }, (_, n) => n + shortest);
  const query = prepared(read, 'search.beginnings', (ph) =>
    read
      .selectDistinct({ word: t.searchWords.word })
      .from(t.searchWords)
      .where(
        and(
          eq(t.searchWords.companyId, ph('companyId')),
          eq(t.searchWords.kind, ph('kind')),
          inArray(
            t.searchWords.word,
            lengths.map((length) => ph(`to${length}`)),
          ),
        ),
      )
      // Each begins the next: in their order they are in that of their length.
      .orderBy(desc(t.searchWords.word))
      .limit(most.ways),
  );
  const values = lengths.map((length) => [`to${length}`, word.slice(0, Math.min(length, word.length - shortest))]);
  const found = await query({ companyId, kind: kind.letter, ...Object.fromEntries(values) });
  return found.map((row) => row.word);
}
