/**
 * Words in the reader's language. French is the source and travels with the element; another language is fetched
 * beside the session, so that it costs no time of its own. The maps are literal: bundlers cannot follow a computed path.
 */
import type { ReactiveControllerHost } from 'lit';

export type Language = 'fr' | 'en';

/** The words of one part of the screens. */
export interface Lexicon<Words> {
  fr: Words;
  en: () => Promise<{ words: Words }>;
}

const fetched = new Map<unknown, unknown>();
const failed = new Set<unknown>();

/** Words when they are there; otherwise fetches them and calls back. French stands in if they cannot be fetched. */
export function wordsOf<Words>(lexicon: Lexicon<Words>, language: Language, arrived: () => void): Words | undefined {
  if (language === 'fr' || failed.has(lexicon)) return lexicon.fr;
  const known = fetched.get(lexicon) as Words | undefined;
  if (!known) {
    void lexicon
      .en()
      .then(({ words }) => fetched.set(lexicon, words))
      .catch(() => failed.add(lexicon))
      .then(arrived);
  }
  return known;
}

/** The language of an element: its own `lang`, else the nearest around it, else French. */
export function languageOf(element: Element): Language {
  for (let at: Node | null = element; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null) {
    const lang = at instanceof HTMLElement && at.lang;
    if (lang) return /^fr\b/i.test(lang) ? 'fr' : 'en';
  }
  return 'fr';
}

/** The tag for `Intl`: French of France, English of Britain (its dates read like the company's). */
export const tagOf = (language: Language) => (language === 'fr' ? 'fr-FR' : 'en-GB');

/** One of two forms by number, with the number in it: `plural('fr', 2, '# photo', '# photos')`. */
export const plural = (language: Language, count: number, one: string, other: string) =>
  (new Intl.PluralRules(language).select(count) === 'one' ? one : other).replace(
    '#',
    new Intl.NumberFormat(tagOf(language)).format(count),
  );

export interface Speaking extends ReactiveControllerHost {
  readonly language: Language;
  readonly lexicons: (() => boolean)[];
}

/** Gives an element its words and draws it again when they arrive. */
export class Words<W> {
  readonly #host: Speaking;
  readonly #lexicon: Lexicon<W>;
  constructor(host: Speaking, lexicon: Lexicon<W>) {
    this.#host = host;
    this.#lexicon = lexicon;
    host.lexicons.push(() => this.#find() !== undefined);
  }
  #find() {
    return wordsOf(this.#lexicon, this.#host.language, () => this.#host.requestUpdate());
  }
  /** Elements draw a skeleton until their words are there, so there is always something to say here. */
  get now(): W {
    return this.#find() ?? this.#lexicon.fr;
  }
}
