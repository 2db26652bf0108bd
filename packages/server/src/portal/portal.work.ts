/** What the head of a portal says of the work in a viewer's scope: how much there is, and what comes next. */
import { aliasedTable, and, asc, count, desc, eq, gt, gte, sql, type SQL } from 'drizzle-orm';
import type { Address, InterventionSummary, Portal } from '@parvis/sdk/contract';
import type { Sealer } from '../access/seal.ts';
import { scopeOf, type Placeholders } from '../access/scope.ts';
import type { OutsideViewer } from '../access/viewer.ts';
import { actsOf } from '../access/acts.ts';
import { calendarUrl } from '../intervention/intervention.calendar.ts';
import { hiddenFrom, summaryColumns } from '../intervention/intervention.list.ts';
import { lastOutcome } from '../intervention/intervention.reschedule.ts';
import { interventions } from '../work/intervention.reach.ts';
import type { Schema, Store } from '../store/store.ts';
import { now, startOfDay } from '../time.ts';

/** Where one that is planned is looked for first: from here on its index is read, so that the years before are not. */
const longestWindow = 31 * 86_400_000;
const underWay = ['en_route', 'in_progress'] as const;
/** The most frequent first. */
const closed = ['signed', 'done', 'cancelled'] as const;

/** What `workIn` asks for. */
export const workValues = (viewer: OutsideViewer, at = now()): Record<string, string> => ({
  ...scopeOf(viewer, interventions).values,
  companyId: viewer.companyId,
  today: startOfDay(viewer.timeZone, at),
  lately: new Date(Date.parse(at) - longestWindow).toISOString(),
});

/** `counted` is a part of the query's `from`; `upcoming` is the id of what comes next. */
export function workIn({ read, t }: Pick<Store, 'read' | 't'>, viewer: OutsideViewer, ph: Placeholders) {
  const inScope = scopeOf(viewer, interventions).where(t, ph);
  const counted = read
    .select({
      all: count().as('all_interventions'),
      open: countWhere(isNoneOf(t.interventions.status, closed)).as('open_interventions'),
      planned: countWhere(eq(t.interventions.status, 'scheduled')).as('planned_interventions'),
      underWay: sql<
        number | null
      >`max(case when ${isOneOf(t.interventions.status, underWay)} then ${t.interventions.number} end)`.as(
        'number_under_way',
      ),
    })
    .from(t.interventions)
    .where(inScope)
    .as('counted');
  const planned = (...more: SQL[]) =>
    read
      .select({ id: t.interventions.id })
      .from(t.interventions)
      .where(and(inScope, eq(t.interventions.status, 'scheduled'), ...more))
      .limit(1);
  const { date, id, windowEnd } = t.interventions;
  // Each is looked for where the one before is not there: what is under way, whatever the clock says; what is planned,
  // until its day has ended; and what should have been, until somebody moves it.
  const running = sql`(select ${id} from ${t.interventions} where ${and(eq(t.interventions.companyId, ph('companyId')), eq(t.interventions.number, counted.underWay))})`;
  const coming = planned(gt(date, ph('lately')), gte(windowEnd, ph('today'))).orderBy(asc(date), asc(id));
  const late = planned().orderBy(desc(date), desc(id));
  const upcoming = sql`coalesce(case when ${counted.underWay} is not null then ${running} end, case when ${counted.planned} > 0 then coalesce((${coming}), (${late})) end)`;
  return { counted, upcoming };
}

/** Words of our own, one by one: more than two in a list would be laid into a table to look in, at every request. */
const isOneOf = (column: Status, words: readonly string[]): SQL => sql`(${sql.join(are(column, words), sql` or `)})`;
const isNoneOf = (column: Status, words: readonly string[]): SQL => sql`not ${isOneOf(column, words)}`;
const are = (column: Status, words: readonly string[]) => words.map((word) => sql`${column} = ${sql.raw(`'${word}'`)}`);
type Status = Schema['interventions']['status'];

const countWhere = (condition: SQL): SQL<number> =>
  sql<number>`count(case when ${condition} then 1 end)`.mapWith(Number);

/** Flat, as rows are read fastest: `next.id`, `next.number` … */
const named = <Prefix extends string, Columns extends object>(prefix: Prefix, columns: Columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${prefix}.${name}`, column])) as {
    [Name in keyof Columns & string as `${Prefix}.${Name}`]: Columns[Name];
  };

/** `next`, its site and who comes, as `nextOf` reads them. */
export function nextIn(t: Schema, ph: Placeholders) {
  const next = aliasedTable(t.interventions, 'next');
  const nextSite = aliasedTable(t.sites, 'next_site');
  const columns = {
    ...summaryColumns({ ...t, interventions: next, sites: nextSite }),
    address: next.address,
    assigneeFirstName: t.members.firstName,
    rescheduleOutcome: lastOutcome(t, next, ph('companyId')).as('next.rescheduleOutcome'),
  };
  return { next, nextSite, columns: named('next', columns) };
}

type NextColumns = ReturnType<typeof nextIn>['columns'];
type Next = { customerName: string | null } & { [Name in keyof NextColumns]: unknown };

export function nextOf(sealer: Sealer, row: Next, viewer: OutsideViewer): Portal['next'] {
  if (row['next.id'] === null) return null;
  const summary = {
    id: row['next.id'],
    number: row['next.number'],
    type: row['next.type'],
    description: row['next.description'],
    status: row['next.status'],
    date: row['next.date'],
    windowStart: row['next.windowStart'],
    windowEnd: row['next.windowEnd'],
    customerId: row['next.customerId'],
    customerName: row.customerName,
    siteId: row['next.siteId'],
    siteName: row['next.siteName'],
    equipmentId: row['next.equipmentId'],
    dossierId: row['next.dossierId'],
    assigneeId: row['next.assigneeId'],
    createdAt: row['next.createdAt'],
    incomplete: row['next.incomplete'],
    rescheduleRequested: row['next.rescheduleRequested'],
    ...hiddenFrom(viewer),
  } as InterventionSummary;
  const { assigneeId } = summary;
  return {
    ...summary,
    address: row['next.address'] as Address,
    // A customer hears the first name.
    assignee:
      assigneeId === null ? null : { id: assigneeId, name: (row['next.assigneeFirstName'] as string | null) ?? '' },
    calendarUrl: calendarUrl(sealer, viewer, summary),
    can: actsOf(viewer, summary),
    rescheduleOutcome: row['next.rescheduleOutcome'] as NonNullable<Portal['next']>['rescheduleOutcome'],
  };
}
