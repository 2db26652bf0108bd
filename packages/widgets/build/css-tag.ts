/**
 * Stands for Lit's own file of this name in what pages embed: Lit's carries what browsers without adopted style sheets
 * need, and such a browser could not show our elements anyway. A sheet is made when the first element wears it.
 */
class Style {
  readonly #text: string;
  #sheet: CSSStyleSheet | undefined;
  constructor(text: string) {
    this.#text = text;
  }
  get styleSheet() {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.#text);
    }
    return this.#sheet;
  }
  toString() {
    return this.#text;
  }
}

export { Style as CSSResult };
export const supportsAdoptingStyleSheets = true;
export const unsafeCSS = (text: unknown) => new Style(String(text));
export const css = (strings: readonly string[], ...values: unknown[]) =>
  new Style(String.raw({ raw: strings }, ...values));
export const getCompatibleStyle = <S>(style: S) => style;
export const adoptStyles = (root: ShadowRoot, styles: (Style | CSSStyleSheet)[]) => {
  root.adoptedStyleSheets = styles.map((style) => (style instanceof Style ? style.styleSheet : style));
};
