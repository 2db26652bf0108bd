/** How things are named in one line. */
import type { Address, Equipment } from '@parvis/sdk';

/** « Chaudière gaz De Dietrich MCR-P ». */
export const equipmentName = ({ kind, brand, model }: Pick<Equipment, 'kind' | 'brand' | 'model'>) =>
  unbroken([kind, brand, model].filter(Boolean).join(' '));

/** « 12 rue des Lilas, bâtiment B, 69003 Lyon ». */
export const addressLine = ({ line1, line2, postalCode, city }: Address) =>
  unbroken([line1, line2, [postalCode, city].filter(Boolean).join('\u00a0')].filter(Boolean).join(', '));

/** What no line breaks after its number, hour or « n° »: « 200 L », « 17 h 30 », « n° 5419 », « 06 39 98 13 15 ». */
export const unbroken = (text: string) => text.replace(/(?<=\b\d+|\d\s?h|n°|no\.) (?=\d|\S{1,3}(?!\w))/gi, '\u00a0');
