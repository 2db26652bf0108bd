/**
 * One declaration of every table for two databases. A feature writes its tables once, as a function of a kit:
 *
 *     export const companyTables = (k: Kit) => {
 *       const companies = k.table('companies', { id: k.id('id').primaryKey(), name: k.text('name').notNull() },
 *         (t) => [k.index('companies_name').on(t.name)]);
 *       return { companies };
 *     };
 *
 * What companies have in it is declared by `tenant-kit.ts`, which adds the company.
 *
 * The types are those of the SQLite builders; the PostgreSQL kit has the same words and is cast to them.
 * A kit offers only what both engines do alike.
 */
import * as p from 'drizzle-orm/pg-core';
import * as s from 'drizzle-orm/sqlite-core';

// drizzle encodes placeholders even when their value is null, and its own boolean and JSON columns then store `0` and `'null'`.
const orNull =
  <In, Out>(encode: (value: In) => Out) =>
  (value: In): Out =>
    (value === null ? null : encode(value)) as Out;

const sqliteBool = s.customType<{ data: boolean; driverData: number }>({
  dataType: () => 'integer',
  toDriver: orNull((value: boolean) => (value ? 1 : 0)),
  fromDriver: (value) => value === 1,
});

const sqliteJson = s.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: orNull((value: unknown) => JSON.stringify(value)),
  fromDriver: (value) => JSON.parse(value) as unknown,
});

// Sorted by code point, as SQLite does, whatever the locale of the database.
const pgText = p.customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });

// json and not jsonb: it keeps the order of keys, as SQLite's text does.
const pgJson = p.customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'json',
  toDriver: orNull((value: unknown) => JSON.stringify(value)),
});

export const sqliteKit = {
  table: s.sqliteTable,
  text: <Name extends string>(name: Name) => s.text(name),
  /** A UUIDv7 made by the app, or the id of another row. */
  id: <Name extends string>(name: Name) => s.text(name),
  /** ISO 8601 in UTC with milliseconds, as on the wire: sorts as text, costs no conversion. */
  time: <Name extends string>(name: Name) => s.text(name),
  /** A text that takes one of these values. */
  oneOf: <Name extends string, const Values extends readonly [string, ...string[]]>(name: Name, values: Values) =>
    s.text(name, { enum: values as unknown as [Values[number], ...Values[number][]] }),
  /** A whole number, exact up to 2^53. */
  int: <Name extends string>(name: Name) => s.integer(name),
  bool: <Name extends string>(name: Name) => sqliteBool(name),
  json: <Value>(name: string) => sqliteJson(name).$type<Value>(),
  index: s.index,
  uniqueIndex: s.uniqueIndex,
  primaryKey: s.primaryKey,
  foreignKey: s.foreignKey,
};

export type Kit = typeof sqliteKit;

export const postgresKit = {
  table: p.pgTable,
  text: (name: string) => pgText(name),
  id: (name: string) => pgText(name),
  time: (name: string) => pgText(name),
  oneOf: (name: string) => pgText(name),
  int: (name: string) => p.bigint(name, { mode: 'number' }),
  bool: (name: string) => p.boolean(name),
  json: (name: string) => pgJson(name),
  index: p.index,
  uniqueIndex: p.uniqueIndex,
  primaryKey: p.primaryKey,
  foreignKey: p.foreignKey,
} as unknown as Kit;
