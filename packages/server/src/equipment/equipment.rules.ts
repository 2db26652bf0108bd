import { and, asc, eq, sql } from 'drizzle-orm';
import type { Body, ChangeKindOf, Equipment, equipmentApi, Page, Query } from '@parvis/sdk/contract';
import { isShown, scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { RowOf, Written } from '../batch.ts';
import { byExternalId, differences, findRow, insertRow, isEmpty, referred, unlessTaken, updateRow } from '../edit.ts';
import { customerByExternalId, findCustomer } from '../customer/customer.find.ts';
import { sortKey } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { pageOf, positionOf } from '../paging.ts';
import { forbidden, notFound, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { sites } from '../site/site.reach.ts';
import { findSite, siteByExternalId } from '../site/site.rules.ts';
import {
  isRow,
  one,
  prepared,
  touch,
  type CompanyId,
  type Reader,
  type Schema,
  type Tx,
  type Work,
} from '../store/store.ts';
import { now } from '../time.ts';
import { equipment } from './equipment.reach.ts';
import { indexEquipment } from './equipment.search.ts';
import { equipmentAudience } from './equipment.audience.ts';
import { equipmentName } from './equipment.name.ts';
import { binnableEquipment } from './equipment.bin.ts';
import { isKept } from '../work/put-away.reach.ts';
import { notPutAway } from '../work/put-away.columns.ts';
import { archivedFor, isListed } from '../work/archived.ts';
import { assertCustomerKept, findToPutAway, putAway, type PutAway } from '../work/put-away.ts';
import { touchNaming } from '../work/intervention.named.ts';

type Api = typeof equipmentApi;
type NewEquipment = Body<Api['POST /equipment']>;
type EquipmentChange = Body<Api['PATCH /equipment/:equipmentId']>;
type EquipmentWrite = RowOf<Api['POST /equipment/batch']>;
export type EquipmentRow = Schema['equipment']['$inferSelect'];

/** With the name of the site. Flat: the list is read often. */
const columns = ({ equipment, sites }: Schema) => ({
  id: equipment.id,
  customerId: equipment.customerId,
  // Of a site that is in the bin nothing is shown.
  siteId: sites.id,
  siteName: sites.name,
  kind: equipment.kind,
  kindFolded: equipment.kindFolded,
  brand: equipment.brand,
  model: equipment.model,
  serialNumber: equipment.serialNumber,
  installedOn: equipment.installedOn,
  warrantyUntil: equipment.warrantyUntil,
  archivedAt: equipment.archivedAt,
  externalId: equipment.externalId,
  version: equipment.version,
});

const withSite = (db: Reader, t: Schema, companyId: CompanyId) =>
  db
    .select(columns(t))
    .from(t.equipment)
    .leftJoin(t.sites, isKept(t.sites, companyId, t.equipment.siteId));

type Shown = Omit<EquipmentRow, 'companyId' | 'createdAt' | Exclude<keyof typeof notPutAway, 'archivedAt'>> & {
  siteName: string | null;
};

const view = (viewer: Viewer, { siteId, siteName, ...row }: Shown): Equipment => ({
  id: row.id,
  customerId: row.customerId,
  kind: row.kind,
  brand: row.brand,
  model: row.model,
  serialNumber: row.serialNumber,
  installedOn: row.installedOn,
  warrantyUntil: row.warrantyUntil,
  archivedAt: archivedFor(viewer, row.archivedAt),
  externalId: row.externalId,
  version: row.version,
  site: siteId === null || !isShown(viewer, sites) ? null : { id: siteId, name: siteName ?? '' },
});

/** A page of equipment, by kind. Raises 403 `part-off` for a filter by a site where sites are hidden from the viewer. */
export const listEquipment = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { customerId, siteId, externalId, archived, limit, cursor }: Query<Api['GET /equipment']>,
): Promise<Page<Equipment>> => {
  if (siteId && !isShown(viewer, sites)) throw forbidden('part-off');
  const after = positionOf<[string, string]>(sealer, 'equipment', cursor);
  const { read, t } = store;
  const scope = scopeOf(viewer, equipment);
  const listed = isListed(viewer, { archived, externalId });
  const shape = [
    scope.shape,
    customerId && 'customer',
    siteId && 'site',
    externalId && 'external',
    listed?.shape,
    after && 'after',
  ]
    .filter(Boolean)
    .join(':');
  const found = await prepared(read, `equipment.list:${shape}`, (ph) =>
    withSite(read, t, ph('inCompany'))
      .where(
        and(
          scope.where(t, ph),
          customerId ? eq(t.equipment.customerId, ph('customerId')) : undefined,
          siteId ? eq(t.equipment.siteId, ph('siteId')) : undefined,
          externalId ? eq(t.equipment.externalId, ph('externalId')) : undefined,
          listed?.where(t.equipment),
          after
            ? sql`(${t.equipment.kindFolded}, ${t.equipment.id}) > (${ph('afterKind')}, ${ph('afterId')})`
            : undefined,
        ),
      )
      .orderBy(asc(t.equipment.kindFolded), asc(t.equipment.id))
      .limit(ph('limit')),
  )({ ...scope.values, customerId, siteId, externalId, limit: limit + 1, afterKind: after?.[0], afterId: after?.[1] });
  return pageOf(sealer, 'equipment', found, limit, {
    position: (row) => [row.kindFolded, row.id],
    view: (row) => view(viewer, row),
  });
};

/** One piece of equipment. Raises 404 `not-found`. */
export const readEquipment = async (
  { store: { read, t } }: Services,
  viewer: Viewer,
  id: string,
): Promise<Equipment> => {
  const scope = scopeOf(viewer, equipment);
  const [found] = await prepared(read, `equipment.byId:${scope.shape}`, (ph) =>
    withSite(read, t, ph('inCompany')).where(and(scope.where(t, ph), eq(t.equipment.id, ph('id')))),
  )({ ...scope.values, id });
  if (!found) throw notFound();
  return view(viewer, found);
};

function* viewed(tx: Tx, viewer: Viewer, { id, companyId }: EquipmentRow): Work<Equipment> {
  const found = yield* one(
    prepared(tx, 'equipment.viewed', (ph) =>
      withSite(tx, tx.t, ph('companyId')).where(isRow(tx.t.equipment, ph('companyId'), ph('id'))),
    )({ companyId, id }),
  );
  return view(viewer, found!);
}

/** Adds a piece of equipment to a customer. Raises 422 naming the field. */
export function* addEquipment(tx: Tx, viewer: Viewer, fields: NewEquipment): Work<Equipment> {
  const customer = yield* referred(findCustomer(tx, viewer, fields.customerId), 'customerId');
  if (fields.siteId !== null) yield* checkSite(tx, viewer, fields.siteId, customer.id);
  return yield* viewed(tx, viewer, yield* unlessTaken(insertEquipment(tx, viewer, fields)));
}

function* insertEquipment(tx: Tx, viewer: Viewer, fields: NewEquipment): Work<EquipmentRow> {
  const row: EquipmentRow = {
    id: newId(),
    companyId: viewer.companyId,
    ...fields,
    kindFolded: sortKey(fields.kind),
    externalId: fields.externalId ?? null,
    ...notPutAway,
    createdAt: now(),
    version: 1,
  };
  yield* insertRow(tx, 'equipment', row);
  yield* indexEquipment(tx, row.companyId, [row]);
  yield* assertCustomerKept(tx, row);
  yield* tell(tx, viewer, 'equipment.created', row);
  return row;
}

/** Changes a piece of equipment, or puts it away. Raises 404 `not-found`, 409 `in-bin`, 412 `stale`, 422 naming the field. */
export function* changeEquipment(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { archived, binned, ...change }: EquipmentChange,
): Work<Equipment> {
  const before = yield* findToPutAway(tx, viewer, binnableEquipment, id, { binned });
  if (before.version !== version) throw stale();
  if (change.siteId) yield* checkSite(tx, viewer, change.siteId, before.customerId);
  const changed = yield* unlessTaken(updateEquipment(tx, viewer, before, change));
  return yield* viewed(tx, viewer, yield* putAway(tx, viewer, binnableEquipment, changed, { archived, binned }));
}

function* updateEquipment(
  tx: Tx,
  viewer: Viewer,
  before: EquipmentRow,
  wanted: Omit<EquipmentChange, keyof PutAway>,
): Work<EquipmentRow> {
  const change = differences(before, {
    ...wanted,
    ...(wanted.kind !== undefined && { kindFolded: sortKey(wanted.kind) }),
  });
  if (isEmpty(change)) return before;
  const after = yield* updateRow(tx, 'equipment', before, change);
  if (equipmentName(after) !== equipmentName(before) || change.serialNumber !== undefined)
    yield* indexEquipment(tx, after.companyId, [after]);
  if (equipmentName(after) !== equipmentName(before)) yield* touchNaming(tx, 'equipment', after);
  // Whoever saw it at the site where it was.
  if (before.siteId !== after.siteId)
    touch(tx, after.companyId, { about: 'equipment', keys: equipmentAudience(before) });
  yield* tell(
    tx,
    viewer,
    'equipment.changed',
    after,
    Object.keys(change).filter((name) => name !== 'kindFolded'),
  );
  return after;
}

/** One row of a bulk write: creates the equipment with this `externalId`, or changes what the row names. */
export function* writeEquipment(
  tx: Tx,
  viewer: Viewer,
  { customerExternalId, siteExternalId, ...fields }: EquipmentWrite,
): Work<Written> {
  const customer = yield* customerByExternalId(tx, viewer, customerExternalId, 'customerExternalId');
  if (!customer) throw refused('customerExternalId', 'unknown-reference');
  const site = siteExternalId ? yield* siteByExternalId(tx, viewer, siteExternalId, 'siteExternalId') : null;
  if (site === undefined || (site && site.customerId !== customer.id))
    throw refused('siteExternalId', 'unknown-reference');
  const row = { ...fields, ...(siteExternalId !== undefined && { siteId: site?.id ?? null }) };
  const before = yield* equipmentByExternalId(tx, viewer, row.externalId);
  if (before) {
    if (before.customerId !== customer.id) throw refused('customerExternalId', 'of-another-customer');
    const after = yield* updateEquipment(tx, viewer, before, row);
    return { outcome: after === before ? 'unchanged' : 'updated', id: after.id };
  }
  if (row.kind === undefined) throw refused('kind', 'required');
  const created = yield* insertEquipment(tx, viewer, {
    siteId: null,
    brand: '',
    model: '',
    serialNumber: '',
    installedOn: null,
    warrantyUntil: null,
    ...row,
    kind: row.kind,
    customerId: customer.id,
  });
  return { outcome: 'created', id: created.id };
}

function* checkSite(tx: Tx, viewer: Viewer, siteId: string, customerId: string): Work<void> {
  const site = yield* referred(findSite(tx, viewer, siteId), 'siteId');
  if (site.customerId !== customerId) throw refused('siteId', 'unknown-reference');
}

/** The piece of equipment, if the viewer may see it. Raises 404 `not-found`. */
export const findEquipment = (tx: Tx, viewer: Viewer, id: string): Work<EquipmentRow> =>
  findRow(tx, viewer, equipment, id);

/** The company's piece of equipment with its own identifier for it, if the viewer may see it. */
export const equipmentByExternalId = (
  tx: Tx,
  viewer: Viewer,
  externalId: string,
  field?: string,
): Work<EquipmentRow | undefined> => byExternalId(tx, viewer, equipment, externalId, field);

const tell = (
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'equipment'>,
  row: EquipmentRow,
  fields: string[] = [],
): Work<void> =>
  append(tx, {
    companyId: row.companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'equipment', id: row.id },
    audience: equipmentAudience(row),
    fields,
  });
