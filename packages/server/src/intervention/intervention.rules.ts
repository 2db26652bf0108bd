import { eq } from 'drizzle-orm';
import type { Body, FieldValues, File, Intervention, InterventionType, interventionApi } from '@parvis/sdk/contract';
import { can, assertAllowed } from '../access/acts.ts';
import { isOutside, type Viewer } from '../access/viewer.ts';
import type { RowOf, Written } from '../batch.ts';
import { byExternalId, differences, lockRow, isEmpty, referred, unlessTaken, updateRow } from '../edit.ts';
import { customerByExternalId, findCustomer, type CustomerRow } from '../customer/customer.find.ts';
import { equipmentByExternalId } from '../equipment/equipment.rules.ts';
import { fieldsOf } from '../work/field.list.ts';
import { claimFiles, fileView } from '../files/files.rules.ts';
import { keyOf } from '../named.ts';
import { forbidden, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { contactOnSpot, siteByExternalId } from '../site/site.rules.ts';
import { one, type Tx, type Work } from '../store/store.ts';
import { assertMayChangeDossier, dossierOfNew } from './intervention.dossier.ts';
import { checkFields, missingIn } from './intervention.fields.ts';
import { checkAssignee, lockIntervention, tellOf, type InterventionRow } from './intervention.find.ts';
import { unmarkAmong } from './intervention.incomplete.ts';
import { insertNumbered, nextNumber } from './intervention.insert.ts';
import type { Past } from './intervention.past.ts';
import {
  chosenSite,
  equipmentOf,
  checkTogether,
  serviceLocationOf,
  type WantedLocation,
} from './intervention.location.ts';
import { viewedIntervention } from './intervention.view.ts';
import { reindexInterventionsOf } from '../work/intervention.search.ts';
import { interventions } from '../work/intervention.reach.ts';
import { findToPutAway, putAway, type PutAway } from '../work/put-away.ts';
import { binnableIntervention } from './intervention.bin.ts';

type Api = typeof interventionApi;
type NewIntervention = Body<Api['POST /interventions']>;
type InterventionChange = Body<Api['PATCH /interventions/:interventionId']>;
type InterventionWrite = RowOf<Api['POST /interventions/batch']>;

/**
 * Creates an intervention: `requested` from a contact, for themselves and within their scope; `to_schedule` from the
 * company. Raises 403 `forbidden` under a link to one intervention, 422 naming the field.
 */
export function* addIntervention(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  { customerId, fileIds, ...wanted }: NewIntervention,
): Work<Intervention> {
  const customer = yield* customerFor(tx, viewer, customerId);
  if (isOutside(viewer) && wanted.externalId !== undefined) throw refused('externalId', 'unknown-field');
  const row = yield* unlessTaken(insertIntervention(tx, viewer, customer, wanted));
  yield* claimFiles(tx, viewer, fileIds, { customerId: customer.id, interventionId: row.id });
  return yield* viewedIntervention(s, tx, viewer, row.id);
}

function* customerFor(tx: Tx, viewer: Viewer, customerId: string | undefined): Work<CustomerRow> {
  if (!isOutside(viewer)) {
    if (customerId === undefined) throw refused('customerId', 'required');
    return yield* referred(findCustomer(tx, viewer, customerId), 'customerId');
  }
  if (viewer.kind === 'stakeholder' || viewer.scope.kind === 'intervention') throw forbidden();
  if (customerId !== undefined && customerId !== viewer.customerId) throw refused('customerId', 'unknown-reference');
  return yield* findCustomer(tx, viewer, viewer.customerId);
}

interface Asked extends WantedLocation {
  description: string;
  type?: string | null;
  fields: FieldValues;
  dossierId?: string | null;
  externalId?: string | null;
  past?: Past;
}

/** Programs do not know all that the company asks for, and what they know is not to be lost. */
const mayLeaveOpen = (viewer: Viewer): boolean => viewer.kind === 'key';

function* insertIntervention(
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  asked: Asked,
  isImported = mayLeaveOpen(viewer),
): Work<InterventionRow> {
  const { site, equipment, address, contact } = yield* serviceLocationOf(tx, viewer, customer, asked);
  const dossierId = yield* dossierOfNew(tx, viewer, customer, asked.dossierId);
  const company = yield* nextNumber(tx, customer.companyId);
  // Now that the company is held: who asks a field otherwise sees this one, or this one reads how it is asked.
  const answers = checkFields(yield* fieldsOf(tx, customer.companyId), asked.fields, { mayLeaveOpen: isImported });
  return yield* insertNumbered(
    tx,
    viewer,
    company,
    {
      companyId: customer.companyId,
      customerId: customer.id,
      siteId: site?.id ?? null,
      equipmentId: equipment?.id ?? null,
      dossierId,
      type: typeof asked.type === 'string' ? typeOf(company.types, asked.type) : null,
      description: asked.description,
      status: isOutside(viewer) ? 'requested' : 'to_schedule',
      address,
      contact,
      ...answers,
      externalId: asked.externalId ?? null,
    },
    { past: asked.past },
  );
}

/** The key of a type that is offered. Raises 422 on `type`. */
const typeOf = (types: InterventionType[], given: string): string => {
  const key = keyOf(types, given);
  if (key === undefined) throw refused('type', 'unknown-choice');
  return key;
};

/**
 * Changes an intervention, gives it to another member, or puts it away. Raises 404 `not-found`, 412 `stale`, 403 `forbidden`,
 * 409 `move-not-allowed` once it is signed or cancelled, and for archiving what is not over, 409 `in-bin`, `dossier-closed`, 422
 * naming the field.
 */
export function* changeIntervention(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { assigneeId, archived, binned, ...wanted }: InterventionChange,
): Work<Intervention> {
  const before = yield* findToPutAway(tx, viewer, binnableIntervention, id, { binned });
  if (before.version !== version) throw stale();
  if (archived !== undefined) assertAllowed(viewer, 'archive', before);
  if (binned !== undefined) assertAllowed(viewer, 'bin', before);
  const changed = yield* unlessTaken(updateIntervention(tx, viewer, before, wanted, assigneeId));
  yield* putAway(tx, viewer, binnableIntervention, changed, { archived, binned });
  return yield* viewedIntervention(s, tx, viewer, id);
}

type Edit = Omit<InterventionChange, 'assigneeId' | keyof PutAway>;

function* updateIntervention(
  tx: Tx,
  viewer: Viewer,
  before: InterventionRow,
  wanted: Edit,
  assigneeId?: string | null,
): Work<InterventionRow> {
  const change = differences(before, { ...(yield* checkedEdit(tx, viewer, before, wanted)), assigneeId });
  if (isEmpty(change)) return before;
  const { assigneeId: given, ...edited } = change;
  if (!isEmpty(edited)) assertAllowed(viewer, 'edit', before);
  if (given !== undefined) assertAllowed(viewer, 'assign', before);
  if (given) yield* checkAssignee(tx, before.companyId, given);
  const after = yield* updateRow(tx, 'interventions', before, change);
  const isFoundOtherwise = ['description', 'type', 'siteId', 'address', 'contact'].some((field) => field in change);
  if (isFoundOtherwise) yield* reindexInterventionsOf(tx, after.companyId, { id: after.id });
  yield* tellOf(tx, viewer, 'intervention.changed', after, Object.keys(change), before);
  if (edited.incomplete) yield* unmarkIfAskedOtherwise(tx, after);
  return after;
}

/** Once more with the company held: a field may be asked otherwise since the answers were checked. */
function* unmarkIfAskedOtherwise(tx: Tx, { companyId, id }: InterventionRow): Work<void> {
  yield* lockRow(tx, 'companies', companyId);
  yield* unmarkAmong(tx, companyId, yield* fieldsOf(tx, companyId), eq(tx.t.interventions.id, id));
}

function* checkedEdit(tx: Tx, viewer: Viewer, before: InterventionRow, wanted: Edit): Work<Partial<InterventionRow>> {
  const { siteId, equipmentId, contact, fields, ...others } = wanted;
  let { type } = wanted;
  const customer = { id: before.customerId };
  yield* assertMayChangeDossier(tx, viewer, before, wanted.dossierId);
  if (siteId) yield* chosenSite(tx, viewer, customer, siteId);
  if (siteId !== undefined || equipmentId !== undefined) {
    const stays = equipmentId === undefined ? before.equipmentId : equipmentId;
    const equipment = stays ? yield* equipmentOf(tx, viewer, customer, stays) : null;
    checkTogether(siteId === undefined ? before.siteId : siteId, equipment);
  }
  if (typeof type === 'string' && type !== before.type) {
    const { companies } = tx.t;
    const company = yield* one(
      tx.select({ types: companies.types }).from(companies).where(eq(companies.id, before.companyId)),
    );
    type = typeOf(company!.types, type);
  }
  return {
    ...others,
    siteId,
    equipmentId,
    type,
    contact: contact && contactOnSpot(contact, others.address ?? before.address),
    ...(fields &&
      checkFields(yield* fieldsOf(tx, before.companyId), fields, {
        before: before.fields,
        mayLeaveOpen: mayLeaveOpen(viewer),
      })),
  };
}

/** Adds uploaded files. Raises 404 `not-found`, 403 `forbidden`, 409 `move-not-allowed` once it is signed or cancelled, 422. */
export function* addFiles(s: Services, tx: Tx, viewer: Viewer, id: string, fileIds: string[]): Work<{ items: File[] }> {
  const row = yield* lockIntervention(tx, viewer, id);
  assertAllowed(viewer, 'add_file', row);
  const claimed = yield* claimFiles(tx, viewer, fileIds, { customerId: row.customerId, interventionId: row.id });
  return { items: claimed.map((file) => fileView(s, viewer, file, can(viewer, 'edit', row))) };
}

/** One row of a bulk write: creates the intervention with this `externalId`, or changes what the row names. */
export function* writeIntervention(
  tx: Tx,
  viewer: Viewer,
  { customerExternalId, siteExternalId, equipmentExternalId, ...row }: InterventionWrite,
): Work<Written> {
  const customer = yield* customerByExternalId(tx, viewer, customerExternalId, 'customerExternalId');
  if (!customer) throw refused('customerExternalId', 'unknown-reference');
  const site = siteExternalId && (yield* siteByExternalId(tx, viewer, siteExternalId, 'siteExternalId'));
  if (siteExternalId && (!site || site.customerId !== customer.id))
    throw refused('siteExternalId', 'unknown-reference');
  const equipment =
    equipmentExternalId && (yield* equipmentByExternalId(tx, viewer, equipmentExternalId, 'equipmentExternalId'));
  if (equipmentExternalId && (!equipment || equipment.customerId !== customer.id))
    throw refused('equipmentExternalId', 'unknown-reference');
  const place = {
    ...(siteExternalId !== undefined && { siteId: site ? site.id : null }),
    ...(equipmentExternalId !== undefined && { equipmentId: equipment ? equipment.id : null }),
  };
  const before = yield* byExternalId(tx, viewer, interventions, row.externalId);
  if (before) {
    if (before.customerId !== customer.id) throw refused('customerExternalId', 'of-another-customer');
    const { past: _past, ...named } = row;
    const after = yield* updateIntervention(tx, viewer, before, { ...named, ...place });
    return { outcome: after === before ? 'unchanged' : 'updated', id: after.id, ...(yield* openIn(tx, after)) };
  }
  if (row.description === undefined) throw refused('description', 'required');
  const { description, fields = {} } = row;
  const created = yield* insertIntervention(tx, viewer, customer, { ...row, ...place, description, fields }, true);
  return { outcome: 'created', id: created.id, ...(yield* openIn(tx, created)) };
}

/** What a program is told that a row leaves open. */
function* openIn(tx: Tx, { companyId, incomplete, fields }: InterventionRow): Work<Pick<Written, 'missing'>> {
  return incomplete ? { missing: missingIn(yield* fieldsOf(tx, companyId), fields) } : {};
}
