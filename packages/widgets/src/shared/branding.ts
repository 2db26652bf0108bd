/** The company's own looks, as one style sheet that all elements of a session adopt (no style attribute, no style element). */
import type { Branding } from '@parvis/sdk';

/** Fills a sheet with the branding; a property left out keeps our default. Colours were checked by the server. */
export function brand(sheet: CSSStyleSheet, branding: Branding) {
  const set = Object.entries(branding).filter(([, value]) => value !== null);
  sheet.replaceSync(`.root{${set.map(([name, value]) => `--brand-${name}:${value}`).join(';')}}`);
}
