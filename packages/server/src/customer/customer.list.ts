import { and, asc, desc, eq, gt, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { CustomerSummary, customerApi, Page, Query } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { pageOf, positionOf } from '../paging.ts';
import { unsupportedOrder } from '../problem.ts';
import { parseSearchQuery } from '../search/search.query.ts';
import { firstFound, searchFor, type Search } from '../search/search.rules.ts';
import type { Services } from '../services.ts';
import { prepared, type Schema } from '../store/store.ts';
import { isListed } from '../work/archived.ts';
import { summaryView } from './customer.rules.ts';
import { customers } from './customer.reach.ts';
import { searchedCustomers } from './customer.search.ts';

type CustomerQuery = Query<(typeof customerApi)['GET /customers']>;

/**
 * A page of customers, by name or by number; those that are archived only where they are asked for. Raises 422 `unsupported-order` for an order that no index keeps.
 */
export const listCustomers = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { q, status, archived, externalId, sort, order, limit, cursor }: CustomerQuery,
): Promise<Page<CustomerSummary>> => {
  if ((status || archived) && sort === 'number') throw unsupportedOrder();
  const listed = isListed(viewer, { archived, externalId });
  const list = `customers ${sort} ${order}`;
  const after = positionOf<[string | number, string]>(sealer, list, cursor);
  const searchQuery = parseSearchQuery(q, { phones: true });

  const { read, t } = store;
  const scope = scopeOf(viewer, customers);
  const readPage = (search: Search | null) => {
    const shape = [
      scope.shape,
      status && 'status',
      externalId && 'external',
      search?.shape,
      listed?.shape,
      sort,
      order,
      after && 'after',
    ]
      .filter(Boolean)
      .join(':');
    const query = prepared(read, `customer.list:${shape}`, (ph) => {
      const columns = {
        id: t.customers.id,
        number: t.customers.number,
        kind: t.customers.kind,
        name: t.customers.name,
        nameFolded: t.customers.nameFolded,
        status: t.customers.status,
        address: t.customers.address,
        createdAt: t.customers.createdAt,
      };
      const found = search?.from?.(read, t, ph);
      const rows = found
        ? read
            .select(columns)
            .from(found)
            .innerJoin(t.customers, search!.isFound(found, t, ph))
            .$dynamic()
        : read.select(columns).from(t.customers).$dynamic();
      return rows
        .where(
          and(
            scope.where(t, ph),
            status ? eq(t.customers.status, ph('status')) : undefined,
            listed?.where(t.customers),
            externalId ? eq(t.customers.externalId, ph('externalId')) : undefined,
            search?.where(read, t, ph),
            after ? beyond(t, ph, sort, order) : undefined,
          ),
        )
        .orderBy(...inOrder(t, sort, order))
        .limit(ph('limit'));
    });
    return query({
      ...scope.values,
      ...search?.values,
      status,
      externalId,
      limit: limit + 1,
      afterKey: after?.[0],
      afterId: after?.[1],
    });
  };
  const isAll = scope.shape === 'company';
  const search = async (asked: string[]) =>
    await readPage(await searchFor(store, viewer.companyId, searchedCustomers, asked, { mayGather: isAll }));
  const found = searchQuery
    ? await firstFound(store, viewer.companyId, searchedCustomers, searchQuery, search)
    : await readPage(null);
  return pageOf(sealer, list, found, limit, {
    position: (row) => (sort === 'name' ? [row.nameFolded, row.id] : [row.number]),
    view: summaryView,
  });
};

type Sort = CustomerQuery['sort'];
type Order = CustomerQuery['order'];

const inOrder = ({ customers }: Schema, sort: Sort, order: Order): SQL[] => {
  const direction = order === 'asc' ? asc : desc;
  return sort === 'name' ? [direction(customers.nameFolded), direction(customers.id)] : [direction(customers.number)];
};

const beyond = ({ customers }: Schema, ph: (name: string) => Placeholder, sort: Sort, order: Order): SQL => {
  if (sort === 'number') return (order === 'asc' ? gt : lt)(customers.number, ph('afterKey'));
  const position = sql`(${customers.nameFolded}, ${customers.id})`;
  const after = sql`(${ph('afterKey')}, ${ph('afterId')})`;
  return order === 'asc' ? sql`${position} > ${after}` : sql`${position} < ${after}`;
};
