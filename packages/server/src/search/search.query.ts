/** What somebody means who types into a search. */
import { fold } from '../fold.ts';
import { joinedNames } from './search.names.ts';
import { phoneIn } from './search.phones.ts';
import { shortened } from './search.index.ts';

/** What people say before a number: « n° 5419 », « Intervention n° 5419 », « client 1012 ». */
const spoken = new Set(
  'n no nr nos num numero numeros number numbers intervention interventions visit visits client clients customer customers'.split(
    ' ',
  ),
);

export interface SearchQuery {
  /** Its words, as they were typed. */
  typed: string[];
  /** What may be meant by it, each as words; the first that finds something counts. None: nothing can be found. */
  readings: string[][];
}

/**
 * What is asked; null for nothing. First as it is typed; where nothing is found so, with its names run together. Who may
 * read telephone numbers (`phones`) is also answered by them, and by them first where it can be nothing else.
 */
export function parseSearchQuery(q: string | undefined, { phones }: { phones: boolean }): SearchQuery | null {
  if (q === undefined || q.trim() === '') return null;
  const typed = wordsIn(q);
  if (typed.length === 0) return { typed, readings: [] };
  const phone = phones ? phoneIn(q) : null;
  const rest = phone ? wordsIn(phone.rest) : [];
  const byPhone = phone ? [phone.beginning, phone.ending].map((digits) => [digits, ...rest]) : [];
  const byWords = [typed, ...runTogether(q, typed)];
  const code = codeOf(typed);
  return { typed, readings: phone?.isSure ? [...byPhone, ...byWords, ...code] : [...byWords, ...byPhone, ...code] };
}

/** A serial number as it may be written elsewhere: `SN 1234 AB` for `SN1234AB`. */
const codeOf = (typed: string[]): string[][] =>
  typed.length > 1 && typed.some((word) => /\d/.test(word)) ? [[shortened(typed.join(''))]] : [];

function runTogether(q: string, typed: string[]): string[][] {
  const joined = joinedNames(q);
  if (joined.length === 0) return [];
  // « Le Goff Lyon »: of « le » and « goff » the first begins `legoff`, and the others are in it.
  const whole = joined.filter((name, n) => !joined.some((other, m) => m < n && other.endsWith(name)));
  const others = typed.filter((word) => !whole.some((name) => name.includes(word)));
  return [[...whole.map(shortened), ...others]];
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
