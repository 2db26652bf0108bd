import { expect, test } from 'vitest';
import { errorOf, ForbiddenError } from './errors.ts';
import { PasswordRequiredError } from './profile.ts';

test('a refusal for want of the password is told apart from every other', () => {
  const required = errorOf(403, { code: 'password-required' });
  expect([required instanceof PasswordRequiredError, required instanceof ForbiddenError]).toEqual([true, true]);
  for (const other of [errorOf(403, { code: 'forbidden' }), errorOf(409, { code: 'password-required' }), null])
    expect(other instanceof PasswordRequiredError).toBe(false);
});
