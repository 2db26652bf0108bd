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
export const tokenize = (text: string): string[] => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])];

/** As much of a folded text as lists sort by: what follows would neither fit an index nor a cursor. */
const sortedBytes = 160;

/** What a list sorts a name by. */
export const sortKey = (text: string): string => {
  const folded = fold(text)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (folded.length * 3 <= sortedBytes) return folded;
  const cut = new TextDecoder().decode(new TextEncoder().encode(folded).subarray(0, sortedBytes));
  // A letter cut in the middle decodes to U+FFFD.
  return cut.replace(/\uFFFD+$/u, '');
};
