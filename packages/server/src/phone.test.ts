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
  ])('%s, from %s, reads %s', (typed, country, read) => {
    expect(phoneNumber('phone', typed, country)).toBe(read);
    expect(phoneNumber('phone', read, country)).toBe(read);
  });

  it.each(['12', 'call me', '04 78 12 34', '<b>0478123456</b>'])('%s is refused by the name of its field', (typed) => {
    expect(() => phoneNumber('contact.phone', typed, 'FR')).toThrow(
      expect.objectContaining({ status: 422, errors: [{ field: 'contact.phone', code: 'phone' }] }),
    );
  });
});
