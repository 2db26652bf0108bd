/**
 * Telephone numbers as people look for them: from their beginning, or by their last digits, in any spacing and with any
 * prefix of the country. Two words of the index each, marked by what no other word begins with, so that the words of a
 * question never meet them: who may not read a number does not find it out digit by digit.
 */

const fromStart = '>';
const fromEnd = '<';

/** Fewer digits than these are no telephone number. */
const fewest = 4;
const wholeFrom = 9;

/** What a number that is kept as people read it (`phone.ts`) is found by. */
export function phoneWords(phone: string): string[] {
  const digits = withoutPrefix(phone);
  return digits.length < fewest ? [] : [`${fromStart}${digits}`, `${fromEnd}${reversed(digits)}`];
}

/** Digits with what people write between them, and nothing else: not the `2` of `B2`. */
const numbers = /(?<![\p{L}\p{N}])(?:\+\s*)?\(?\d(?:[\s.\-/()]*\d)+(?![\p{L}\p{N}])/gu;

/** What people say before a telephone number. */
const spoken = /\b(?:tel|t[ée]l[ée]phone|t[ée]l|phone|mobile|portable)\b[.:\s]*$/i;

export interface AskedPhone {
  /** What was asked beside it. */
  rest: string;
  /** As the index holds what begins, or ends, so. */
  beginning: string;
  ending: string;
  /** It begins as telephone numbers do, and no other number. */
  isSure: boolean;
}

/** The telephone number, or the part of one, that a question holds. */
export function phoneIn(q: string): AskedPhone | null {
  for (const { 0: found, index } of q.matchAll(numbers)) {
    const digits = withoutPrefix(found);
    if (digits.length < fewest) continue;
    return {
      rest: `${q.slice(0, index).replace(spoken, '')} ${q.slice(index + found.length)}`,
      beginning: `${fromStart}${digits}`,
      // A whole number is dialled with a zero at home that it has not where it is kept with its country.
      ending: `${fromEnd}${reversed(digits.length < wholeFrom ? digits : digits.replace(/^0/, ''))}`,
      isSure: /^(?:\+|\(?0)/.test(found),
    };
  }
  return null;
}

/** `+33 6 12`, `0033 (0)6 12`, `33 6 12 34 56 78`, `+262 692`: `0612…`. Of other countries all digits, with theirs. */
function withoutPrefix(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  const international = phone.startsWith('+') ? digits : /^00(\d+)$/.exec(digits)?.[1];
  const french =
    international === undefined
      ? /^33(\d{9})$/.exec(digits)?.[1]
      : /^(?:33|262|59[046])(\d*)$/.exec(international)?.[1];
  return french === undefined ? (international ?? digits) : `0${french.replace(/^0/, '')}`;
}

const reversed = (digits: string): string => [...digits].toReversed().join('');
