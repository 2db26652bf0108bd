/**
 * Tables of companies, which share one database and never a row: the company is the first column of each primary key, and
 * part of each foreign key. A feature names neither:
 *
 *     export const siteTables = (k: TenantKit, { customers }: Targets<'customers'>) => {
 *       const sites = k.tenantTable(
 *         'sites',
 *         { id: k.id('id').notNull(), customerId: k.reference('customer_id', customers).notNull() },
 *         { indexes: (t) => [k.index('sites_customer').on(t.companyId, t.customerId)] },
 *       );
 *       return { sites };
 *     };
 *
 * An id is one row's within its company alone: a query that names no company would reach the rows of others.
 */
import type { BuildColumns } from 'drizzle-orm';
import type { IndexBuilder, SQLiteColumn, SQLiteColumnBuilderBase, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Kit } from './kit.ts';
import type { TargetTable } from './tenant-row.ts';

export const tenantKit = (k: Kit, { companies }: { companies: SQLiteTable & { id: SQLiteColumn } }) => {
  const targets = new WeakMap<object, TargetTable>();

  /** The id of another row of the same company. */
  const reference = <Name extends string>(name: Name, to: TargetTable) => {
    const column = k.id(name);
    targets.set(column, to);
    return column;
  };

  /**
   * Its primary key is the company and `key`: the id, where nothing else is said. A row points at its company by way of the
   * row that it cannot be without, else by itself; an `unbound` one not at all: it is made of others, or soon gone.
   */
  const tenantTable = <Name extends string, Columns extends Record<string, SQLiteColumnBuilderBase>>(
    name: Name,
    columns: Columns,
    { key = ['id'], indexes = () => [], unbound = false }: Shape<Name, Columns> = {},
  ) =>
    k.table(name, { companyId: companyIdOf(k), ...columns }, (t) => {
      const own = t as unknown as Record<string, SQLiteColumn> & { companyId: SQLiteColumn };
      const pointing = Object.entries(columns).flatMap(([property, builder]) => {
        const to = targets.get(builder);
        return to ? [{ column: own[property]!, to }] : [];
      });
      const isBound = unbound || pointing.some(({ column }) => column.notNull);
      return [
        k.primaryKey({ columns: [own.companyId, ...key.map((property) => own[property])] }),
        ...(isBound ? [] : [k.foreignKey({ columns: [own.companyId], foreignColumns: [companies.id] })]),
        ...pointing.map(({ column, to }) =>
          // drizzle would name it after all four columns, which is longer than PostgreSQL's names are.
          k.foreignKey({
            name: `${name}_${column.name}_fk`,
            columns: [own.companyId, column],
            foreignColumns: [to.companyId, to.id],
          }),
        ),
        ...indexes(t),
      ];
    });

  return { ...k, reference, tenantTable };
};
export type TenantKit = ReturnType<typeof tenantKit>;

/** Tables of other features, of which a feature knows no more than that their rows can be pointed at. */
export type Targets<Name extends string> = Record<Name, TargetTable>;

interface Shape<Name extends string, Columns extends Record<string, SQLiteColumnBuilderBase>> {
  key?: (keyof Columns & string)[];
  indexes?: (t: BuildColumns<Name, WithCompany<Columns>, 'sqlite'>) => IndexBuilder[];
  unbound?: boolean;
}
type WithCompany<Columns> = { companyId: ReturnType<typeof companyIdOf> } & Columns;
const companyIdOf = (k: Kit) => k.id('company_id').notNull();
