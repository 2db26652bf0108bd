/** How names are compared, sorted and searched: without case, without accents. */

const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };

/** Lower case, accents stripped, ligatures spelt out: `Éléonore Œuvrard` is `eleonore oeuvrard`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // Lower case can make new marks: İ becomes i and a dot.
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøđł]/g, (letter) => ligatures[letter]!);

/** The distinct folded words of letters and digits, in order. */
export const words = (text: string): string[] => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
