/** Who calls: everything that is searched, asked at once. */
import { foundKind, type FoundGroup, type FoundKind, type finderApi, type Query } from '@parvis/sdk/contract';
import type { Viewer } from '../access/viewer.ts';
import { findCut, findIds } from '../search/search.finder.ts';
import { parseSearchQuery } from '../search/search.query.ts';
import type { Services } from '../services.ts';

type FinderQuery = Query<(typeof finderApi)['GET /search']>;

/** What is found of each kind, in the order of the kinds; before all others those with exactly the number asked for. */
export async function search(
  { store, features: { finders } }: Services,
  viewer: Viewer,
  { q, kind, limit }: FinderQuery,
): Promise<{ groups: FoundGroup[] }> {
  const query = parseSearchQuery(q, { phones: true });
  if (!query || query.readings.length === 0) return { groups: [] };
  const kinds = kind ? [kind] : foundKind.options;
  // One more than is answered, to know whether there are others.
  const most = limit + 1;
  const of = async <Found>(find: (each: FoundKind) => Promise<Found>) => Promise.all(kinds.map(find));
  let found = await of((each) => findIds(store, viewer, finders[each], query, most));
  if (found.every(({ ids }) => ids.length === 0))
    found = await of(async (each) => ({
      ids: await findCut(store, viewer, finders[each], query, most),
      isExact: false,
    }));

  const groups = await Promise.all(
    kinds.map(async (each, n) => {
      const { ids } = found[n]!;
      const items = await finders[each].rows(store, viewer, ids.slice(0, limit), query);
      // Each finder answers rows of its own kind.
      return { kind: each, items, more: ids.length > limit } as FoundGroup;
    }),
  );
  const isExact = ({ kind: each }: FoundGroup) => found[kinds.indexOf(each)]!.isExact;
  const some = groups.filter(({ items }) => items.length > 0);
  return { groups: [...some.filter(isExact), ...some.filter((each) => !isExact(each))] };
}
