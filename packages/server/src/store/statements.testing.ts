/**
 * Every statement that a test's database is asked, with the name of its prepared query where it has one. Taken where drizzle
 * hands a statement to a driver, below everything that a feature can write: none goes past it.
 */
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3';
import { NodePgSession } from 'drizzle-orm/node-postgres';

/** The text of each, once. */
export type Statements = Set<string>;

type Prepare = (query: { sql: string }, ...rest: unknown[]) => object;

/** Notes every statement of this process from here on; answers how to stop. */
export const recordStatements = (into: Statements): (() => void) =>
  whereHandedOver(({ sql }, query) => {
    into.add(sql);
    return query;
  });

/** Tells from here on what each statement brought; answers how to stop. What was prepared before stays unheard. */
export const recordRows = (told: (sql: string, rows: unknown) => void): (() => void) =>
  whereHandedOver(({ sql }, query) => {
    const asked = query as Record<string, (...values: unknown[]) => unknown>;
    // SQLite answers by the first three, at once; PostgreSQL by the last.
    for (const way of ['all', 'get', 'values', 'execute']) {
      const ask = asked[way];
      if (!ask) continue;
      asked[way] = (...values) => {
        const rows = ask.apply(query, values);
        if (rows instanceof Promise) return rows.then((found) => (told(sql, found), found));
        told(sql, rows);
        return rows;
      };
    }
    return query;
  });

function whereHandedOver(seen: (statement: { sql: string }, query: object) => object): () => void {
  const stops = [BetterSQLiteSession, NodePgSession].map((session) => {
    const proto = session.prototype as unknown as { prepareQuery: Prepare };
    const { prepareQuery } = proto;
    proto.prepareQuery = function (query, ...rest) {
      return seen(query, prepareQuery.call(this, query, ...rest));
    };
    return () => void (proto.prepareQuery = prepareQuery);
  });
  return () => stops.forEach((stop) => stop());
}
