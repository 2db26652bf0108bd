/** How things are named in one line. */
import type { Address, Equipment } from '@parvis/sdk';

/** « Chaudière gaz De Dietrich MCR-P ». */
export const equipmentName = ({ kind, brand, model }: Pick<Equipment, 'kind' | 'brand' | 'model'>) =>
  [kind, brand, model].filter(Boolean).join(' ');

/** « 12 rue des Lilas, bâtiment B, 69003 Lyon ». */
export const addressLine = ({ line1, line2, postalCode, city }: Address) =>
  [line1, line2, [postalCode, city].filter(Boolean).join('\u00a0')].filter(Boolean).join(', ');

/** A telephone number, which no line breaks. */
export const unbroken = (phone: string) => phone.replaceAll(' ', '\u00a0');
