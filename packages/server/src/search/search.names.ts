/** Names as people run them together: « Le Goff » is looked for as `legoff`, « O’Brien » as `obrien`, « Jean-Pierre » as `jeanpierre`. */
import { fold } from '../fold.ts';

/** Longer words stand for themselves: nobody runs « Dupont Marie » together, and every join is a row of the index. */
const particle = 3;

/** Between the words of one name. */
const binds = /^(?:[\p{Pd}'’ʼ`´.·]|\s*[\p{Pd}'’]\s*)$/u;

/**
 * What words make together that are bound to each other, or are particles before the next: all of them, and the last two,
 * since a search finds beginnings. « De La Tour »: `delatour`, `latour`.
 */
export function joinedNames(name: string): string[] {
  // Before the name is folded: that takes some apostrophes for accents.
  const parts = [...name.matchAll(/([\p{L}\p{M}\p{N}]+)([^\p{L}\p{M}\p{N}]*)/gu)].map(([, word = '', after = '']) => ({
    word: fold(word),
    after,
  }));
  const joins = parts.map(({ word, after }, n) => {
    if (n === parts.length - 1 || !/^\p{L}+$/u.test(word)) return false;
    return binds.test(after) || (word.length <= particle && /^[\s.]+$/u.test(after));
  });
  return joins.flatMap((isJoined, n) => {
    const begins = isJoined && !joins[n - 1];
    const isLastPair = isJoined && !joins[n + 1];
    if (!begins && !isLastPair) return [];
    const end = joins.indexOf(false, n);
    const whole = parts.slice(n, end + 1);
    return [whole.map(({ word }) => word).join('')];
  });
}
