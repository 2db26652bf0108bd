import { and, asc, desc, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Body, ChangeKindOf, Dossier, DossierAct, dossierApi, Page, Query, Ref } from '@parvis/sdk/contract';
import { isOffice } from '../access/rights.ts';
import { scopeOf } from '../access/scope.ts';
import { isOutside, principalOf, type StakeholderViewer, type Viewer } from '../access/viewer.ts';
import { differences, insertRow, isEmpty, updateRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { pageOf, positionOf } from '../paging.ts';
import { conflict, forbidden, notFound, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import {
  isRow,
  one,
  prepared,
  rows,
  type Reader,
  type Schema,
  type Store,
  type Tx,
  type Work,
} from '../store/store.ts';
import { now } from '../time.ts';
import { audienceOfDossier, dossiersKey } from '../work/dossier.audience.ts';
import { assertOpen, findDossier, type DossierRow } from '../work/dossier.open.ts';
import { dossiers, dossiersOf } from '../work/dossier.reach.ts';
import { participantAudience, stakeholderAudience } from './dossier.audience.ts';
import { addCustomers, assertMayTakePart, changeParticipants, participantChange } from './dossier.customers.ts';

type Api = typeof dossierApi;
type NewDossier = Body<Api['POST /dossiers']>;
type DossierChange = Body<Api['PATCH /dossiers/:dossierId']>;

/** What a viewer may do with a dossier that they see. */
function actsOn(viewer: Viewer, { status }: DossierRow): DossierAct[] {
  if (isOutside(viewer)) {
    if (status !== 'open' || viewer.previewBy !== null) return [];
    return [
      ...(viewer.parts.has('messages') ? (['write'] as const) : []),
      ...(viewer.parts.has('documents') ? (['add_file'] as const) : []),
      'set_reference',
    ];
  }
  if (status !== 'open') return isOffice(viewer) ? ['reopen'] : [];
  return [
    ...(viewer.kind === 'member' ? (['write'] as const) : []),
    'add_file',
    ...(isOffice(viewer) ? (['edit', 'close'] as const) : []),
  ];
}

interface Participant extends Ref {
  reference: string;
}

/** `ofStakeholder`: what the stakeholder who asks calls it by. */
const view = (viewer: Viewer, row: DossierRow, customers: readonly Participant[], ofStakeholder: string): Dossier => ({
  id: row.id,
  number: row.number,
  name: row.name,
  status: row.status,
  startsOn: row.startsOn,
  reference: ownReference(viewer, customers, ofStakeholder),
  customers: customers.map(({ id, name, reference }) => ({
    id,
    name,
    reference: isOutside(viewer) ? null : reference,
  })),
  can: actsOn(viewer, row),
  createdAt: row.createdAt,
  version: row.version,
});

function ownReference(viewer: Viewer, customers: readonly Participant[], ofStakeholder: string): string | null {
  if (viewer.kind === 'stakeholder') return ofStakeholder;
  if (viewer.kind !== 'contact') return null;
  return customers.find(({ id }) => id === viewer.customerId)?.reference ?? '';
}

/** The row of the stakeholder who asks. They are on one dossier, and so is what they call it by. */
const stakeholderRow = (db: Reader, t: Schema, { companyId, stakeholderId }: StakeholderViewer) =>
  db
    .select({ reference: t.stakeholders.reference })
    .from(t.stakeholders)
    .where(isRow(t.stakeholders, companyId, stakeholderId));

const stakeholderReference = async ({ read, t }: Store, viewer: Viewer): Promise<string> =>
  viewer.kind === 'stakeholder' ? ((await stakeholderRow(read, t, viewer))[0]?.reference ?? '') : '';

/** Who take part in these dossiers, by name; nobody who is in the bin. */
const participantsOf = (db: Reader, t: Schema, companyId: string, ids: string[]) =>
  db
    .select({
      dossierId: t.dossierParticipants.dossierId,
      id: t.customers.id,
      name: t.customers.name,
      reference: t.dossierParticipants.reference,
    })
    .from(t.dossierParticipants)
    .innerJoin(
      t.customers,
      and(isRow(t.customers, companyId, t.dossierParticipants.customerId), isNull(t.customers.binnedAt)),
    )
    .where(and(eq(t.dossierParticipants.companyId, companyId), inArray(t.dossierParticipants.dossierId, ids)))
    .orderBy(asc(t.customers.nameFolded), asc(t.customers.id));

/** A page of dossiers, the newest first. */
export const listDossiers = async (
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  viewer: Viewer,
  { customerId, status, limit, cursor }: Query<Api['GET /dossiers']>,
): Promise<Page<Dossier>> => {
  const { read, t } = store;
  const after = positionOf<[string]>(sealer, 'dossiers', cursor);
  const scope = scopeOf(viewer, dossiers);
  const shape = [scope.shape, customerId && 'customer', status && 'status', after && 'after'].filter(Boolean).join(':');
  const found = await prepared(read, `dossier.list:${shape}`, (ph) =>
    read
      .select()
      .from(t.dossiers)
      .where(
        and(
          scope.where(t, ph),
          customerId ? sql`${t.dossiers.id} in ${dossiersOf(t, ph, 'customerId')}` : undefined,
          status ? eq(t.dossiers.status, ph('status')) : undefined,
          after ? lt(t.dossiers.id, ph('afterId')) : undefined,
        ),
      )
      .orderBy(desc(t.dossiers.id))
      .limit(ph('limit')),
  )({ ...scope.values, customerId, status, limit: limit + 1, afterId: after?.[0] });
  const ids = found.map(({ id }) => id);
  const customers = Map.groupBy(
    ids.length === 0 ? [] : await participantsOf(read, t, viewer.companyId, ids),
    ({ dossierId }) => dossierId,
  );
  const ofStakeholder = await stakeholderReference(store, viewer);
  return pageOf(sealer, 'dossiers', found, limit, {
    position: ({ id }) => [id],
    view: (row) => view(viewer, row, customers.get(row.id) ?? [], ofStakeholder),
  });
};

/** One dossier. Raises 404 `not-found`. */
export const readDossier = async ({ store }: Services, viewer: Viewer, id: string): Promise<Dossier> => {
  const { read, t } = store;
  const scope = scopeOf(viewer, dossiers);
  const [found] = await prepared(read, `dossier.byId:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.dossiers)
      .where(and(scope.where(t, ph), eq(t.dossiers.id, ph('id')))),
  )({ ...scope.values, id });
  if (!found) throw notFound();
  const customers = await participantsOf(read, t, viewer.companyId, [id]);
  return view(viewer, found, customers, await stakeholderReference(store, viewer));
};

/** Opens a dossier for customers. Raises 409 `in-bin`, 422 naming the field. */
export function* addDossier(tx: Tx, viewer: Viewer, { name, customerIds, startsOn }: NewDossier): Work<Dossier> {
  yield* assertMayTakePart(tx, viewer, customerIds);
  const { companyId } = viewer;
  const row: DossierRow = {
    id: newId(),
    companyId,
    number: yield* nextNumber(tx, companyId),
    name,
    status: 'open',
    startsOn,
    lastPosition: 0,
    createdAt: now(),
    version: 1,
  };
  yield* insertRow(tx, 'dossiers', row);
  yield* addCustomers(tx, row, customerIds);
  yield* tell(tx, viewer, 'dossier.created', row);
  return yield* viewed(tx, viewer, row);
}

/**
 * Changes a dossier and who takes part in it, closes or reopens it. Raises 404 `not-found`, 409 `dossier-closed` for any other
 * change of what is not open, `has-interventions` and `in-bin`, 412 `stale`, 422 naming the field.
 */
export function* changeDossier(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { customerIds, ...wanted }: DossierChange,
): Work<Dossier> {
  const before = yield* findDossier(tx, viewer, id);
  if (before.version !== version) throw stale();
  const change = differences(before, wanted);
  const participants = customerIds ? yield* participantChange(tx, viewer, before, customerIds) : null;
  if (isEmpty(change) && !participants) return yield* viewed(tx, viewer, before);
  if (before.status !== 'open' && change.status !== 'open') throw conflict('dossier-closed');
  const after = yield* updateRow(tx, 'dossiers', before, change);
  if (participants) yield* changeParticipants(tx, viewer, after, participants);
  const fields = [...Object.keys(change).filter((name) => name !== 'status'), ...(participants ? ['customers'] : [])];
  if (change.status === 'open') yield* tell(tx, viewer, 'dossier.reopened', after);
  if (fields.length > 0) yield* tell(tx, viewer, 'dossier.changed', after, fields, participants?.leaving);
  if (change.status === 'closed') yield* tell(tx, viewer, 'dossier.closed', after);
  return yield* viewed(tx, viewer, after);
}

/**
 * Sets what the customer or stakeholder who asks calls a dossier by. The dossier stays at its version: nobody else has another
 * answer. Raises 404 `not-found`, 409 `dossier-closed`.
 */
export function* setReference(
  tx: Tx,
  viewer: Viewer,
  dossierId: string,
  { reference }: Body<Api['PATCH /dossiers/:dossierId/reference']>,
): Work<Dossier> {
  // The policy lets nobody else come here; the compiler does not know.
  if (!isOutside(viewer)) throw forbidden();
  const dossier = yield* assertOpen(tx, viewer, dossierId);
  const { companyId } = dossier;
  const { dossierParticipants: p, stakeholders: s } = tx.t;
  const changed = yield* one(
    viewer.kind === 'contact'
      ? tx
          .update(p)
          .set({ reference })
          .where(
            and(
              eq(p.companyId, companyId),
              eq(p.dossierId, dossierId),
              eq(p.customerId, viewer.customerId),
              ne(p.reference, reference),
            ),
          )
          .returning({ dossierId: p.dossierId })
      : tx
          .update(s)
          .set({ reference })
          .where(and(isRow(s, companyId, viewer.stakeholderId), ne(s.reference, reference)))
          .returning({ dossierId: s.dossierId }),
  );
  if (changed)
    yield* append(tx, {
      companyId,
      kind: 'dossier.changed',
      actor: principalOf(viewer),
      subject: { type: 'dossier', id: dossierId },
      audience:
        viewer.kind === 'contact'
          ? participantAudience(dossierId, viewer.customerId)
          : stakeholderAudience({ id: viewer.stakeholderId }),
      fields: ['reference'],
    });
  return yield* viewed(tx, viewer, dossier);
}

function* viewed(tx: Tx, viewer: Viewer, row: DossierRow): Work<Dossier> {
  const customers = yield* rows(participantsOf(tx, tx.t, row.companyId, [row.id]));
  const own = viewer.kind === 'stakeholder' ? yield* one(stakeholderRow(tx, tx.t, viewer)) : undefined;
  return view(viewer, row, customers, own?.reference ?? '');
}

/** Holds the company from here on, as every number does. */
function* nextNumber(tx: Tx, companyId: string): Work<number> {
  const { companies } = tx.t;
  const company = yield* one(
    prepared(tx, 'dossier.number', (ph) =>
      tx
        .update(companies)
        .set({ dossierNumber: sql`${companies.dossierNumber} + 1` })
        .where(eq(companies.id, ph('companyId')))
        .returning({ number: companies.dossierNumber }),
    )({ companyId }),
  );
  return company!.number;
}

function* tell(
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'dossier'>,
  { id, companyId }: DossierRow,
  fields: string[] = [],
  /** Customers who hear of it though they take part no longer. */
  left: readonly string[] = [],
): Work<void> {
  yield* append(tx, {
    companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'dossier', id },
    audience: [...(yield* audienceOfDossier(tx, companyId, id)), ...left.map(dossiersKey)],
    fields,
  });
}
