import { describe, expect, it } from 'vitest';
import { phoneNumber } from './phone.ts';

describe('phone numbers', () => {
  it.each([
    ['0478123456', 'FR', '04 78 12 34 56'],
    ['+33 (0)4 78 12 34 56', 'FR', '04 78 12 34 56'],
    ['0446681800', 'CH', '044 668 18 00'],
    ['+41446681800', 'FR', '+41 44 668 18 00'],
    ['04.78.12.34.56', 'ZZ', '04 78 12 34 56'],
    [' ', 'FR', ''],
    // Overseas, in the same plan of numbers: La Réunion, Guadeloupe, Martinique, Guyane, Mayotte.
    ['0692123456', 'FR', '06 92 12 34 56'],
    ['0690123456', 'FR', '06 90 12 34 56'],
    ['06 96 12 34 56', 'FR', '06 96 12 34 56'],
    ['0694123456', 'FR', '06 94 12 34 56'],
    ['0639123456', 'FR', '06 39 12 34 56'],
    ['+262 692 12 34 56', 'FR', '06 92 12 34 56'],
    ['0478123456', 'RE', '04 78 12 34 56'],
    ['+262 262 20 12 34', 'RE', '02 62 20 12 34'],
    // Given out by no plan that we know.
    ['0199999999', 'FR', '01 99 99 99 99'],
    // As an address book copies it: between marks that nobody sees.
    ['\u202a+33\u00a06\u00a012\u00a034\u00a056\u00a078\u202c', 'FR', '06 12 34 56 78'],
    ['\u200b06 12 34 56 78\ufeff', 'FR', '06 12 34 56 78'],
  ])('%s, from %s, reads %s', (typed, country, read) => {
    expect(phoneNumber('phone', typed, country)).toBe(read);
    expect(phoneNumber('phone', read, country)).toBe(read);
  });

  it('of France is taken where the address is another country', () => {
    expect(phoneNumber('phone', '0478123456', 'CH')).toBe('+33 4 78 12 34 56');
    expect(phoneNumber('phone', '0791234567', 'CH')).toBe('079 123 45 67');
  });

  it.each(['12', 'call me', '04 78 12 34', '<b>0478123456</b>'])('%s is refused by the name of its field', (typed) => {
    expect(() => phoneNumber('contact.phone', typed, 'FR')).toThrow(
      expect.objectContaining({ status: 422, errors: [{ field: 'contact.phone', code: 'phone' }] }),
    );
  });
});
