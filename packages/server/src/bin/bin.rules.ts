/** The office's bin: all kinds of things that were put there, as one list. */
import { aliasedTable, and, desc, isNull, sql } from 'drizzle-orm';
import type { binApi, Binned, BinnedKind, Page, Query } from '@parvis/sdk/contract';
import { principalNames } from '../access/principal-names.ts';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { pageOf, positionOf } from '../paging.ts';
import { parseSearchQuery } from '../search/search.query.ts';
import { firstFound, searchFor, type Search } from '../search/search.rules.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, type Schema, type Store } from '../store/store.ts';
import type { Binnable } from '../search/search.bin.ts';
import type { PutAwayTable } from '../access/put-away.ts';

type BinQuery = Query<(typeof binApi)['GET /bin']>;
type Listed = Omit<Binned, 'binnedBy'> & { by: string | null };

const list = 'bin';

/** A page of what is in the bin, the latest first; what went there along with something else is not listed. */
export async function listBinned(
  { store, sealer, features: { binnables } }: Services,
  viewer: Viewer,
  { kind, q, limit, cursor }: BinQuery,
): Promise<Page<Binned>> {
  const after = positionOf<[string, string]>(sealer, list, cursor);
  const query = parseSearchQuery(q, { phones: true });
  const kinds = kind ? [kind] : (Object.keys(binnables) as BinnedKind[]);
  const reading = { viewer, after, limit: limit + 1 };
  const pages = await Promise.all(
    kinds.map(async (each) => {
      // Each kind reads rows of its own.
      const binnable = binnables[each] as unknown as Binnable<PutAwayTable>;
      if (!query) return readBinned(store, binnable, reading, null);
      const { searched } = binnable;
      return firstFound(store, viewer.companyId, searched, query, async (asked) => {
        const search = await searchFor(store, viewer.companyId, searched, asked, { mayGather: false });
        return readBinned(store, binnable, reading, search);
      });
    }),
  );
  const found = pages
    .flat()
    .toSorted((one, other) => compare(other.binnedAt, one.binnedAt) || compare(other.id, one.id));
  const page = pageOf(sealer, list, found, limit, {
    position: ({ binnedAt, id }) => [binnedAt, id],
    view: (row) => row,
  });
  const names = await principalNames(store, viewer.companyId);
  return { ...page, items: page.items.map(({ by, ...row }) => ({ ...row, binnedBy: (by && names.get(by)) ?? null })) };
}

interface Reading {
  viewer: Viewer;
  after: readonly [string, string] | null;
  limit: number;
}

/** In the order of the index of what is in the bin, which holds nothing else: searching walks it. */
async function readBinned<Name extends PutAwayTable>(
  { read, t }: Store,
  { subject, reach, ownerOf, shown }: Binnable<Name>,
  { viewer, after, limit }: Reading,
  search: Search | null,
): Promise<Listed[]> {
  const scope = scopeOf(viewer, reach, 'bin');
  const shape = [reach.table, scope.shape, search?.shape, after && 'after'].filter(Boolean).join(':');
  const found = await prepared(read, `bin.list:${shape}`, (ph) => {
    // The columns that they have in common are asked for: any of the tables stands for all of them.
    const table = t[reach.table] as Schema['sites'];
    const owner = aliasedTable(t.customers, 'owner');
    return read
      .select({ row: table, customerName: owner.name })
      .from(table)
      .innerJoin(owner, isRow(owner, ph('inCompany'), ownerOf(t)))
      .where(
        and(
          scope.where(t, ph),
          isNull(table.binnedWith),
          search?.where(read, t, ph),
          after ? sql`(${table.binnedAt}, ${table.id}) < (${ph('afterAt')}, ${ph('afterId')})` : undefined,
        ),
      )
      .orderBy(desc(table.binnedAt), desc(table.id))
      .limit(ph('limit'));
  })({ ...scope.values, ...search?.values, afterAt: after?.[0], afterId: after?.[1], limit });
  return found.map(({ row, customerName }) => ({
    kind: subject,
    id: row.id,
    ...shown(row as unknown as Schema[Name]['$inferSelect']),
    customerName,
    binnedAt: row.binnedAt!,
    by: row.binnedBy,
    version: row.version,
  }));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
