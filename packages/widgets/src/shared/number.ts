import type { Language } from './locale.ts';

const spaces = /(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g;
const commas = /(?<=\d),(?=\d{3}(?!\d))/g;

/**
 * The number that somebody means: « 1 200 », « 1 200,50 », in English `1,200.50`; undefined for what is none. `007` is
 * none: who writes so writes a code, of which nothing may be lost.
 */
export function numberIn(text: string, language: Language): number | undefined {
  const plain = text
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace('\u2212', '-')
    .replace(language === 'fr' ? spaces : commas, '')
    .replace(',', '.');
  return /^[-+]?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(plain) ? Number(plain) : undefined;
}
