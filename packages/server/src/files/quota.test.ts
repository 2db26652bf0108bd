import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { assertWithinQuota } from './quota.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

test('fifty rows of one owner is the most, whichever server writes them', async () => {
  const { id: companyId } = await t.company();
  const owner = `member:${newId()}`;
  const write = () =>
    t.s.store.transaction(function* (tx) {
      yield* assertWithinQuota(tx, companyId, owner);
      yield* run(tx.insert(tx.t.files).values(row(companyId, owner)));
    });
  const written = await Promise.allSettled(Array.from({ length: 70 }, write));
  const refused = written.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  expect(refused).toHaveLength(20);
  for (const reason of refused) expect(reason).toMatchObject({ status: 409, code: 'too-many-files' });
});

const row = (companyId: string, owner: string) => ({
  id: newId(),
  companyId,
  owner,
  interventionId: null,
  customerId: null,
  name: 'a.pdf',
  mediaType: 'application/pdf' as const,
  size: 1,
  sha256: '',
  width: null,
  height: null,
  thumbnail: 'none' as const,
  claimedAt: null,
  createdAt: new Date().toISOString(),
});
