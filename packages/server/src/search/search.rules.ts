/**
 * Search by words: each word of the question must be the start of a word of what is found. The words lie folded in tables
 * of their own, written in the transaction that changes what they describe.
 */
import { and, count, eq, gte, like, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { prepared, type Reader, type Schema, type Store } from '../store/store.ts';
import { cut } from './search.cuts.ts';
import type { Question } from './search.question.ts';
import { isCommon } from './search.words.ts';

export type SearchedType = Schema['searched']['$inferSelect']['subjectType'];

/** Above this many finds, a list is walked in its order until a page is full; below, the finds are put in order. */
const few = 4_000;

/** The table that is searched: its rows are numbered within each company. */
type Numbered = Schema['customers' | 'interventions'];

export interface Search {
  /** In the name of the prepared query. */
  shape: string;
  /** Everything found, as numbers: to be joined first, by `isFound`. Null: too many, the list is walked instead. */
  from: ((db: Reader, t: Schema, ph: Placeholders) => ReturnType<typeof subjects>) | null;
  /** True for a row of which every word is the start of one of its words. */
  where(db: Reader, t: Schema, ph: Placeholders, row: Numbered): SQL | undefined;
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
    where: (db, t, ph, row) => sql`(${hasAll(db, t, ph, subjectType, row, probes.length)}) = 1`,
    values: {
      words: companyId,
      ...range(ordered[0]!),
      ...Object.fromEntries(probes.map((word, n) => [`like${n}`, `% ${word}%`])),
    },
  };
};

/** To join a row with what was found. */
export const isFound = (found: ReturnType<typeof subjects>, row: Numbered, ph: Placeholders): SQL =>
  and(eq(row.companyId, ph('words')), eq(row.number, found.number))!;

const rareFirst = (asked: string[], counts: number[]): string[] =>
  asked.toSorted((a, b) => counts[asked.indexOf(a)]! - counts[asked.indexOf(b)]!);

/** Asked as 1, 2, 4, 8 … words, the last one repeated: few different queries, each prepared once. */
const padded = (asked: string[]): string[] => {
  const size = 2 ** Math.ceil(Math.log2(asked.length));
  return [...asked, ...Array.from({ length: size - asked.length }, () => asked.at(-1)!)];
};

// No word holds U+10FFFF, and both databases compare by code point.
const range = (word: string) => ({ from: word, to: `${word}\u{10FFFF}` });

/** What has a word that starts as the rarest one asked for. */
const startingSo = ({ searchWords }: Schema, subjectType: SearchedType, ph: Placeholders): SQL =>
  and(
    eq(searchWords.companyId, ph('words')),
    eq(searchWords.subjectType, subjectType),
    gte(searchWords.word, ph('from')),
    lt(searchWords.word, ph('to')),
  )!;

const subjects = (db: Reader, t: Schema, subjectType: SearchedType, ph: Placeholders) =>
  db
    .selectDistinct({ number: t.searchWords.number })
    .from(t.searchWords)
    .where(startingSo(t, subjectType, ph))
    .as('found');

// As a value and not `exists`: PostgreSQL would make a join of it, and begin with whatever holds these words anywhere.
const hasAll = (db: Reader, t: Schema, ph: Placeholders, type: SearchedType, row: Numbered, probes: number) =>
  db
    .select({ found: sql`1` })
    .from(t.searched)
    .where(
      and(
        eq(t.searched.companyId, ph('words')),
        eq(t.searched.subjectType, type),
        eq(t.searched.number, row.number),
        // Words are letters and digits alone, so that none is read as a pattern.
        ...Array.from({ length: probes }, (_, n) => like(t.searched.words, ph(`like${n}`))),
      ),
    );

/** How many have a word that starts so; more than a few is not counted any further. */
const countOf = async (
  { read, t }: Store,
  companyId: string,
  subjectType: SearchedType,
  word: string,
): Promise<number> => {
  if (isCommon(word)) return Infinity;
  const query = prepared(read, `search.count:${subjectType}`, (ph) =>
    read.select({ found: count() }).from(
      read
        .select({ found: sql`1`.as('found') })
        .from(t.searchWords)
        .where(startingSo(t, subjectType, ph))
        .limit(few + 1)
        .as('some'),
    ),
  );
  const [row] = await query({ words: companyId, ...range(word) });
  return row!.found;
};

/** What the first reading of a question finds that finds something; where none does, one with its words cut. */
export async function firstFound<Row>(
  store: Store,
  companyId: string,
  subjectType: SearchedType,
  { typed, readings }: Question,
  find: (asked: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  for (const asked of readings) {
    const found = await find(asked);
    if (found.length > 0) return found;
  }
  if (readings.length === 0) return [];
  for (const asked of await cut(store, companyId, subjectType, typed)) {
    const found = await find(asked);
    if (found.length > 0) return found;
  }
  return [];
}
