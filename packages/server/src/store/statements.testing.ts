/**
 * Every statement that a test's database is asked, with the name of its prepared query where it has one. Taken where drizzle
 * hands a statement to a driver, below everything that a feature can write: none goes past it.
 */
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3';
import { NodePgSession } from 'drizzle-orm/node-postgres';

/** The text of each, once. */
export type Statements = Set<string>;

type Prepare = (query: { sql: string }, ...rest: unknown[]) => unknown;

/** Notes every statement of this process from here on; answers how to stop. */
export function recordStatements(into: Statements): () => void {
  const stops = [BetterSQLiteSession, NodePgSession].map((session) => {
    const proto = session.prototype as unknown as { prepareQuery: Prepare };
    const { prepareQuery } = proto;
    proto.prepareQuery = function (query, ...rest) {
      into.add(query.sql);
      return prepareQuery.call(this, query, ...rest);
    };
    return () => void (proto.prepareQuery = prepareQuery);
  });
  return () => stops.forEach((stop) => stop());
}
