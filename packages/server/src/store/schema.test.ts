import { getTableConfig as ofPostgres } from 'drizzle-orm/pg-core';
import { getTableConfig as ofSqlite, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { postgresKit, sqliteKit } from './kit.ts';
import { schema } from '../schema.ts';

/** Of the installation as a whole, whoever's companies it serves; the look-ups stand wherever one asks. */
const ofNoCompany = new Set(['companies', 'installation', 'lookups', 'signing_keys']);

describe.each([
  ['SQLite', sqliteKit, ofSqlite],
  ['PostgreSQL', postgresKit, ofPostgres as unknown as typeof ofSqlite],
])('on %s', (_, kit, read) => {
  const tables = Object.values(schema(kit)).map((table) => read(table as SQLiteTable));
  const tenants = tables.filter(({ name }) => !ofNoCompany.has(name));

  test.each(tenants.map((table) => [table.name, table] as const))(
    'the company is in every key of %s',
    (_name, table) => {
      const { primaryKeys, foreignKeys, indexes, columns, uniqueConstraints } = table;
      const named = (all: readonly { name?: string }[]) => all.map(({ name }) => name);
      expect(columns.filter(({ primary, isUnique }) => primary || isUnique)).toEqual([]);
      expect(uniqueConstraints).toEqual([]);
      expect(primaryKeys.map((key) => named(key.columns)[0])).toEqual(['company_id']);
      for (const key of foreignKeys) {
        const { columns: from, foreignColumns: to, foreignTable } = key.reference();
        const isCompany = read(foreignTable).name === 'companies';
        expect([named(from)[0], named(to)[0]]).toEqual(['company_id', isCompany ? 'id' : 'company_id']);
      }
      for (const { config } of indexes.filter((index) => index.config.unique))
        expect(named(config.columns as { name?: string }[])[0], config.name).toBe('company_id');
    },
  );

  test('what is written often keeps no index twice', () => {
    for (const { primaryKeys, indexes, name } of tenants) {
      const key = primaryKeys[0]!.columns.map((column) => column.name).join();
      const keys = indexes.map(({ config }) =>
        (config.columns as { name: string }[]).map((column) => column.name).join(),
      );
      for (const other of keys) expect(`${key},`.startsWith(`${other},`), `${name} ${other}`).toBe(false);
    }
  });
});
