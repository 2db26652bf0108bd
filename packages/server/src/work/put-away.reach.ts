/** What hangs on customers: nothing of those in the bin is seen, nor of the interventions there. */
import { and, eq, isNotNull, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { InsideViewer, Placeholders, Rows } from '../access/scope.ts';
import { isRow, type Schema } from '../store/store.ts';

/** Of a row that names a customer, or none. Those in the bin are few, and found once through an index. */
export const isNotOfBinned = (customerId: SQLWrapper, t: Schema, ph: Placeholders): SQL =>
  isNone(customerId, t.customers, ph);

/** Of a row that names an intervention, or none. */
export const isNotOfBinnedWork = (interventionId: SQLWrapper, t: Schema, ph: Placeholders): SQL =>
  isNone(interventionId, t.interventions, ph);

function isNone(named: SQLWrapper, table: Schema['customers' | 'interventions'], ph: Placeholders): SQL {
  const { binnedAt, companyId, id } = table;
  const binned = sql`(select ${id} from ${table} where ${eq(companyId, ph('inCompany'))} and ${isNotNull(binnedAt)})`;
  return sql`(${named} is null or ${named} not in ${binned})`;
}

/** For whoever sees all else. */
export const notOfBinned = (customerId: (t: Schema) => SQLWrapper): Rows<InsideViewer> => ({
  summary: 'all but those of customers in the bin',
  of: () => ({ shape: 'company', where: (t, ph) => isNotOfBinned(customerId(t), t, ph) }),
});

/** Names or joins a row as `isRow` does, unless it is in the bin: of a site there, what names it shows nothing. */
export const isKept = (table: Schema['sites' | 'equipment'], ...row: IsRow): SQL | undefined =>
  and(isRow(table, ...row), isNull(table.binnedAt));
type IsRow = Parameters<typeof isRow> extends [unknown, ...infer Rest] ? Rest : never;
