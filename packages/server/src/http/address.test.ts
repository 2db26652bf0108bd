import { expect, test } from 'vitest';
import { forwardedAddress } from './address.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ['unknown', null],
  ['_hidden', null],
  ['203.0.113.7:', null],
  ['[203.0.113', null],
  ['', null],
])('%s is forwarded for %s', (entry, address) => {
  expect(forwardedAddress(entry)).toBe(address);
});
