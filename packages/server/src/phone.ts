/** Phone numbers: checked, and kept as people read them. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { refused } from './problem.ts';

/**
 * `0478123456` becomes `04 78 12 34 56` in France; a foreign number keeps its country: `+41 44 668 18 00`.
 * Nothing stays nothing. Raises 422 `phone` on `field` for what cannot be dialled from `country` (ISO 3166-1 alpha-2).
 */
export const phoneNumber = (field: string, text: string, country: string): string => {
  if (text.trim() === '') return '';
  const home = isSupportedCountry(country) ? country : 'FR';
  const number = parsePhoneNumberFromString(text, { defaultCountry: home, extract: false });
  if (!number?.isValid()) throw refused(field, 'phone');
  return number.country === home ? number.formatNational() : number.formatInternational();
};
