import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { assertWithinQuota, whileReceiving, withinQuota } from './quota.ts';

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

test('fifty that are on their way leave room to whom another company knows by the same id', async () => {
  const { id: companyId } = await t.company();
  const { id: another } = await t.company();
  const owner = `member:${newId()}`;
  for (const count of [
    (of: string, work: () => Promise<void>) => whileReceiving({ companyId: of, owner }, work),
    (of: string, work: () => Promise<void>) => withinQuota(t.s, { companyId: of, owner }, work),
  ]) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Array.from({ length: 50 }, () => Promise.withResolvers<void>());
    const under = begun.map((each) =>
      count(companyId, () => {
        each.resolve();
        return promise;
      }),
    );
    await Promise.all(begun.map((each) => each.promise));
    await expect(count(companyId, async () => {})).rejects.toMatchObject({ code: 'too-many-files' });
    await count(another, async () => {});
    resolve();
    await Promise.all(under);
  }
});

const row = (companyId: string, owner: string) => ({
  id: newId(),
  companyId,
  owner,
  interventionId: null,
  customerId: null,
  dossierId: null,
  messageId: null,
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
