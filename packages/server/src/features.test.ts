import { api, foundKind, mailKind, subject } from '@parvis/sdk/contract';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { features } from './feature-set.ts';
import * as declared from './features.ts';
import { policyPage } from './policy-page.testing.ts';
import { postgresKit } from './store/kit.ts';
import { schema } from './schema.ts';

const each = Object.values<{
  policy: object;
  mails?: object;
  subjects?: object;
  reach?: readonly { table: string }[];
  internal?: object;
  finders?: object;
}>(declared);
const twice = (names: readonly string[]) => names.filter((name, n) => names.indexOf(name) < n);

describe('what the features declare', () => {
  test('is each route of the contract, once', () => {
    const routes = each.flatMap(({ policy }) => Object.keys(policy));
    expect(routes.toSorted()).toEqual(Object.keys(api).toSorted());
  });

  test('is each kind of thing that entries are about, once', () => {
    const subjects = each.flatMap(({ subjects = {} }) => Object.keys(subjects));
    expect(subjects.toSorted()).toEqual(subject.shape.type.options.toSorted());
  });

  test('is each kind of mail, once', () => {
    const mails = each.flatMap((feature) => Object.keys(feature.mails ?? {}));
    expect(mails.toSorted()).toEqual(mailKind.options.toSorted());
  });

  test('is of each table of companies who reaches it, or in a word why nobody does', () => {
    const tables = Object.entries(schema(postgresKit)).flatMap(([name, table]) => ('companyId' in table ? [name] : []));
    const told = [...features.reach.map(({ table }) => table), ...Object.keys(features.internal)];
    expect(tables.length).toBeGreaterThan(20);
    expect(told.toSorted()).toEqual(tables.toSorted());
    expect(twice(told)).toEqual([]);
    for (const [table, why] of Object.entries(features.internal)) expect(why, table).toMatch(/^[a-z]+$/);
  });

  test('is each kind that is searched, once, by a letter of its own', () => {
    const kinds = each.flatMap(({ finders = {} }) => Object.keys(finders));
    expect(kinds.toSorted()).toEqual(foundKind.options.toSorted());
    const letters = Object.values(features.finders).map(({ searched }) => searched.letter);
    expect(twice(letters)).toEqual([]);
    for (const letter of letters) expect(letter).toMatch(/^[a-z]$/);
  });

  test('is the page of the policy: run the test again with -u after a change', async () => {
    const style = await resolveConfig(import.meta.filename);
    const page = await format(policyPage(), { ...style, parser: 'markdown' });
    await expect(page).toMatchFileSnapshot('../../../docs/policy.md');
  });
});
