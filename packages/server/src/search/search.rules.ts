/**
 * Search by words: each word of the question must be the start of a word of what is found. The words lie folded in a
 * table of their own, written in the transaction that changes what they describe.
 */
import { and, count, eq, gte, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { words } from '../fold.ts';
import { prepared, run, type Reader, type Schema, type Store, type Tx, type Work } from '../store/store.ts';

export type SearchedType = Schema['searchWords']['$inferSelect']['subjectType'];

/** Longer words are found by their beginning; an index of PostgreSQL takes no more than 2,700 bytes. */
const longest = 40;
const shortened = (word: string): string =>
  // Not in the middle of a pair of surrogates: half of one cannot be stored.
  word.length <= longest ? word : word.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

/** Of one row, for `rememberWords`. */
export interface Searched {
  id: string;
  /** All that it can be found by. */
  texts: readonly (string | number | null)[];
}

/** How many words one statement writes. There is one for each number up to here, prepared once. */
const wordsAtOnce = 32;

/** Writes down what rows can be found by; `anew`, in place of what was there. */
export function* rememberWords(
  tx: Tx,
  companyId: string,
  subjectType: SearchedType,
  searched: Searched[],
  anew?: 'anew',
): Work<void> {
  const { searchWords } = tx.t;
  for (const { id, texts } of searched) {
    if (anew)
      yield* run(
        prepared(tx, 'search.forget', (ph) => tx.delete(searchWords).where(eq(searchWords.subjectId, ph('id'))))({
          id,
        }),
      );
    const found = [...new Set(words(texts.join(' ')).map(shortened))];
    for (let from = 0; from < found.length; from += wordsAtOnce) {
      const some = found.slice(from, from + wordsAtOnce);
      yield* run(writeWords(tx, some.length)({ companyId, subjectType, id, ...Object.fromEntries(some.entries()) }));
    }
  }
}

const writeWords = (tx: Tx, count: number) =>
  prepared(tx, `search.remember:${count}`, (ph) =>
    tx.insert(tx.t.searchWords).values(
      Array.from({ length: count }, (_, n) => ({
        companyId: ph('companyId'),
        subjectType: ph('subjectType'),
        word: ph(String(n)),
        subjectId: ph('id'),
      })),
    ),
  );

/** The words of a question. Null: nothing was asked. Empty: what was asked holds no word, so nothing can be found. */
export const wordsAsked = (q: string | undefined): string[] | null =>
  q === undefined || q.trim() === '' ? null : words(q).map(shortened);

/** Above this many finds, a list is walked in its order until a page is full; below, the finds are put in order. */
const few = 4_000;

export interface Search {
  /** In the name of the prepared query. */
  shape: string;
  /** Everything found, as ids: to be joined first. Null: too many, the list is walked instead. */
  from: ((db: Reader, t: Schema, ph: Placeholders) => ReturnType<typeof subjects>) | null;
  /** True for a row of which every word is the start of one of its words. */
  where(db: Reader, t: Schema, ph: Placeholders, id: SQLiteColumn): SQL | undefined;
  values: Record<string, string>;
}
type Placeholders = (name: string) => Placeholder;

/**
 * How a list is searched for these words. `mayGather`: the list could be as long as the company's; then the rarest word is
 * looked for first and, if it is rare, all it is in are gathered. A short list (one customer's) is walked in any case.
 */
export const searchFor = async (
  store: Store,
  companyId: string,
  subjectType: SearchedType,
  asked: string[],
  mayGather: boolean,
): Promise<Search> => {
  const counts = mayGather ? await Promise.all(asked.map((word) => countOf(store, companyId, subjectType, word))) : [];
  const rarest = Math.min(...counts);
  const gathers = rarest <= few;
  const ordered = gathers ? rareFirst(asked, counts) : asked;
  const probes = padded(ordered);
  return {
    shape: `${gathers ? 'g' : 'w'}${probes.length}`,
    from: gathers ? (db, t, ph) => subjects(db, t, subjectType, ph) : null,
    where: (db, t, ph, id) => and(...probes.map((_, n) => sql`(${startOf(db, t, ph, id, n)}) = 1`)),
    values: Object.assign({ words: companyId }, ...probes.map((word, n) => range(word, n))) as Record<string, string>,
  };
};

const rareFirst = (asked: string[], counts: number[]): string[] =>
  asked.toSorted((a, b) => counts[asked.indexOf(a)]! - counts[asked.indexOf(b)]!);

/** Asked as 1, 2, 4, 8 … words, the last one repeated: few different queries, each prepared once. */
const padded = (asked: string[]): string[] => {
  const size = 2 ** Math.ceil(Math.log2(asked.length));
  return [...asked, ...Array.from({ length: size - asked.length }, () => asked.at(-1)!)];
};

// No word holds U+10FFFF, and both databases compare by code point.
const range = (word: string, n: number) => ({ [`from${n}`]: word, [`to${n}`]: `${word}\u{10FFFF}` });

const startsWith = (t: Schema, ph: Placeholders, n: number): SQL =>
  and(gte(t.searchWords.word, ph(`from${n}`)), lt(t.searchWords.word, ph(`to${n}`)))!;

/** Subjects with a word that starts as the rarest one asked for. */
const subjects = (db: Reader, t: Schema, subjectType: SearchedType, ph: Placeholders) =>
  db
    .selectDistinct({ id: t.searchWords.subjectId })
    .from(t.searchWords)
    .where(
      and(eq(t.searchWords.companyId, ph('words')), eq(t.searchWords.subjectType, subjectType), startsWith(t, ph, 0)),
    )
    .as('found');

// By the subject alone: with the company in the condition, SQLite would go through all of the company's words for each row.
// As a value and not `exists`: PostgreSQL would make a join of each word, and think about their order for seconds.
const startOf = (db: Reader, t: Schema, ph: Placeholders, id: SQLiteColumn, n: number) =>
  db
    .select({ found: sql`1` })
    .from(t.searchWords)
    .where(and(eq(t.searchWords.subjectId, id), startsWith(t, ph, n)))
    .limit(1);

const countOf = async (
  { read, t }: Store,
  companyId: string,
  subjectType: SearchedType,
  word: string,
): Promise<number> => {
  const query = prepared(read, `search.count:${subjectType}`, (ph) =>
    read.select({ found: count() }).from(
      read
        .select({ found: sql`1`.as('found') })
        .from(t.searchWords)
        .where(
          and(
            eq(t.searchWords.companyId, ph('words')),
            eq(t.searchWords.subjectType, subjectType),
            startsWith(t, ph, 0),
          ),
        )
        .limit(few + 1)
        .as('some'),
    ),
  );
  const [row] = await query({ words: companyId, ...range(word, 0) });
  return row!.found;
};
