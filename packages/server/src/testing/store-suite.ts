/** A store whose companies, and what points at them, are its only rows, for tests of the store itself. */
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { rows, run, touch, type Tx, type Work } from '../store/store.ts';
import { openTestStore, type TestStore } from './store.ts';

export const onPostgres = process.env['PARVIS_TEST_ENGINE'] === 'postgres';

/** Of the file that runs; empty before each test. */
export let store: TestStore;
export function useStore() {
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  beforeEach(() =>
    store.transaction(function* (tx) {
      yield* run(tx.delete(store.t.journalReaders));
      yield* run(tx.delete(store.t.companies));
    }),
  );
}

export function* add(tx: Tx, id: string, more: { name?: string; portalUrl?: string | null } = {}): Work<string> {
  const values = {
    id,
    name: id,
    branding: {} as never,
    options: {} as never,
    types: [],
    allowedOrigins: [],
    createdAt: '2026-11-22T15:38:28.000Z',
  };
  const [row] = yield* rows(
    tx
      .insert(store.t.companies)
      .values({ ...values, ...more })
      .returning(),
  );
  touch(tx, id);
  return row!.name;
}
export const create = (id: string, more: Parameters<typeof add>[2] = {}) =>
  store.transaction((tx) => add(tx, id, more));
/** A row that points at a company. */
export const addReader = (companyId: string) =>
  store.transaction((tx) => run(tx.insert(store.t.journalReaders).values({ companyId, reader: 'test', position: 0 })));
export const names = async () => {
  const { companies } = store.t;
  const found = await store.read.select({ name: companies.name }).from(companies).orderBy(asc(companies.name));
  return found.map(({ name }) => name);
};
