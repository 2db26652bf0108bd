import { expect, test } from 'vitest';
import { createThrottle, subscriber } from './throttle.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s stands for the subscriber %s', (ip, expected) => {
  expect(subscriber(ip)).toBe(expected);
});

test('tries are counted for each, and given back when they were good', async () => {
  const throttle = createThrottle();
  for (let i = 0; i < 3; i++) await throttle.take('mailPerson', 'a');
  await expect(throttle.take('mailPerson', 'a')).rejects.toMatchObject({ status: 429, code: 'too-many-requests' });
  await expect(throttle.peek('mailPerson', 'a')).rejects.toMatchObject({ status: 429, code: 'too-many-requests' });
  for (let i = 0; i < 4; i++) await throttle.peek('mailPerson', 'b');
  expect(await throttle.exceeds('mailPerson', 'b')).toBe(false);
  for (let i = 0; i < 20; i++) {
    await throttle.take('mailPerson', 'c');
    await throttle.giveBack('mailPerson', 'c');
  }
});
