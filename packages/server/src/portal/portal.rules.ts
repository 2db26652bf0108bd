/** The head of the portal: its first screen, from one statement. */
import { aliasedTable, and, asc, count, desc, eq, getTableColumns, gt, gte, isNull, sql, type SQL } from 'drizzle-orm';
import {
  portalPart,
  type Address,
  type InterventionSummary,
  type Portal,
  type PortalOptions,
} from '@parvis/sdk/contract';
import { refusal } from '../access/policy.ts';
import { isShown, scopeOf, type Reach } from '../access/scope.ts';
import type { ContactViewer } from '../access/viewer.ts';
import { fileView } from '../files/files.rules.ts';
import { hiddenFrom, summaryColumns } from '../intervention/intervention.list.ts';
import { shortened } from '../intervention/intervention.place.ts';
import { notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, whenKnown, type Schema } from '../store/store.ts';
import { now, startOfDay } from '../time.ts';
import { contacts } from '../customer/customer.reach.ts';
import { equipment } from '../equipment/equipment.reach.ts';
import { fields } from '../field/field.reach.ts';
import { files } from '../files/files.reach.ts';
import { interventions } from '../intervention/intervention.reach.ts';
import { sites } from '../site/site.reach.ts';

/** What the contact of this session sees first. */
export const readPortal = (s: Services, viewer: ContactViewer): Portal | Promise<Portal> => {
  const at = now();
  const ask = headQuery(
    s,
    viewer,
  )({
    ...scopeOf(viewer, interventions).values,
    ...scopeOf(viewer, files).values,
    ...scopeOf(viewer, contacts).values,
    scopeId: viewer.scope.id,
    companyId: viewer.companyId,
    today: startOfDay(viewer.timeZone, at),
    lately: new Date(Date.parse(at) - longestWindow).toISOString(),
  });
  return whenKnown(ask.found(), ([row]) => {
    // Removed a moment ago: the session is about to be found ended.
    if (!row) throw notFound();
    return view(s, viewer, row);
  });
};

/** Where one that is planned is looked for first: from here on its index is read, so that the years before are not. */
const longestWindow = 31 * 86_400_000;
const underWay = ['en_route', 'in_progress'] as const;
/** The most frequent first. */
const closed = ['signed', 'done', 'cancelled'] as const;

const headQuery = ({ store: { read, t, gather } }: Services, viewer: ContactViewer) => {
  const { kind } = viewer.scope;
  return prepared(read, `portal.head:${kind}:${scopeOf(viewer, files).shape}`, (ph) => {
    const inScope = (reach: Reach) => scopeOf(viewer, reach).where(t, ph);
    const place = aliasedTable(t.sites, 'place');
    const next = aliasedTable(t.interventions, 'next');
    const nextSite = aliasedTable(t.sites, 'next_site');
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
      .where(inScope(interventions))
      .as('counted');
    // Each a value of its own: joined, they would be laid into tables first.
    const countOf = (counted: typeof sites | typeof equipment) =>
      sql<number>`(select count(*) from ${t[counted.table]} where ${inScope(counted)})`.mapWith(Number);
    const onlyOneOf = (counted: typeof sites | typeof equipment) =>
      sql<
        string | null
      >`(select case when count(*) = 1 then min(${t[counted.table].id}) end from ${t[counted.table]} where ${inScope(counted)})`;
    const opened = sql`(select ${t.interventions.address} from ${t.interventions} where ${isRow(t.interventions, ph('companyId'), ph('scopeId'))})`;
    const planned = (...more: SQL[]) =>
      read
        .select({ id: t.interventions.id })
        .from(t.interventions)
        .where(and(inScope(interventions), eq(t.interventions.status, 'scheduled'), ...more))
        .limit(1);
    const { date, id, windowEnd } = t.interventions;
    // Each is looked for where the one before is not there: what is under way, whatever the clock says; what is planned,
    // until its day has ended; and what should have been, until somebody moves it.
    const running = sql`(select ${id} from ${t.interventions} where ${and(eq(t.interventions.companyId, ph('companyId')), eq(t.interventions.number, counted.underWay))})`;
    const coming = planned(gt(date, ph('lately')), gte(windowEnd, ph('today'))).orderBy(asc(date), asc(id));
    const late = planned().orderBy(desc(date), desc(id));
    const upcoming = sql`coalesce(case when ${counted.underWay} is not null then ${running} end, case when ${counted.planned} > 0 then coalesce((${coming}), (${late})) end)`;
    const attachments = and(
      inScope(files),
      // Finds nothing when the link opens something else than the customer: an id is never given twice.
      eq(t.files.customerId, ph('scopeId')),
      isNull(t.files.interventionId),
    );
    return read
      .select({
        companyName: t.companies.name,
        companyPhone: t.companies.phone,
        companyEmail: t.companies.email,
        timeZone: t.companies.timeZone,
        branding: t.companies.branding,
        types: t.companies.types,
        number: t.customers.number,
        customerName: t.customers.name,
        customerAddress: t.customers.address,
        extra: t.customers.extra,
        contactName: t.contacts.name,
        email: t.contacts.email,
        phone: t.contacts.phone,
        siteId: place.id,
        siteAddress: place.address,
        siteContact: place.contact,
        interventionAddress: sql<Address | null>`${kind === 'intervention' ? opened : sql`null`}`.mapWith(
          t.interventions.address,
        ),
        attachments: gather(getTableColumns(t.files), sql`from ${t.files} where ${attachments}`).as('attachments'),
        fields: gather(fieldColumns(t), sql`from ${t.fields} where ${inScope(fields)}`).as('fields'),
        interventions: counted.all,
        open: counted.open,
        sites: countOf(sites),
        equipment: countOf(equipment),
        equipmentId: onlyOneOf(equipment),
        ...named('next', summaryColumns({ ...t, interventions: next, sites: nextSite })),
      })
      .from(t.contacts)
      .innerJoin(t.companies, eq(t.companies.id, ph('companyId')))
      .innerJoin(t.customers, isRow(t.customers, ph('companyId'), t.contacts.customerId))
      .innerJoin(counted, sql`true`)
      .leftJoin(place, isRow(place, ph('companyId'), kind === 'customer' ? onlyOneOf(sites) : ph('scopeId')))
      .leftJoin(next, isRow(next, ph('companyId'), upcoming))
      .leftJoin(nextSite, isRow(nextSite, ph('companyId'), next.siteId))
      .where(and(inScope(contacts), isNull(t.contacts.removedAt)));
  });
};
type Head = Awaited<ReturnType<ReturnType<typeof headQuery>>>[number];

/** Words of our own, one by one: more than two in a list would be laid into a table to look in, at every request. */
const isOneOf = (column: Status, words: readonly string[]): SQL => sql`(${sql.join(are(column, words), sql` or `)})`;
const isNoneOf = (column: Status, words: readonly string[]): SQL => sql`not ${isOneOf(column, words)}`;
const are = (column: Status, words: readonly string[]) => words.map((word) => sql`${column} = ${sql.raw(`'${word}'`)}`);
type Status = Schema['interventions']['status'];

const countWhere = (condition: SQL): SQL<number> =>
  sql<number>`count(case when ${condition} then 1 end)`.mapWith(Number);

const fieldColumns = ({ fields }: Schema) => {
  const { companyId: _, ...columns } = getTableColumns(fields);
  return columns;
};

/** Flat, as rows are read fastest: `next.id`, `next.number` … */
const named = <Prefix extends string, Columns extends object>(prefix: Prefix, columns: Columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${prefix}.${name}`, column])) as {
    [Name in keyof Columns & string as `${Prefix}.${Name}`]: Columns[Name];
  };

const nextOf = (row: Head, viewer: ContactViewer): InterventionSummary | null =>
  row['next.id'] === null
    ? null
    : ({
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
        assigneeId: row['next.assigneeId'],
        createdAt: row['next.createdAt'],
        incomplete: row['next.incomplete'],
        ...hiddenFrom(viewer),
      } as InterventionSummary);

const optionsOf = (parts: ContactViewer['parts']): PortalOptions => {
  const options = {} as PortalOptions;
  for (const part of portalPart.options) options[part] = parts.has(part);
  return options;
};

const view = (s: Services, viewer: ContactViewer, row: Head): Portal => {
  const { scope, parts } = viewer;
  const whole = scope.kind === 'customer';
  const nowhere = { line1: '', line2: '', postalCode: '', city: '', country: row.customerAddress.country };
  const address = row.siteAddress ?? row.interventionAddress ?? (whole ? row.customerAddress : nowhere);
  return {
    company: {
      id: viewer.companyId,
      name: row.companyName,
      phone: row.companyPhone,
      email: row.companyEmail,
      timeZone: row.timeZone,
      branding: row.branding,
      types: row.types,
    },
    scope,
    customer: {
      id: viewer.customerId,
      number: whole ? row.number : null,
      name: row.customerName,
      address: whole ? row.customerAddress : address,
      extra: whole ? row.extra : '',
      attachments: row.attachments.toSorted(byId).map((file) => fileView(s, viewer, file)),
    },
    contact: { id: viewer.contactId, name: row.contactName, email: row.email, phone: row.phone },
    options: optionsOf(parts),
    counts: {
      interventions: row.interventions,
      open: row.open,
      sites: isShown(viewer, sites) ? row.sites : 0,
      equipment: isShown(viewer, equipment) ? row.equipment : 0,
    },
    next: nextOf(row, viewer),
    fields: row.fields.toSorted((a, b) => a.position - b.position || byId(a, b)),
    prefill: {
      siteId: isShown(viewer, sites) ? row.siteId : null,
      equipmentId: isShown(viewer, equipment) ? row.equipmentId : null,
      address,
      contact: row.siteContact ?? { name: shortened(row.contactName), phone: row.phone, email: row.email },
    },
    preview: viewer.previewBy !== null,
    can: refusal(s.features.policy['POST /interventions'], viewer, false) ? [] : ['create_intervention'],
  };
};

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
