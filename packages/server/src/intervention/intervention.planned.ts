/**
 * What is planned and not over, in the order in which it ends: who is busy in a period, what a day holds, what is late. Its
 * index holds these alone: what was planned and is over costs nothing, and a period costs what ends after it began.
 */
import { and, asc, gt, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import type { InterventionSummary, interventionApi, Page, Query } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { pageOf, positionOf } from '../paging.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, type Schema } from '../store/store.ts';
import { interventions } from '../work/intervention.reach.ts';
import { isKept } from '../work/put-away.reach.ts';
import { summaryColumns } from './intervention.list.ts';

type PlannedQuery = Query<(typeof interventionApi)['GET /interventions/planned']>;

/** In the words of the index, which holds no others. */
export const isPlanned = ({ interventions: i }: Schema): SQL =>
  sql`${i.status} in ('scheduled', 'en_route', 'in_progress')`;

const list = 'interventions planned';

/** A page of what is planned and not over, in the viewer's scope. */
export const listPlanned = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { limit, cursor, ...filters }: PlannedQuery,
): Promise<Page<InterventionSummary>> => {
  const { read, t } = store;
  const { customers, interventions: i, sites } = t;
  const after = positionOf<[string, string]>(sealer, list, cursor);
  const scope = scopeOf(viewer, interventions);
  const { endsAfter, endsBefore, startsBefore, assigneeId } = filters;
  const shape = [
    scope.shape,
    endsAfter && 'e',
    endsBefore && 'b',
    startsBefore && 's',
    assigneeId && 'a',
    after && 'after',
  ];
  const found = await prepared(read, `intervention.planned:${shape.filter(Boolean).join(':')}`, (ph) =>
    read
      .select(summaryColumns(t))
      .from(i)
      .innerJoin(customers, isRow(customers, ph('inCompany'), i.customerId))
      .leftJoin(sites, isKept(sites, ph('inCompany'), i.siteId))
      .where(
        and(
          scope.where(t, ph),
          isPlanned(t),
          isNotNull(i.windowEnd),
          endsAfter ? gt(i.windowEnd, ph('endsAfter')) : undefined,
          endsBefore ? lt(i.windowEnd, ph('endsBefore')) : undefined,
          startsBefore ? lt(i.windowStart, ph('startsBefore')) : undefined,
          // Only looked at in the rows found: the index by assignee holds all that they ever did.
          assigneeId ? sql`(${i.assigneeId} || '') = ${ph('assigneeId')}` : undefined,
          after ? sql`(${i.windowEnd}, ${i.id}) > (${ph('afterEnd')}, ${ph('afterId')})` : undefined,
        ),
      )
      .orderBy(asc(i.windowEnd), asc(i.id))
      .limit(ph('limit')),
  )({ ...scope.values, ...filters, afterEnd: after?.[0], afterId: after?.[1], limit: limit + 1 });
  return pageOf(sealer, list, found, limit, {
    position: (row) => [row.windowEnd!, row.id],
    view: (row) => row,
  });
};
