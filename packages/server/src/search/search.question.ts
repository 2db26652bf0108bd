/** What somebody means who types into a search. */
import { fold } from '../fold.ts';
import { joinedNames } from './search.names.ts';
import { shortened } from './search.words.ts';

/** What people say before a number: « n° 5419 », « Intervention n° 5419 », « client 1012 ». */
const spoken = new Set(
  'n no nr nos num numero numeros number numbers intervention interventions client clients customer customers'.split(
    ' ',
  ),
);

/**
 * The words of a question, as they are looked for; and, where nothing is found so, with its names run together. Null:
 * nothing was asked. Empty: what was asked holds no word, so nothing can be found.
 */
export function questionsOf(q: string | undefined): string[][] | null {
  if (q === undefined || q.trim() === '') return null;
  const asked = wordsIn(q);
  if (asked.length === 0) return [];
  const joined = joinedNames(q);
  if (joined.length === 0) return [asked];
  // « Le Goff Lyon »: of « le » and « goff » the first begins `legoff`, and the others are in it.
  const whole = joined.filter((name, n) => !joined.some((other, m) => m < n && other.endsWith(name)));
  const others = asked.filter((word) => !whole.some((name) => name.includes(word)));
  return [asked, [...whole.map(shortened), ...others]];
}

const wordsIn = (q: string): string[] => {
  const said = fold(q).match(/[\p{L}\p{N}]+/gu) ?? [];
  const meant = said.filter((word, n) => !introducesNumber(said, word, n));
  return [...new Set(meant.map((word) => shortened(word.replace(/^(?:n|no|nr)(?=\d+$)/, ''))))];
};

const introducesNumber = (said: readonly string[], word: string, n: number): boolean => {
  if (!spoken.has(word)) return false;
  const next = said.slice(n + 1).find((each) => !spoken.has(each));
  return next !== undefined && /^(?:n|no|nr)?\d+$/.test(next);
};
