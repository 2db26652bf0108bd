/**
 * Search by words: each word of the question must be the start of a word of what is found. The words lie folded in tables
 * of their own, written in the transaction that changes what they describe.
 */
import { and, count, eq, gte, inArray, like, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { prepared, type Reader, type Schema, type Store } from '../store/store.ts';
import { segmentations } from './search.segmentation.ts';
import type { SearchedKind } from './search.kind.ts';
import type { SearchQuery } from './search.query.ts';
import { divider, isCommon } from './search.index.ts';

/** Above this many finds, a list is walked in its order until a page is full; below, the finds are put in order. */
const few = 4_000;

export interface Search {
  /** In the name of the prepared query. */
  shape: string;
  /** Everything found, to be joined first, by `isFound`. Null: too many, the list is walked instead. */
  from: ((db: Reader, t: Schema, ph: Placeholders) => Found) | null;
  isFound(found: Found, t: Schema, ph: Placeholders): SQL;
  /** True for a row of which every word is the start of one of its words. */
  where(db: Reader, t: Schema, ph: Placeholders): SQL | undefined;
  values: Record<string, string>;
}
type Placeholders = (name: string) => Placeholder;
type Found = ReturnType<typeof numbersFound> | ReturnType<typeof idsFound>;

export interface SearchOptions {
  mayGather: boolean;
  /** Not by the names that a part of the portal hides from whoever asks. */
  hides?: boolean;
}

/**
 * How a list is searched for these words. `mayGather`: the list could be as long as the company's; then the rarest word is
 * looked for first and, if it is rare, all it is in are gathered. A short list (one customer's) is walked in any case.
 */
export const searchFor = async (
  store: Store,
  companyId: string,
  kind: SearchedKind,
  asked: string[],
  { mayGather, hides = false }: SearchOptions,
): Promise<Search> => {
  const counts = mayGather ? await Promise.all(asked.map((word) => countOf(store, companyId, kind, word))) : [];
  const rarest = Math.min(...counts);
  const gathers = rarest <= few;
  const ordered = gathers ? rareFirst(asked, counts) : asked;
  const probes = padded(ordered);
  return {
    shape: `${gathers ? 'g' : 'w'}${probes.length}`,
    from: gathers ? (db, t, ph) => (kind.key === 'id' ? idsFound : numbersFound)(db, t, ph) : null,
    isFound: (found, t, ph) => isFound(found, kind, t, ph),
    where: (db, t, ph) => sql`(${hasAll(db, t, ph, kind, probes.length)}) = 1`,
    values: {
      words: companyId,
      letter: kind.letter,
      ...range(ordered[0]!),
      ...Object.fromEntries(probes.map((word, n) => [`like${n}`, `% ${word}%${hides ? ` ${divider}%` : ''}`])),
    },
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
const range = (word: string) => ({ from: word, to: `${word}\u{10FFFF}` });

/** What has a word that starts as the rarest one asked for. */
const startingSo = ({ searchWords }: Schema, ph: Placeholders): SQL =>
  and(
    eq(searchWords.companyId, ph('words')),
    eq(searchWords.kind, ph('letter')),
    gte(searchWords.word, ph('from')),
    lt(searchWords.word, ph('to')),
  )!;

const numbersFound = (db: Reader, t: Schema, ph: Placeholders) =>
  db.selectDistinct({ key: t.searchWords.number }).from(t.searchWords).where(startingSo(t, ph)).as('found');

const idsFound = (db: Reader, t: Schema, ph: Placeholders) => {
  const numbers = db.select({ number: t.searchWords.number }).from(t.searchWords).where(startingSo(t, ph));
  return db
    .select({ key: t.searched.id })
    .from(t.searched)
    .where(
      and(
        eq(t.searched.companyId, ph('words')),
        eq(t.searched.kind, ph('letter')),
        inArray(t.searched.number, numbers),
      ),
    )
    .as('found');
};

const keyOf = (kind: SearchedKind, t: Schema) => (kind.key === 'id' ? kind.rows(t).id : kind.rows(t).number);

const isFound = (found: Found, kind: SearchedKind, t: Schema, ph: Placeholders): SQL =>
  and(eq(kind.rows(t).companyId, ph('words')), eq(keyOf(kind, t), found.key))!;

// As a value and not `exists`: PostgreSQL would make a join of it, and begin with whatever holds these words anywhere.
const hasAll = (db: Reader, t: Schema, ph: Placeholders, kind: SearchedKind, probes: number) =>
  db
    .select({ found: sql`1` })
    .from(t.searched)
    .where(
      and(
        eq(t.searched.companyId, ph('words')),
        eq(t.searched.kind, ph('letter')),
        eq(t.searched[kind.key], keyOf(kind, t)),
        // Words are letters and digits alone, so that none is read as a pattern.
        ...Array.from({ length: probes }, (_, n) => like(t.searched.words, ph(`like${n}`))),
      ),
    );

/** How many have a word that starts so; more than a few is not counted any further. */
const countOf = async ({ read, t }: Store, companyId: string, kind: SearchedKind, word: string): Promise<number> => {
  if (isCommon(word)) return Infinity;
  const query = prepared(read, 'search.count', (ph) =>
    read.select({ found: count() }).from(
      read
        .select({ found: sql`1`.as('found') })
        .from(t.searchWords)
        .where(startingSo(t, ph))
        .limit(few + 1)
        .as('some'),
    ),
  );
  const [row] = await query({ words: companyId, letter: kind.letter, ...range(word) });
  return row!.found;
};

/** What the first reading of a question finds that finds something; where none does, one with its words cut. */
export async function firstFound<Row>(
  store: Store,
  companyId: string,
  kind: SearchedKind,
  query: SearchQuery,
  find: (asked: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const found = await firstOf(query.readings, find);
  return found.length > 0 || query.readings.length === 0 ? found : cutFound(store, companyId, kind, query, find);
}

/** What is found where the words of a question are cut. */
export const cutFound = async <Row>(
  store: Store,
  companyId: string,
  kind: SearchedKind,
  { typed }: SearchQuery,
  find: (asked: string[]) => Promise<Row[]>,
): Promise<Row[]> => firstOf(await segmentations(store, companyId, kind, typed), find);

async function firstOf<Row>(readings: string[][], find: (asked: string[]) => Promise<Row[]>): Promise<Row[]> {
  for (const asked of readings) {
    const found = await find(asked);
    if (found.length > 0) return found;
  }
  return [];
}
