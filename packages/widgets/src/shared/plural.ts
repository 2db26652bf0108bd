/** Numbers and counted things, as each language writes them. */
import type { Language } from './locale.ts';

/** The tag for `Intl`: French of France, English of Britain (its dates read like the company's). */
export const tagOf = (language: Language) => (language === 'fr' ? 'fr-FR' : 'en-GB');

/** One of two forms by number, with the number in it: `plural('fr', 2, '# photo', '# photos')`. */
export const plural = (language: Language, count: number, one: string, other: string) =>
  (new Intl.PluralRules(language).select(count) === 'one' ? one : other).replace(
    '#',
    new Intl.NumberFormat(tagOf(language)).format(count),
  );
