/** The search index: what things can be found by, written in the transaction that changes them. */
import { and, eq, sql } from 'drizzle-orm';
import { tokenize } from '../fold.ts';
import { one, prepared, run, type Tx, type Work } from '../store/store.ts';
import { joinedNames } from './search.names.ts';
import { phoneWords } from './search.phones.ts';
import type { KindBy, IndexedRow } from './search.kind.ts';
import { numbersOf } from './search.numbers.ts';

/** Longer words are found by their beginning; an index of PostgreSQL takes no more than 2,700 bytes. */
export const longest = 40;
export const shortened = (word: string): string =>
  // Not in the middle of a pair of surrogates: half of one cannot be stored.
  word.length <= longest ? word : word.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

/**
 * In every second description, and a third of all words: not worth looking up. Who asks for one, or for its beginning, finds
 * a page of it soon by going through the list.
 */
const common =
  'a au aux avec c ce d dans de des du elle en est et il j je l la le les n ne par pas plus pour que qui s se sous sur un une y'.split(
    ' ',
  );
const leftOut = new Set(common);

/** Whether looking a word up would miss what has nothing but a common word that starts so. */
export const isCommon = (word: string): boolean => common.some((left) => left.startsWith(word));

/** How many rows one statement writes. There is one for each number up to here, prepared once. */
const atOnce = 32;

/** Between what everybody finds a thing by and its hideable words, in the text of all of them: no word holds it. */
export const divider = '/';

/** Indexes rows by what they can be found by; `replace`, in place of what was there: nothing, of what is removed. */
export function* indexForSearch<Key extends 'number' | 'id'>(
  tx: Tx,
  companyId: string,
  { letter, key }: KindBy<Key>,
  searched: readonly IndexedRow<Key>[],
  mode: 'add' | 'replace' = 'add',
): Work<void> {
  const subject = { companyId, kind: letter };
  const keys: (number | string)[] = searched.map((each) => each.key);
  const numbers = key === 'id' ? yield* numbersOf(tx, subject, keys as string[]) : null;
  const texts: Found[] = [];
  const come: Found[] = [];
  for (const [n, { texts: given, names, hideable = [], phones }] of searched.entries()) {
    const number = numbers?.get(keys[n] as string) ?? (keys[n] as number);
    const dialled = phones.flatMap((phone) => (phone ? phoneWords(phone) : []));
    const open = new Set([...tokenize(given.join(' ')), ...namesFound(names), ...dialled].map(shortened));
    const hidden = namesFound(hideable).map(shortened);
    const found = [...new Set([...open, ...hidden])];
    const before = mode === 'replace' ? yield* wordsOf(tx, subject, number) : [];
    texts.push({ number, text: ` ${[...open, divider, ...found.slice(open.size)].join(' ')}` });
    for (const word of lookedUp(found, before)) come.push({ number, text: word });
    for (const word of lookedUp(before, found)) yield* removeWord(tx, { ...subject, number, word });
  }
  yield* write(tx, writeTexts, subject, texts);
  yield* write(tx, writeWords, subject, come);
}

const namesFound = (names: readonly (string | null)[]): string[] => {
  const given = names.filter((name) => name !== null);
  return [...tokenize(given.join(' ')), ...given.flatMap(joinedNames)];
};

/** Words that can be looked up, less those that are there or stay there. */
const lookedUp = (found: string[], others: string[]): string[] => {
  const known = new Set(others);
  return found.filter((word) => !leftOut.has(word) && !known.has(word));
};

type Values = Record<string, string | number>;
type Subject = { companyId: string; kind: string };
interface Found {
  number: number;
  /** All its words, or one. */
  text: string;
}

/** The placeholders of each row of a statement. */
const numbered = Array.from({ length: atOnce }, (_, n) => ({ number: `number${n}`, text: `text${n}` }));

/** In statements of so many rows. */
function* write(tx: Tx, statement: typeof writeTexts | typeof writeWords, subject: Subject, rows: Found[]): Work<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    const values: Values = { ...subject };
    for (const [n, { number, text }] of some.entries()) {
      const names = numbered[n]!;
      values[names.number] = number;
      values[names.text] = text;
    }
    yield* run(statement(tx, some.length)(values));
  }
}

const writeTexts = (tx: Tx, count: number) =>
  prepared(tx, `search.texts:${count}`, (ph) => {
    const { searched } = tx.t;
    return tx
      .insert(searched)
      .values(
        numbered.slice(0, count).map(({ number, text }) => ({
          companyId: ph('companyId'),
          kind: ph('kind'),
          number: ph(number),
          words: ph(text),
        })),
      )
      .onConflictDoUpdate({
        target: [searched.companyId, searched.kind, searched.number],
        set: { words: sql`excluded.words` },
      });
  });

const writeWords = (tx: Tx, count: number) =>
  prepared(tx, `search.words:${count}`, (ph) =>
    tx
      .insert(tx.t.searchWords)
      .values(
        numbered.slice(0, count).map(({ number, text }) => ({
          companyId: ph('companyId'),
          kind: ph('kind'),
          word: ph(text),
          number: ph(number),
        })),
      )
      // On PostgreSQL two changes of one thing may both bring a word.
      .onConflictDoNothing(),
  );

function* wordsOf(tx: Tx, { companyId, kind }: Subject, number: number): Work<string[]> {
  const { searched } = tx.t;
  const found = yield* one(
    prepared(tx, 'search.wordsOf', (ph) =>
      tx
        .select({ words: searched.words })
        .from(searched)
        .where(
          and(
            eq(searched.companyId, ph('companyId')),
            eq(searched.kind, ph('kind')),
            eq(searched.number, ph('number')),
          ),
        ),
    )({ companyId, kind, number }),
  );
  return found?.words.match(/\S+/g)?.filter((word) => word !== divider) ?? [];
}

function* removeWord(tx: Tx, values: Values): Work<void> {
  const { searchWords } = tx.t;
  yield* run(
    prepared(tx, 'search.removeWord', (ph) =>
      tx
        .delete(searchWords)
        .where(
          and(
            eq(searchWords.companyId, ph('companyId')),
            eq(searchWords.kind, ph('kind')),
            eq(searchWords.word, ph('word')),
            eq(searchWords.number, ph('number')),
          ),
        ),
    )(values),
  );
}
