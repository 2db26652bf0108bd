/** JSON aggregates, rows within a row: what a statement finds beside its own row, so that one statement answers for a whole screen. */
import { sql, type Column, type GetColumnData, type SQL } from 'drizzle-orm';

export type AggregatedRows<Columns extends Record<string, Column>> = {
  [Name in keyof Columns]: GetColumnData<Columns[Name]>;
}[];

/**
 * A subquery's rows as one value, in no order: `jsonAggregate({ id: t.sites.id }, sql`from ${t.sites} where …`)`. Columns are
 * read as they would be on their own.
 */
export type JsonAggregate = <Columns extends Record<string, Column>>(
  columns: Columns,
  from: SQL,
) => SQL<AggregatedRows<Columns>>;

/** `aggregate` makes one JSON text or value of the values of many rows. */
export const jsonAggregateBy =
  (aggregate: (values: SQL) => SQL): JsonAggregate =>
  (columns, from) => {
    const entries = Object.entries(columns);
    const values = sql.join(Object.values(columns), sql`, `);
    return sql`(select ${aggregate(values)} ${from})`.mapWith((aggregated: unknown) => {
      const rows = (typeof aggregated === 'string' ? JSON.parse(aggregated) : aggregated) as unknown[][];
      return rows.map((row) =>
        Object.fromEntries(
          entries.map(([name, column], n) => [name, row[n] === null ? null : column.mapFromDriverValue(row[n])]),
        ),
      ) as AggregatedRows<typeof columns>;
    });
  };
