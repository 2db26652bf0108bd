/** How a query names a row of a company. */
import { and, eq, type Column, type Placeholder, type SQL } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** A table whose rows can be pointed at. */
export type TargetTable = SQLiteTable & { companyId: SQLiteColumn; id: SQLiteColumn };

/** A value that is bound: never another table's column, by which a database that is spread over several machines finds no place. */
export type CompanyId = string | Placeholder;

/**
 * That `table`'s row is the company's row with this id, also to join it:
 *
 *     .leftJoin(t.sites, isRow(t.sites, ph('companyId'), t.interventions.siteId))
 */
export const isRow = (table: TargetTable, companyId: CompanyId, id: string | Placeholder | Column | SQL): SQL =>
  and(eq(table.companyId, companyId), eq(table.id, id))!;
