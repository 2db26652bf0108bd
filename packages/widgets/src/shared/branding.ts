/** The company's own looks, as one style sheet that all elements of a session adopt (no style attribute, no style element). */
import type { Branding } from '@parvis/sdk';

/** Fills a sheet with the branding; a property left out keeps our default. Colours were checked by the server. */
export function brand(sheet: CSSStyleSheet, { accent, surface, text, radius }: Branding) {
  const set = { accent, surface, text, radius: radius === null ? null : `${radius}px` };
  const rules = Object.entries(set).map(([name, value]) => (value ? `--brand-${name}:${value};` : ''));
  sheet.replaceSync(`.root{${rules.join('')}}`);
}
