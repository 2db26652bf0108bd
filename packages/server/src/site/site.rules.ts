import { and, asc, eq, sql } from 'drizzle-orm';
import type { Address, Body, ChangeKindOf, ContactDetails, Page, Query, Site, siteApi } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { RowOf, Written } from '../batch.ts';
import { byExternalId, differences, findRow, insertRow, isEmpty, referred, unlessTaken, updateRow } from '../edit.ts';
import { customerByExternalId, findCustomer } from '../customer/customer.find.ts';
import { sortKey } from '../fold.ts';
import { newId } from '../ids.ts';
import { reindexInterventionsOf } from '../work/intervention.search.ts';
import { append } from '../journal/append.ts';
import { pageOf, positionOf } from '../paging.ts';
import { phoneNumber } from '../phone.ts';
import { notFound, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { prepared, touch, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { sites } from './site.reach.ts';
import { indexSites } from './site.search.ts';
import { siteAudience } from './site.audience.ts';
import { binnableSite } from './site.bin.ts';
import { notPutAway } from '../work/put-away.columns.ts';
import { archivedFor, isListed } from '../work/archived.ts';
import { assertCustomerKept, findToPutAway, putAway, type PutAway } from '../work/put-away.ts';
import { touchNaming } from '../work/intervention.named.ts';

type Api = typeof siteApi;
type NewSite = Body<Api['POST /sites']>;
type SiteChange = Body<Api['PATCH /sites/:siteId']>;
type SiteWrite = RowOf<Api['POST /sites/batch']>;
export type SiteRow = Schema['sites']['$inferSelect'];

const view = (
  viewer: Viewer,
  { id, customerId, name, address, contact, archivedAt, externalId, version }: SiteRow,
): Site => ({
  id,
  customerId,
  name,
  address,
  contact,
  archivedAt: archivedFor(viewer, archivedAt),
  externalId,
  version,
});

/** A page of sites, by name. */
export const listSites = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { customerId, externalId, archived, limit, cursor }: Query<Api['GET /sites']>,
): Promise<Page<Site>> => {
  const after = positionOf<[string, string]>(sealer, 'sites', cursor);
  const { read, t } = store;
  const scope = scopeOf(viewer, sites);
  const listed = isListed(viewer, { archived, externalId });
  const shape = [scope.shape, customerId && 'customer', externalId && 'external', listed?.shape, after && 'after']
    .filter(Boolean)
    .join(':');
  const found = await prepared(read, `site.list:${shape}`, (ph) =>
    read
      .select()
      .from(t.sites)
      .where(
        and(
          scope.where(t, ph),
          customerId ? eq(t.sites.customerId, ph('customerId')) : undefined,
          externalId ? eq(t.sites.externalId, ph('externalId')) : undefined,
          listed?.where(t.sites),
          after ? sql`(${t.sites.nameFolded}, ${t.sites.id}) > (${ph('afterName')}, ${ph('afterId')})` : undefined,
        ),
      )
      .orderBy(asc(t.sites.nameFolded), asc(t.sites.id))
      .limit(ph('limit')),
  )({ ...scope.values, customerId, externalId, limit: limit + 1, afterName: after?.[0], afterId: after?.[1] });
  return pageOf(sealer, 'sites', found, limit, {
    position: (row) => [row.nameFolded, row.id],
    view: (row) => view(viewer, row),
  });
};

/** One site. Raises 404 `not-found`. */
export const readSite = async ({ store: { read, t } }: Services, viewer: Viewer, id: string): Promise<Site> => {
  const scope = scopeOf(viewer, sites);
  const [found] = await prepared(read, `site.byId:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.sites)
      .where(and(scope.where(t, ph), eq(t.sites.id, ph('id')))),
  )({ ...scope.values, id });
  if (!found) throw notFound();
  return view(viewer, found);
};

/** Adds a site to a customer. Raises 422 naming the field. */
export function* addSite(tx: Tx, viewer: Viewer, fields: NewSite): Work<Site> {
  const customer = yield* referred(findCustomer(tx, viewer, fields.customerId), 'customerId');
  return view(viewer, yield* unlessTaken(insertSite(tx, viewer, { ...fields, customerId: customer.id })));
}

function* insertSite(tx: Tx, viewer: Viewer, fields: NewSite): Work<SiteRow> {
  const row: SiteRow = {
    id: newId(),
    companyId: viewer.companyId,
    ...fields,
    nameFolded: sortKey(fields.name),
    contact: contactOnSpot(fields.contact, fields.address),
    externalId: fields.externalId ?? null,
    ...notPutAway,
    createdAt: now(),
    version: 1,
  };
  yield* insertRow(tx, 'sites', row);
  yield* indexSites(tx, row.companyId, [row]);
  yield* assertCustomerKept(tx, row);
  yield* tell(tx, viewer, 'site.created', row);
  return row;
}

/** Changes a site, or puts it away. Raises 404 `not-found`, 409 `in-bin`, 412 `stale`, 422 naming the field. */
export function* changeSite(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { archived, binned, ...change }: SiteChange,
): Work<Site> {
  const before = yield* findToPutAway(tx, viewer, binnableSite, id, { binned });
  if (before.version !== version) throw stale();
  const changed = yield* unlessTaken(updateSite(tx, viewer, before, change));
  return view(viewer, yield* putAway(tx, viewer, binnableSite, changed, { archived, binned }));
}

function* updateSite(
  tx: Tx,
  viewer: Viewer,
  before: SiteRow,
  { contact, ...fields }: Omit<SiteChange, keyof PutAway>,
): Work<SiteRow> {
  const change = differences(before, {
    ...fields,
    ...(fields.name !== undefined && { nameFolded: sortKey(fields.name) }),
    ...(contact !== undefined && { contact: contactOnSpot(contact, fields.address ?? before.address) }),
  });
  if (isEmpty(change)) return before;
  const after = yield* updateRow(tx, 'sites', before, change);
  if (change.name !== undefined || change.address !== undefined || change.contact !== undefined)
    yield* indexSites(tx, after.companyId, [after]);
  const isFoundOtherwise = change.name !== undefined || after.contact?.phone !== before.contact?.phone;
  if (isFoundOtherwise) yield* reindexInterventionsOf(tx, after.companyId, { siteId: after.id });
  if (change.name !== undefined) yield* touchNaming(tx, 'site', after);
  // Whom a link to it was given reads of it, whatever the portal shows.
  touch(tx, after.companyId, { about: 'intervention', keys: [`site:${after.id}`] });
  yield* tell(
    tx,
    viewer,
    'site.changed',
    after,
    Object.keys(change).filter((name) => name !== 'nameFolded'),
  );
  return after;
}

/** One row of a bulk write: creates the site with this `externalId`, or changes what the row names. */
export function* writeSite(tx: Tx, viewer: Viewer, { customerExternalId, ...row }: SiteWrite): Work<Written> {
  const customer = yield* customerByExternalId(tx, viewer, customerExternalId, 'customerExternalId');
  if (!customer) throw refused('customerExternalId', 'unknown-reference');
  const before = yield* siteByExternalId(tx, viewer, row.externalId);
  if (before) {
    if (before.customerId !== customer.id) throw refused('customerExternalId', 'of-another-customer');
    const after = yield* updateSite(tx, viewer, before, row);
    return { outcome: after === before ? 'unchanged' : 'updated', id: after.id };
  }
  const { name, address } = row;
  if (name === undefined) throw refused('name', 'required');
  if (address === undefined) throw refused('address', 'required');
  const created = yield* insertSite(tx, viewer, { contact: null, ...row, name, address, customerId: customer.id });
  return { outcome: 'created', id: created.id };
}

/** The site, if the viewer may see it. Raises 404 `not-found`. */
export const findSite = (tx: Tx, viewer: Viewer, id: string): Work<SiteRow> => findRow(tx, viewer, sites, id);

/** The company's site with its own identifier for it, if the viewer may see it. */
export const siteByExternalId = (
  tx: Tx,
  viewer: Viewer,
  externalId: string,
  field?: string,
): Work<SiteRow | undefined> => byExternalId(tx, viewer, sites, externalId, field);

/** The person to ask for, with a number that can be dialled from there. Raises 422 on `contact.phone`. */
export const contactOnSpot = <Contact extends ContactDetails | null>(contact: Contact, { country }: Address): Contact =>
  contact && { ...contact, phone: phoneNumber('contact.phone', contact.phone, country) };

const tell = (tx: Tx, viewer: Viewer, kind: ChangeKindOf<'site'>, row: SiteRow, fields: string[] = []): Work<void> =>
  append(tx, {
    companyId: row.companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'site', id: row.id },
    audience: siteAudience(row),
    fields,
  });
