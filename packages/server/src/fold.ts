/** How names are compared, sorted and searched: without case, without accents. */

const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };

/** Lower case, accents stripped, ligatures spelt out: `Éléonore Œuvrard` is `eleonore oeuvrard`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    // Marks that are not seen (of direction, of width nothing) come along with what is pasted.
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .toLowerCase()
    // Lower case can make new marks: İ becomes i and a dot.
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøđł]/g, (letter) => ligatures[letter]!);

/** The distinct folded words of letters and digits, in order. */
export const tokenize = (text: string): string[] => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])];

/** As much of a folded text as lists sort by: what follows would neither fit an index nor a cursor. */
const sortedBytes = 160;

/**
 * Digits as many as a number has are told before them, without zeros in front: so the texts stand in the order of the
 * numbers on any database, and the index keeps it. `2` is `12`, `10` is `210`; from nine digits on `91…`, from seventeen `991…`.
 */
const counted = (digits: string): string => {
  const number = digits.replace(/^0+(?=.)/, '');
  const more = number.length - 1;
  return `${'9'.repeat(Math.floor(more / 8))}${(more % 8) + 1}${number}`;
};

/** What a list sorts a name by, numbers in it as numbers: « Bâtiment 2 » before « Bâtiment 10 ». */
export const sortKey = (text: string): string => {
  const folded = fold(text)
    .replace(/\d+/g, counted)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (folded.length * 3 <= sortedBytes) return folded;
  const cut = new TextDecoder().decode(new TextEncoder().encode(folded).subarray(0, sortedBytes));
  // A letter cut in the middle decodes to U+FFFD.
  return cut.replace(/\uFFFD+$/u, '');
};
