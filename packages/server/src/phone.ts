/** Phone numbers: checked, and kept as people read them. */
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { withoutMarks } from '@parvis/sdk/contract';
import { refused } from './problem.ts';

/** Where a company is, and dials from, unless an address or its time zone says otherwise: the first market. */
const home = 'FR';

/** One plan of numbers, dialled alike from each of them: 06 92 is a mobile of La Réunion, called from Lyon as from Saint-Denis. */
const french: readonly CountryCode[] = ['FR', 'RE', 'GP', 'MQ', 'GF', 'YT', 'BL', 'MF'];

/** The country of a company's own numbers, by its time zone; of the zones where the same numbers mean something else than in France. */
const byZone: Readonly<Record<string, CountryCode>> = {
  'Europe/Zurich': 'CH',
  'Europe/Brussels': 'BE',
  'Europe/Luxembourg': 'LU',
  'Europe/Monaco': 'MC',
};
export const countryOfZone = (timeZone: string): string => byZone[timeZone] ?? home;

/**
 * `0478123456` becomes `04 78 12 34 56` in France; a foreign number keeps its country: `+41 44 668 18 00`. What is none in
 * `country` (ISO 3166-1 alpha-2) is read as it is dialled in France and overseas: a customer in Geneva may have a French
 * mobile. Nothing stays nothing. Raises 422 `phone` on `field` for what can be dialled from neither.
 */
export const phoneNumber = (field: string, text: string, country: string = home): string => {
  const typed = withoutMarks(text).trim();
  if (typed === '') return '';
  const own = isSupportedCountry(country) ? country : home;
  const countries = [...new Set([own, ...french])];
  const numbers = countries.map((each) => parsePhoneNumberFromString(typed, { defaultCountry: each, extract: false }));
  // Whose plan has given it out; else one of the right length: a number may be younger than the plans that we know.
  const number = numbers.find((each) => each?.isValid()) ?? numbers.find((each) => each?.isPossible());
  if (!number) throw refused(field, 'phone');
  const isFrench = (each: CountryCode | undefined) => each !== undefined && french.includes(each);
  const isDialledSo = number.country === own || (isFrench(own) && isFrench(number.country));
  if (!isDialledSo) return number.formatInternational();
  // In pairs, as in France: each country overseas would write its own otherwise, and two of a kind would differ.
  return isFrench(own) ? pairs(`0${number.nationalNumber}`) : number.formatNational();
};

const pairs = (digits: string): string => digits.replace(/\d\d(?=\d)/g, '$& ');
