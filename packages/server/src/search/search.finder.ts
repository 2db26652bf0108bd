/** All kinds at once: each feature declares, beside what of it is searched, how its things stand among others and what a row shows. */
import { and, asc, desc, eq, sql, type Column, type SQL } from 'drizzle-orm';
import type { Found, FoundKind } from '@parvis/sdk/contract';
import { scopeOf, type Reach } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepared, type Schema, type Store } from '../store/store.ts';
import type { SearchedKind } from './search.kind.ts';
import type { SearchQuery } from './search.query.ts';
import { cutFound, searchFor } from './search.rules.ts';

export interface Finder<Kind extends FoundKind> {
  searched: SearchedKind;
  reach: Reach;
  /** Texts by which an index keeps them: what comes first where much is found. */
  order(t: Schema): Column[];
  /** From the last of that order to the first. */
  isLastFirst?: boolean;
  /** These, as a row shows them, in their order; what was removed meanwhile is left out. */
  rows(store: Store, viewer: Viewer, ids: readonly string[], query: SearchQuery): Promise<Found<Kind>[]>;
}
export type Finders = { [Kind in FoundKind]: Finder<Kind> };
type AnyFinder = Finders[FoundKind];

export interface FoundIds {
  ids: string[];
  /** The first of them has the very number that was asked for. */
  isExact: boolean;
}

/** What any reading of a question finds of a kind: what has exactly this number, then reading by reading. */
export async function findIds(
  store: Store,
  viewer: Viewer,
  finder: AnyFinder,
  query: SearchQuery,
  most: number,
): Promise<FoundIds> {
  const exact = await exactly(store, viewer, finder, query);
  const ids = new Set(exact);
  for (const asked of query.readings) {
    if (ids.size >= most) break;
    for (const id of await idsFound(store, viewer, finder, asked, most)) ids.add(id);
  }
  return { ids: [...ids].slice(0, most), isExact: exact.length > 0 };
}

/** The same where the words of the question are cut. */
export const findCut = (store: Store, viewer: Viewer, finder: AnyFinder, query: SearchQuery, most: number) =>
  cutFound(store, viewer.companyId, finder.searched, query, (asked) => idsFound(store, viewer, finder, asked, most));

/** More digits are no number of ours. */
const number = /^\d{1,9}$/;

async function exactly({ read, t }: Store, viewer: Viewer, finder: AnyFinder, { typed }: SearchQuery) {
  const { searched, reach } = finder;
  const [asked = ''] = typed;
  if (searched.key === 'id' || typed.length !== 1 || !number.test(asked)) return [];
  const scope = scopeOf(viewer, reach);
  const rows = searched.rows(t);
  const found = await prepared(read, `find.number:${searched.letter}:${scope.shape}`, (ph) =>
    read
      .select({ id: rows.id })
      .from(rows)
      .where(and(scope.where(t, ph), eq(rows.number, ph('number')))),
  )({ ...scope.values, number: Number(asked) });
  return found.map(({ id }) => id as string);
}

async function idsFound(
  store: Store,
  viewer: Viewer,
  finder: AnyFinder,
  asked: string[],
  most: number,
): Promise<string[]> {
  const { read, t } = store;
  const { searched, reach } = finder;
  const scope = scopeOf(viewer, reach);
  const search = await searchFor(store, viewer.companyId, searched, asked, { mayGather: scope.shape === 'company' });
  const found = await prepared(read, `find:${searched.letter}:${scope.shape}:${search.shape}`, (ph) => {
    const rows = searched.rows(t);
    const direction = finder.isLastFirst ? desc : asc;
    const gathered = search.from?.(read, t, ph);
    const start = gathered
      ? read
          .select({ id: rows.id })
          .from(gathered)
          .innerJoin(rows, search.isFound(gathered, t, ph))
          .$dynamic()
      : read.select({ id: rows.id }).from(rows).$dynamic();
    return start
      .where(and(scope.where(t, ph), search.where(read, t, ph)))
      .orderBy(...finder.order(t).map((column) => direction(gathered ? aside(column) : column)))
      .limit(ph('limit'));
  })({ ...scope.values, ...search.values, limit: most });
  return found.map(({ id }) => id as string);
}

/** The few that were gathered are sorted: else SQLite goes through all rows in the order of the index to be spared it. */
const aside = (column: Column): SQL => sql`(${column} || '')`;
