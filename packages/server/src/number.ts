/** Numbers as people write them. */
import { withoutMarks } from '@parvis/sdk/contract';

/** Thousands apart, in French by spaces, in English by commas; a decimal comma or point. No zero before another digit. */
const written = [
  /^-?(?:0|[1-9]\d*)(?:[.,]\d+)?$/,
  /^-?[1-9]\d{0,2}(?:\s\d{3})+(?:[.,]\d+)?$/,
  /^-?[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?$/,
  /^-?[1-9]\d{0,2},\d{3}\.\d+$/,
];
/** A thousand and two hundred to who writes English, one and a fifth to who writes French. */
const ambiguous = /^-?[1-9]\d{0,2},\d{3}$/;

/**
 * « 1 200 », « 1 200,50 », `1,200.50`; undefined for what is no number, or not sure to be the one that is meant. `007` is
 * none: who writes so writes a code, of which nothing may be lost; nor is what JavaScript cannot hold to the digit.
 */
export function numberIn(text: string): number | undefined {
  const plain = withoutMarks(text).trim().replace('\u2212', '-');
  if (ambiguous.test(plain) || !written.some((form) => form.test(plain))) return undefined;
  const [whole = '', ...rest] = plain.replaceAll(/\s/g, '').split(/[.,](?=\d+$)/);
  const isGrouped = /,\d{3}$/.test(plain) && plain.split(',').length > 2;
  const digits = isGrouped ? plain.replaceAll(',', '') : [whole.replaceAll(',', ''), ...rest].join('.');
  return digits.replaceAll(/\D/g, '').length > 15 ? undefined : Number(digits);
}
