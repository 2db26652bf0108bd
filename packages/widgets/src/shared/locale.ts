/**
 * Words in the reader's language. French travels with the element that says it; another language, and what is not said at
 * once, is fetched beside the session and costs no time of its own. Where something can be done before there is a session,
 * its few words travel in both languages. The maps are literal: bundlers cannot follow a computed path.
 */
import type { ReactiveControllerHost } from 'lit';
import { language } from '../in-loader.ts';
import type { Language } from './language.ts';
import { importAgain, loadChunk } from './load-chunk.ts';

export type { Language };
export const { languageOf, outwards } = language;

type Fetch<Words> = () => Promise<{ words: Words }>;
/** The words of one part of the screens, at hand or to be fetched. */
export interface Lexicon<Words> {
  fr: Words | Fetch<Words>;
  en: Words | Fetch<Words>;
}

const fetched = new Map<unknown, unknown>();

/** Words when they are there; otherwise fetches them and calls back. Where those of another language do not come, French says more than nothing. */
export function wordsOf<Words>(lexicon: Lexicon<Words>, language: Language, arrived: () => void): Words | undefined {
  const { fr, [language]: source } = lexicon;
  if (typeof source !== 'function') return source;
  const fetch = source as Fetch<Words>;
  if (!fetched.has(fetch)) {
    void importAgain(fetch)
      .catch(() => (typeof fr === 'function' ? loadChunk(fr as Fetch<Words>) : { words: fr }))
      .then(({ words }) => {
        fetched.set(fetch, words);
        arrived();
      });
  }
  return fetched.get(fetch) as Words | undefined;
}

/** Gives an element its words and draws it again when they arrive. */
export class Words<W> {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'> & { readonly language: Language };
  readonly #lexicon: Lexicon<W>;
  constructor(
    host: Pick<ReactiveControllerHost, 'requestUpdate'> & { readonly language: Language; lexicons: Words<unknown>[] },
    lexicon: Lexicon<W>,
  ) {
    this.#host = host;
    this.#lexicon = lexicon;
    host.lexicons.push(this);
  }
  /** Undefined while they are being fetched. */
  get there(): W | undefined {
    return wordsOf(this.#lexicon, this.#host.language, () => this.#host.requestUpdate());
  }
  /** For what is drawn only when the words are there, as elements are. */
  get now(): W {
    return this.there as W;
  }
}
