import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openPlannedStore } from './store/plans.testing.ts';
import { openUnusedStore, type TestStore } from './testing/store.ts';
import { testApp, type SignedIn, type TestApp } from './testing.ts';

let t: TestApp;
let key: SignedIn;
beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
  key = await t.key(await t.company());
});
afterAll(() => t.close());

const address = { line1: '1 quai Romain-Rolland', line2: '', postalCode: '69005', city: 'Lyon', country: 'FR' };
const send = (rows: { externalId: string; lastName?: string }[]) =>
  t.ask('POST /customers/batch', { as: key, body: { rows: rows.map((row) => ({ ...row, address })) } });
const outcomes = async (answer: ReturnType<typeof send>) => (await answer).body.results.map(({ outcome }) => outcome);

test('rows that are refused take none of the others along, and all are answered in their order', async () => {
  const rows = Array.from({ length: 120 }, (_, n) => ({
    externalId: `mixed-${n}`,
    // Every third lacks what it takes, every seventh is not even well-formed.
    ...(n % 3 !== 0 && { lastName: n % 7 === 0 ? '' : 'Durand' }),
  }));
  const { body } = await send(rows);
  expect(body.results.map(({ index, externalId }) => [index, externalId])).toEqual(
    rows.map(({ externalId }, n) => [n, externalId]),
  );
  for (const { index, outcome, problem } of body.results) {
    const isRefused = index % 3 === 0 || index % 7 === 0;
    expect(outcome, String(index)).toBe(isRefused ? 'refused' : 'created');
    if (isRefused)
      expect([problem!.code, problem!.errors[0]?.field ?? 'lastName'], String(index)).toEqual(['invalid', 'lastName']);
    else expect(problem, String(index)).toBe(null);
  }
  expect(await outcomes(send(rows.slice(1, 3)))).toEqual(['unchanged', 'unchanged']);
});

test('the first refused rows say what is wrong with them, the others their code: 500 empty rows are answered briefly', async () => {
  const { body } = await t.ask('POST /contacts/batch', {
    as: key,
    body: { rows: Array.from({ length: 500 }, () => ({})) },
  });
  const told = body.results.map(({ problem }) => problem!.errors.length > 0);
  expect(told).toEqual(told.map((_, n) => n < 20));
  expect(new Set(body.results.map(({ outcome, problem }) => `${outcome} ${problem!.code}`))).toEqual(
    new Set(['refused invalid']),
  );
});

test('the same thing twice in one call is made once, then changed', async () => {
  const rows = [
    { externalId: 'twice', lastName: 'Durand' },
    { externalId: 'twice', lastName: 'Martin' },
    { externalId: 'twice', lastName: 'Martin' },
  ];
  expect(await outcomes(send(rows))).toEqual(['created', 'updated', 'unchanged']);
});

test('the same rows sent by two at once make each thing once', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => ({ externalId: `at-once-${n}`, lastName: 'Durand' }));
  const both = await Promise.all([outcomes(send(rows)), outcomes(send(rows))]);
  for (const n of rows.keys()) expect(new Set([both[0][n], both[1][n]])).toEqual(new Set(['created', 'unchanged']));
});

test('things are found by the company’s own identifiers through the index for it, also before the database has statistics', async () => {
  const planned = await openPlannedStore(t.s.store as TestStore);
  onTestFinished(() => planned.close());
  const { read } = planned.store;
  for (const name of ['customers', 'contacts', 'sites', 'equipment', 'interventions'] as const) {
    const table = t.s.store.t[name];
    await read
      .select()
      .from(table)
      .where(and(eq(table.companyId, 'c'), eq(table.externalId, 'x')));
    expect((await planned.plans()).flatMap(({ indexes }) => indexes)).toEqual([`${name}_external_id`]);
  }
});
