/**
 * The list of interventions. Every order it can have is the order of an index, so that a page costs the same among ten
 * rows or ten million; an order that no index keeps is refused.
 */
import { and, asc, desc, eq, gt, inArray, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { InterventionStatus, InterventionSummary, interventionApi, Page, Query } from '@parvis/sdk/contract';
import { isShown, scopeOf, type RowScope } from '../access/scope.ts';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { equipment } from '../equipment/equipment.reach.ts';
import { pageOf, positionOf } from '../paging.ts';
import { forbidden, refused, unsupportedOrder } from '../problem.ts';
import { parseSearchQuery } from '../search/search.query.ts';
import { firstFound, searchFor, type Search } from '../search/search.rules.ts';
import type { Services } from '../services.ts';
import { sites } from '../site/site.reach.ts';
import { isRow, prepared, whenKnown, type Schema, type Store } from '../store/store.ts';
import { interventionStatuses } from './intervention.tables.ts';
import { interventions } from '../work/intervention.reach.ts';
import { isListed } from '../work/archived.ts';
import { isKept } from '../work/put-away.reach.ts';
import { searchedInterventions } from '../work/intervention.search.ts';

export type InterventionQuery = Query<(typeof interventionApi)['GET /interventions']>;
type Filters = Omit<InterventionQuery, 'q' | 'status' | 'sort' | 'order' | 'limit' | 'cursor'>;

/** What narrows the list most, and is the beginning of the index that keeps its order. */
type Lead =
  | 'intervention'
  | 'externalId'
  | 'customer'
  | 'site'
  | 'equipment'
  | 'dossier'
  | 'archived'
  | 'assignee'
  | 'incomplete'
  | 'inbox'
  | 'company';

/** One statement to read a page by. Everything that shapes it is in its name. */
interface Reading {
  scope: RowScope;
  filters: Filters;
  lead: Lead;
  listed: ReturnType<typeof isListed>;
  statuses: readonly InterventionStatus[] | null;
  search: Search | null;
  sort: InterventionQuery['sort'];
  order: InterventionQuery['order'];
  after: readonly [string | number, string] | null;
  limit: number;
}

/** What a list shows of an intervention. */
export const summaryColumns = ({ customers, interventions, sites }: Schema) => ({
  id: interventions.id,
  number: interventions.number,
  type: interventions.type,
  description: interventions.description,
  status: interventions.status,
  date: interventions.date,
  windowStart: interventions.windowStart,
  windowEnd: interventions.windowEnd,
  customerId: interventions.customerId,
  customerName: customers.name,
  // Of a site that is in the bin nothing is shown.
  siteId: sites.id,
  siteName: sites.name,
  equipmentId: interventions.equipmentId,
  dossierId: interventions.dossierId,
  assigneeId: interventions.assigneeId,
  createdAt: interventions.createdAt,
  incomplete: interventions.incomplete,
  rescheduleRequested: interventions.rescheduleRequested,
});

/** What parts of the portal that are off hide of a row from whoever comes to it; null: nothing, and from nobody else. */
export const hiddenFrom = (viewer: Viewer): Partial<InterventionSummary> | null => {
  const [withSites, withEquipment] = [isShown(viewer, sites), isShown(viewer, equipment)];
  if (withSites && withEquipment) return null;
  return { ...(!withSites && { siteId: null, siteName: null }), ...(!withEquipment && { equipmentId: null }) };
};

/** A page of the interventions in the viewer's scope. Raises 403 `part-off` for a filter by what is hidden from a contact, 403 `forbidden` for their asking what is archived, 422 `unsupported-order` for an order that no index keeps, 422 `invalid` for what would be looked for among all there ever was. */
export const listInterventions = (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { q, status, sort, order, limit, cursor, ...filters }: InterventionQuery,
): Page<InterventionSummary> | Promise<Page<InterventionSummary>> => {
  const hidden = hiddenFrom(viewer);
  if (hidden && ((filters.siteId && 'siteId' in hidden) || (filters.equipmentId && 'equipmentId' in hidden)))
    throw forbidden('part-off');
  const statuses = status ? [...new Set(status)] : null;
  // By number, what is seen under a link to a site is found among its customer's.
  const all = { ...filters, ...(viewer.kind === 'contact' && sort === 'number' && { customerId: viewer.customerId }) };
  const lead = sort === 'date' ? leadByDate(viewer, all) : leadByNumber(viewer, all);
  if (!lead || (lead === 'company' && sort === 'number' && statuses)) throw unsupportedOrder();
  assertBounded(lead, all);

  const list = `interventions ${sort} ${order}`;
  const position = positionOf<[string | number, string]>(sealer, list, cursor);
  // A contact reads no telephone numbers of others.
  const searchQuery = parseSearchQuery(q, { phones: !isOutside(viewer) });
  const reading: Reading = {
    scope: scopeOf(viewer, interventions),
    lead,
    listed: isListed(viewer, filters),
    statuses,
    search: null,
    sort,
    order,
    ...readOn(all, order, position),
    limit: limit + 1,
  };
  const found = searchQuery
    ? firstFound(store, viewer.companyId, searchedInterventions, searchQuery, (asked) =>
        search(store, viewer, reading, asked),
      )
    : readAll(store, reading);
  return whenKnown(found, (rows) =>
    pageOf(sealer, list, rows, limit, {
      position: (row) => (sort === 'date' ? [row.date, row.id] : [row.number]),
      view: (row) => (hidden ? { ...row, ...hidden } : row),
    }),
  );
};

/**
 * Of a type, or of nobody's, are few among many: an index must have narrowed these down, or a period with both its ends, or
 * all that a company ever had would be read through for a page.
 */
const assertBounded = (lead: Lead, { type, assigneeId, inbox, from, to }: Filters): void => {
  const isSparse = type !== undefined || assigneeId === 'none';
  const isEndless = lead === 'company' || lead === 'archived' || (lead === 'inbox' && !inbox);
  if (!isSparse || !isEndless) return;
  if (!from || !to) throw refused(from ? 'to' : 'from', 'required');
  if (Date.parse(to) - Date.parse(from) > longestPeriod) throw refused('to', 'period-too-long');
};
/** A year and what is planned beyond it, in milliseconds. */
const longestPeriod = 400 * 86_400_000;

/** From where, and how far: each end of a page is said once, since SQLite seeks one bound a side in an index, and walks to the other. */
const readOn = (
  { from, to, ...filters }: Filters,
  order: Reading['order'],
  position: Reading['after'],
): Pick<Reading, 'filters' | 'after'> => {
  const [reached] = position ?? [];
  // A cursor of another period may lie before this one.
  const isIn = reached !== undefined && (order === 'asc' ? !from || reached >= from : !to || reached < to);
  if (!isIn) return { filters: { ...filters, from, to }, after: null };
  return { filters: order === 'asc' ? { ...filters, to } : { ...filters, from }, after: position };
};

const search = async (store: Store, viewer: Viewer, reading: Reading, asked: string[]) => {
  const isLong = reading.lead === 'company' || reading.lead === 'inbox' || reading.lead === 'archived';
  const found = await searchFor(store, viewer.companyId, searchedInterventions, asked, {
    mayGather: isLong,
    hides: !isShown(viewer, sites),
  });
  return await readAll(store, { ...reading, search: found });
};

const readAll = (store: Store, reading: Reading): InterventionSummary[] | Promise<InterventionSummary[]> => {
  const { statuses, lead, search, order } = reading;
  if (!statuses || search?.from || (lead !== 'company' && lead !== 'assignee')) return read(store, reading);
  // Long lists are in order within one state: several are read side by side and merged.
  const pages = statuses.map(async (one) => await read(store, { ...reading, statuses: [one] }));
  return Promise.all(pages).then((found) => merge(found, order));
};

const leadByDate = (viewer: Viewer, filters: Filters): Lead => {
  const scoped = isOutside(viewer) ? viewer.scope.kind : null;
  if (scoped === 'intervention') return 'intervention';
  // One at most.
  if (filters.externalId) return 'externalId';
  if (filters.equipmentId) return 'equipment';
  if (filters.siteId || scoped === 'site') return 'site';
  if (filters.dossierId || scoped === 'dossier') return 'dossier';
  if (filters.customerId || scoped === 'customer') return 'customer';
  if (filters.archived) return 'archived';
  if ((filters.assigneeId && filters.assigneeId !== 'none') || isTechnician(viewer)) return 'assignee';
  if (filters.incomplete) return 'incomplete';
  return filters.inbox === undefined ? 'company' : 'inbox';
};

/** The few of one customer, or all there are: those who see but their own have no index by number. */
const leadByNumber = (viewer: Viewer, { customerId, ...others }: Filters): Lead | null => {
  // A period has the order of time.
  if (others.from || others.to) return null;
  if (others.externalId) return 'externalId';
  if (isTechnician(viewer)) return null;
  if (customerId) return 'customer';
  return Object.values({ ...others, archived: others.archived || undefined }).every((filter) => filter === undefined)
    ? 'company'
    : null;
};

const isTechnician = (viewer: Viewer): boolean => scopeOf(viewer, interventions).shape === 'assigned';

const read = (store: Store, reading: Reading): InterventionSummary[] | Promise<InterventionSummary[]> => {
  const { scope, filters, statuses, search, after, limit } = reading;
  const { inbox: _inbox, incomplete: _incomplete, archived: _archived, from: since, to: until, ...ids } = filters;
  return listQuery(
    store,
    reading,
  )({
    ...scope.values,
    ...ids,
    // A search says `from` and `to` of a word.
    since,
    until,
    ...(statuses && statusValues(statuses)),
    ...search?.values,
    afterKey: after?.[0],
    afterId: after?.[1],
    limit,
  }).found();
};

const listQuery = ({ read, t }: Store, reading: Reading) =>
  prepared(read, `intervention.list:${shapeOf(reading)}`, (ph) => {
    const { scope, search, sort, order, after } = reading;
    const { customers, interventions: i, sites } = t;
    const found = search?.from?.(read, t, ph);
    const start = found
      ? read
          .select(summaryColumns(t))
          .from(found)
          .innerJoin(i, search!.isFound(found, t, ph))
          .$dynamic()
      : read.select(summaryColumns(t)).from(i).$dynamic();
    return start
      .innerJoin(customers, isRow(customers, ph('inCompany'), i.customerId))
      .leftJoin(sites, isKept(sites, ph('inCompany'), i.siteId))
      .where(
        and(
          scope.where(t, ph),
          ...conditions(reading, t, ph),
          reading.listed?.where(i),
          search?.where(read, t, ph),
          after ? beyond(t, ph, sort, order) : undefined,
        ),
      )
      .orderBy(...inOrder(t, sort, order))
      .limit(ph('limit'));
  });

/** Short: PostgreSQL cuts the names of statements at 63 characters. */
const shapeOf = ({ scope, filters, listed, statuses, search, sort, order, after }: Reading): string =>
  [
    scope.shape,
    filters.customerId && 'c',
    filters.siteId && 's',
    filters.equipmentId && 'e',
    filters.dossierId && 'd',
    filters.assigneeId && (filters.assigneeId === 'none' ? 'v' : 'a'),
    filters.type !== undefined && 't',
    filters.from && 'f',
    filters.to && 'u',
    filters.externalId && 'x',
    filters.inbox !== undefined && `i${filters.inbox ? 1 : 0}`,
    filters.incomplete !== undefined && `o${filters.incomplete ? 1 : 0}`,
    listed && (listed.shape === 'archived' ? 'z' : 'k'),
    statuses && (statuses.length === 1 ? '1' : 'n'),
    search?.shape,
    `${sort[0]}${order[0]}`,
    after && '+',
  ]
    .filter(Boolean)
    .join(':');

type Placeholders = (name: string) => Placeholder;

const conditions = ({ filters, lead, statuses, search }: Reading, { interventions: i }: Schema, ph: Placeholders) => {
  const is = (name: 'customerId' | 'siteId' | 'equipmentId' | 'dossierId' | 'assigneeId', index: Lead) =>
    filters[name] === undefined ? undefined : sql`${lead === index ? i[name] : aside(i[name])} = ${ph(name)}`;
  // Where few rows were found another way, they are not looked for by date as well.
  const isFound = lead === 'intervention' || lead === 'externalId' || search?.from;
  const date = isFound ? aside(i.date) : sql`${i.date}`;
  return [
    is('customerId', 'customer'),
    is('siteId', 'site'),
    is('equipmentId', 'equipment'),
    is('dossierId', 'dossier'),
    filters.assigneeId === 'none' ? sql`${aside(i.assigneeId)} is null` : is('assigneeId', 'assignee'),
    filters.type === undefined ? undefined : eq(i.type, ph('type')),
    filters.from ? sql`${date} >= ${ph('since')}` : undefined,
    filters.to ? sql`${date} < ${ph('until')}` : undefined,
    filters.externalId === undefined ? undefined : eq(i.externalId, ph('externalId')),
    filters.inbox === undefined ? undefined : isFlagged(i.inbox, filters.inbox, lead === 'inbox'),
    filters.incomplete === undefined ? undefined : isIncomplete(i, filters.incomplete, lead),
    statuses === null ? undefined : hasStatus(i, statuses, lead, ph),
  ];
};

type Interventions = Schema['interventions'];

const isFlagged = (column: Interventions['inbox' | 'incomplete'], wanted: boolean, leads: boolean): SQL =>
  leads ? eq(column, wanted) : sql`case when ${column} then 1 else 0 end = ${wanted ? 1 : 0}`;

const isIncomplete = ({ incomplete }: Interventions, wanted: boolean, lead: Lead): SQL =>
  // In the words of the index, which holds no others.
  lead === 'incomplete' ? sql`${incomplete}` : isFlagged(incomplete, wanted, false);

const hasStatus = ({ status }: Interventions, statuses: readonly string[], lead: Lead, ph: Placeholders): SQL =>
  statuses.length === 1 && (lead === 'company' || lead === 'assignee')
    ? eq(status, ph('status0'))
    : inArray(
        aside(status),
        interventionStatuses.map((_, n) => ph(`status${n}`)),
      );

/** A column that is only looked at in the rows found: neither database shall take its index, and sort. */
const aside = (
  column: Interventions['status' | 'customerId' | 'siteId' | 'equipmentId' | 'dossierId' | 'assigneeId' | 'date'],
): SQL<string> => sql<string>`(${column} || '')`;

/** As many as there are states, the last one repeated: one statement however many were asked for. */
const statusValues = (statuses: readonly InterventionStatus[]): Record<string, string> =>
  Object.fromEntries(interventionStatuses.map((_, n) => [`status${n}`, statuses[n] ?? statuses.at(-1)!]));

const inOrder = ({ interventions: i }: Schema, sort: Reading['sort'], order: Reading['order']): SQL[] => {
  const direction = order === 'asc' ? asc : desc;
  return sort === 'date' ? [direction(i.date), direction(i.id)] : [direction(i.number)];
};

const beyond = (
  { interventions: i }: Schema,
  ph: Placeholders,
  sort: Reading['sort'],
  order: Reading['order'],
): SQL => {
  if (sort === 'number') return (order === 'asc' ? gt : lt)(i.number, ph('afterKey'));
  const after = sql`(${ph('afterKey')}, ${ph('afterId')})`;
  return order === 'asc' ? sql`(${i.date}, ${i.id}) > ${after}` : sql`(${i.date}, ${i.id}) < ${after}`;
};

/** Pages of one state each, as the page of all. A row that moved between two of the readings is in both. */
const merge = (pages: InterventionSummary[][], order: Reading['order']): InterventionSummary[] => {
  const sign = order === 'asc' ? 1 : -1;
  const rows = new Map(pages.flat().map((row) => [row.id, row]));
  return [...rows.values()].toSorted((a, b) => sign * (compare(a.date, b.date) || compare(a.id, b.id)));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
