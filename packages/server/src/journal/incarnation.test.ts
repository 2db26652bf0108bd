import { copyFileSync, rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../open-store.ts';
import { onPostgres } from '../testing/store-suite.ts';
import { execute, openTestStore, type TestStore } from '../testing/store.ts';
import { openIncarnation, renewIncarnation } from './incarnation.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test('a database is the same for every process and after every start, until it is said to be another', async () => {
  const other = openStore(store.url);
  const [first, second] = await Promise.all([openIncarnation(store), openIncarnation(other)]);
  expect(first).toBe(second);
  await other.close();
  const renewed = await renewIncarnation(store);
  expect(renewed).not.toBe(first);
  expect(await openIncarnation(store)).toBe(renewed);
});

test.runIf(!onPostgres)('a backup is another database for whoever serves it first, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-incarnation-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const incarnation = await openIncarnation(store);
  await store.backup(join(folder, 'copy.db'));
  copyFileSync(join(folder, 'copy.db'), join(folder, 'parvis.db'));
  const restored = openStore(`file:${join(folder, 'parvis.db')}`);
  const renewed = await openIncarnation(restored);
  expect(renewed).not.toBe(incarnation);
  expect(await openIncarnation(restored)).toBe(renewed);
  await restored.close();
  expect(await openIncarnation(store)).toBe(incarnation);
});

test.runIf(onPostgres)('a database of PostgreSQL whose rows were restored is another', async () => {
  const incarnation = await openIncarnation(store);
  // As pg_restore does: the rows in a table made anew.
  await execute(
    store,
    `CREATE TABLE kept AS SELECT * FROM installation; DROP TABLE installation;
     CREATE TABLE installation (LIKE kept, PRIMARY KEY (id)); INSERT INTO installation SELECT * FROM kept`,
  );
  await store.ping().catch(() => {});
  const restored = openStore(store.url);
  onTestFinished(() => restored.close());
  const renewed = await openIncarnation(restored);
  expect(renewed).not.toBe(incarnation);
  expect(await openIncarnation(restored)).toBe(renewed);
});
