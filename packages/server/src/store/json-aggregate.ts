/** Rows within a row: what a statement finds beside its own row, so that one statement answers for a whole screen. */
import { sql, type Column, type GetColumnData, type SQL } from 'drizzle-orm';

export type Gathered<Columns extends Record<string, Column>> = {
  [Name in keyof Columns]: GetColumnData<Columns[Name]>;
}[];

/**
 * A subquery's rows as one value, in no order: `gather({ id: t.sites.id }, sql`from ${t.sites} where …`)`. Columns are
 * read as they would be on their own.
 */
export type Gather = <Columns extends Record<string, Column>>(columns: Columns, from: SQL) => SQL<Gathered<Columns>>;

/** `collect` makes one JSON text or value of the values of many rows. */
export const gatherBy =
  (collect: (values: SQL) => SQL): Gather =>
  (columns, from) => {
    const entries = Object.entries(columns);
    const values = sql.join(Object.values(columns), sql`, `);
    return sql`(select ${collect(values)} ${from})`.mapWith((collected: unknown) => {
      const rows = (typeof collected === 'string' ? JSON.parse(collected) : collected) as unknown[][];
      return rows.map((row) =>
        Object.fromEntries(
          entries.map(([name, column], n) => [name, row[n] === null ? null : column.mapFromDriverValue(row[n])]),
        ),
      ) as Gathered<typeof columns>;
    });
  };
