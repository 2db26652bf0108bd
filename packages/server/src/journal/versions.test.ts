import { expect, test } from 'vitest';
import { countedIn, Versions } from './versions.ts';

const reader = (key: string, kinds = ['site'], companyId = 'company') =>
  countedIn(companyId, { whole: [`own:${key}`], keys: [key], kinds });
const change = (versions: Versions, key: string, about = 'site') =>
  versions.note(new Map([['company', [{ about, keys: [key] }]]]));

test('a version follows the changes of its keys and kinds, and no others', () => {
  const versions = new Versions();
  const mine = reader('site:1');
  const first = versions.of(mine);
  change(versions, 'site:2');
  change(versions, 'site:1', 'file');
  versions.note(new Map([['other', [{ about: 'site', keys: ['site:1'] }]]]));
  expect(versions.of(mine)).toBe(first);
  change(versions, 'site:1');
  const second = versions.of(mine);
  expect(second).not.toBe(first);
  // Of what is one's own, whatever it is about.
  change(versions, 'own:site:1', 'member');
  expect(versions.of(mine)).not.toBe(second);
});

test('where it is not known what changed of a company, everything may have', () => {
  const versions = new Versions();
  const [mine, elsewhere] = [reader('site:1'), reader('site:1', ['site'], 'other')];
  const before = [versions.of(mine), versions.of(elsewhere)];
  versions.note(new Map([['company', null]]));
  expect(versions.of(mine)).not.toBe(before[0]);
  expect(versions.of(elsewhere)).toBe(before[1]);
  versions.renew();
  expect(versions.of(elsewhere)).not.toBe(before[1]);
});

test('what nobody reads is not remembered, however much is written', () => {
  const versions = new Versions();
  for (let n = 0; n < 10_000; n++) change(versions, `site:${n}`);
  expect([versions.size, versions.count]).toEqual([0, 0]);
});

test('what is forgotten for want of room counts as changed, never as unchanged', () => {
  const versions = new Versions(6);
  const [mine, other] = [reader('site:1'), reader('site:2')];
  const before = versions.of(mine);
  expect(versions.of(mine)).toBe(before);
  for (let n = 3; n < 9; n++) versions.of(reader(`site:${n}`));
  change(versions, 'site:1');
  expect(versions.size).toBe(6);
  expect(versions.of(mine)).not.toBe(before);
  expect(versions.of(other)).not.toBe(versions.of(mine));
});
