/** One intervention with its course and files, as the viewer may see it. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Field, Intervention } from '@parvis/sdk/contract';
import { actsOf, can, goalOf } from '../access/acts.ts';
import { scopeOf, wholeCompany, type RowScope } from '../access/scope.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { equipmentName } from '../equipment/equipment.name.ts';
import { filesHeldBy, fileView, readFilesHeldBy, type FileRow } from '../files/files.rules.ts';
import { fieldsOf, listFields } from '../work/field.list.ts';
import { notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, rows, type Reader, type Schema, type Tx, type Work } from '../store/store.ts';
import { archivedFor } from '../work/archived.ts';
import { isKept } from '../work/put-away.reach.ts';
import { calendarUrl } from './intervention.calendar.ts';
import { missingIn } from './intervention.fields.ts';
import { hiddenFrom, summaryColumns } from './intervention.list.ts';
import { interventions } from '../work/intervention.reach.ts';

const detail = (db: Reader, t: Schema, scope: RowScope, id: string) =>
  prepared(db, `intervention.detail:${scope.shape}`, (ph) =>
    db
      .select({
        ...summaryColumns(t),
        address: t.interventions.address,
        contact: t.interventions.contact,
        fields: t.interventions.fields,
        archivedAt: t.interventions.archivedAt,
        externalId: t.interventions.externalId,
        version: t.interventions.version,
        companyName: t.companies.name,
        assigneeName: t.members.name,
        assigneeFirstName: t.members.firstName,
        equipmentId: t.equipment.id,
        kind: t.equipment.kind,
        brand: t.equipment.brand,
        model: t.equipment.model,
      })
      .from(t.interventions)
      .innerJoin(t.companies, eq(t.companies.id, ph('inCompany')))
      .innerJoin(t.customers, isRow(t.customers, ph('inCompany'), t.interventions.customerId))
      .leftJoin(t.sites, isKept(t.sites, ph('inCompany'), t.interventions.siteId))
      .leftJoin(t.equipment, isKept(t.equipment, ph('inCompany'), t.interventions.equipmentId))
      .leftJoin(t.members, isRow(t.members, ph('inCompany'), t.interventions.assigneeId))
      .where(and(scope.where(t, ph), eq(t.interventions.id, ph('id')))),
  )({ ...scope.values, id });
type Detail = Awaited<ReturnType<typeof detail>>[number];

/** The dated lines, oldest first, with the names of whoever moved it. `by` is `member:<id>`, `contact:<id>` or `key:<id>`. */
const course = (db: Reader, t: Schema, companyId: string, id: string) =>
  prepared(db, 'intervention.course', (ph) =>
    db
      .select({
        to: t.interventionMoves.to,
        act: t.interventionMoves.act,
        at: t.interventionMoves.at,
        by: t.interventionMoves.by,
        reason: t.interventionMoves.reason,
        memberFirstName: t.members.firstName,
        memberName: t.members.name,
        contactName: t.contacts.name,
        keyName: t.keys.name,
      })
      .from(t.interventionMoves)
      .leftJoin(t.members, isRow(t.members, ph('companyId'), sql`substr(${t.interventionMoves.by}, 8)`))
      .leftJoin(t.contacts, isRow(t.contacts, ph('companyId'), sql`substr(${t.interventionMoves.by}, 9)`))
      .leftJoin(t.keys, isRow(t.keys, ph('companyId'), sql`substr(${t.interventionMoves.by}, 5)`))
      .where(and(eq(t.interventionMoves.companyId, ph('companyId')), eq(t.interventionMoves.interventionId, ph('id'))))
      .orderBy(asc(t.interventionMoves.id)),
  )({ companyId, id });
type Line = Awaited<ReturnType<typeof course>>[number];

/** The last request for another time, whatever became of it. */
const lastRequest = (db: Reader, t: Schema, companyId: string, id: string) =>
  prepared(db, 'intervention.lastRequest', (ph) =>
    db
      .select({
        wish: t.rescheduleRequests.wish,
        at: t.rescheduleRequests.at,
        by: t.rescheduleRequests.by,
        outcome: t.rescheduleRequests.outcome,
        contactName: t.contacts.name,
      })
      .from(t.rescheduleRequests)
      .leftJoin(t.contacts, isRow(t.contacts, ph('companyId'), sql`substr(${t.rescheduleRequests.by}, 9)`))
      .where(
        and(eq(t.rescheduleRequests.companyId, ph('companyId')), eq(t.rescheduleRequests.interventionId, ph('id'))),
      )
      .orderBy(desc(t.rescheduleRequests.id))
      .limit(1),
  )({ companyId, id });
type Request = Awaited<ReturnType<typeof lastRequest>>[number];

/** One intervention. Raises 404 `not-found`. */
export const readIntervention = async (s: Services, viewer: Viewer, id: string): Promise<Intervention> => {
  const { read, t } = s.store;
  const [[row], lines, requests, files] = await Promise.all([
    detail(read, t, scopeOf(viewer, interventions), id),
    course(read, t, viewer.companyId, id),
    lastRequest(read, t, viewer.companyId, id),
    readFilesHeldBy(s, viewer, { interventionId: id, customerId: '' }),
  ]);
  if (!row) throw notFound();
  return view(s, viewer, row, {
    lines,
    request: requests[0],
    files,
    fields: row.incomplete ? await listFields(s.store, viewer.companyId) : [],
  });
};

/** Whoever gives away what they had been given, or puts it into the bin, still gets to see what they did. */
const changedBy = ({ companyId }: Viewer): RowScope => wholeCompany(companyId, interventions, 'both');

/** The same in the transaction that changed it, where it was found in the viewer's scope. */
export function* viewedIntervention(s: Services, tx: Tx, viewer: Viewer, id: string): Work<Intervention> {
  const row = yield* one(detail(tx, tx.t, changedBy(viewer), id));
  if (!row) throw notFound();
  const lines = yield* rows(course(tx, tx.t, viewer.companyId, id));
  const request = yield* one(lastRequest(tx, tx.t, viewer.companyId, id));
  const files = yield* filesHeldBy(tx, viewer, { interventionId: id, customerId: row.customerId });
  const fields = row.incomplete ? yield* fieldsOf(tx, viewer.companyId) : [];
  return view(s, viewer, row, { lines, request, files, fields });
}

/** What stands beside the row: `fields` only where one of them is open. */
interface Beside {
  lines: Line[];
  request: Request | undefined;
  files: FileRow[];
  fields: Field[];
}

const view = (s: Services, viewer: Viewer, row: Detail, { lines, request, files, fields }: Beside): Intervention => {
  const { companyName: _, assigneeName, assigneeFirstName, kind, brand, model, ...shown } = row;
  const isCustomers = isOutside(viewer);
  const hidden = hiddenFrom(viewer);
  const acts = actsOf(viewer, { ...row, wasRequested: lines[0]?.to === 'requested' });
  const assignee = isCustomers ? assigneeFirstName : assigneeName;
  return {
    ...shown,
    ...hidden,
    archivedAt: archivedFor(viewer, row.archivedAt),
    externalId: isCustomers ? null : row.externalId,
    missing: missingIn(fields, row.fields),
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: assignee ?? '' },
    equipment:
      row.equipmentId === null || (hidden && 'equipmentId' in hidden)
        ? null
        : { id: row.equipmentId, name: equipmentName({ kind: kind ?? '', brand: brand ?? '', model: model ?? '' }) },
    moves: lines.map(({ to, act, at, reason, ...who }) => ({ to, act, at, reason, by: nameOf(who, row, viewer) })),
    reschedule: request ? rescheduleOf(request, row, viewer) : null,
    calendarUrl: calendarUrl(s.sealer, viewer, row),
    files: files.map((file) => fileView(s, viewer, file, can(viewer, 'edit', row))),
    can: acts,
    setBackTo: (acts.includes('set_back') && goalOf('set_back', row.status)) || null,
  };
};

const rescheduleOf = ({ wish, at, outcome, ...who }: Request, row: Detail, viewer: Viewer): Reschedule => ({
  wish,
  at,
  by: nameOf({ ...who, memberFirstName: null, memberName: null, keyName: null }, row, viewer),
  // Only what a later request replaces is called so, and that one is the last.
  outcome: outcome === 'replaced' ? null : outcome,
});
type Reschedule = NonNullable<Intervention['reschedule']>;

type Who = Omit<Line, 'to' | 'act' | 'at' | 'reason'>;

/** A customer hears a first name or the company's, never more of its people; and of their own people what the scope shows. */
const nameOf = (who: Who, row: Detail, viewer: Viewer): string | null => {
  if (!isOutside(viewer)) return who.memberName ?? who.contactName ?? who.keyName;
  if (who.memberFirstName !== null) return who.memberFirstName;
  if (who.contactName === null) return row.companyName;
  return who.by === principalOf(viewer) ? who.contactName : row.customerName;
};
