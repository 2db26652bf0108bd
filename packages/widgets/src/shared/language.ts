/** Which language an element speaks. */

export type Language = 'fr' | 'en';

/** A node and all that it stands in, through shadow trees. */
export function* outwards(from: Node | null) {
  for (let at = from; at; at = at.parentNode || (at as Partial<ShadowRoot>).host || null) yield at;
}

/** The language of an element: its own `lang`, else the nearest around it, else French. */
export function languageOf(element: Element): Language {
  for (const at of outwards(element)) {
    const lang = at instanceof HTMLElement && at.lang;
    // Not `\b`: some write `fr_FR`.
    if (lang) return /^fr(?![a-z])/i.test(lang) ? 'fr' : 'en';
  }
  return 'fr';
}
