/** Phone numbers: checked, and kept as people read them. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { refused } from './problem.ts';

/** Where a company is, and dials from, unless an address says otherwise: the first market. */
export const home = 'FR';

/**
 * `0478123456` becomes `04 78 12 34 56` in France; a foreign number keeps its country: `+41 44 668 18 00`.
 * Nothing stays nothing. Raises 422 `phone` on `field` for what cannot be dialled from `country` (ISO 3166-1 alpha-2).
 */
export const phoneNumber = (field: string, text: string, country: string = home): string => {
  if (text.trim() === '') return '';
  const here = isSupportedCountry(country) ? country : home;
  const number = parsePhoneNumberFromString(text, { defaultCountry: here, extract: false });
  if (!number?.isValid()) throw refused(field, 'phone');
  return number.country === here ? number.formatNational() : number.formatInternational();
};
