/** Who else takes part in a dossier: added, changed and removed by the office, and what ends with that. */
import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import type { Body, ChangeKindOf, dossierApi, Stakeholder } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { langOf } from '../customer/contact.lang.ts';
import { differences, insertRow, isEmpty } from '../edit.ts';
import { fold } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { assertBelowLimit } from '../limits.ts';
import { revokeLinksOf } from '../link/link.revocation.ts';
import { notFound, refused, stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { endPortalSessions } from '../session/session.revocation.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { touchWrittenBy } from '../work/message.named.ts';
import { stakeholderAudience } from './dossier.audience.ts';
import { stakeholders } from './dossier.reach.ts';
import { readDossier } from './dossier.rules.ts';
import { lookUpStakeholder } from './stakeholder.lookup.ts';

type Api = typeof dossierApi;
type NewStakeholder = Body<Api['POST /dossiers/:dossierId/stakeholders']>;
type StakeholderChange = Body<Api['PATCH /stakeholders/:stakeholderId']>;
export type StakeholderRow = Schema['stakeholders']['$inferSelect'];

const view = (row: StakeholderRow): Stakeholder => ({
  id: row.id,
  dossierId: row.dossierId,
  name: row.name,
  email: row.email,
  role: row.role,
  reference: row.reference,
  lang: row.lang,
  createdAt: row.createdAt,
  version: row.version,
});

/** Those of a dossier, in the order in which they were added. Raises 404 `not-found`. */
export const listStakeholders = async (s: Services, viewer: Viewer, dossierId: string): Promise<Stakeholder[]> => {
  const { read, t } = s.store;
  const scope = scopeOf(viewer, stakeholders);
  const found = await prepared(read, `stakeholder.list:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.stakeholders)
      .where(and(scope.where(t, ph), eq(t.stakeholders.dossierId, ph('dossierId')), isNull(t.stakeholders.removedAt)))
      .orderBy(asc(t.stakeholders.id)),
  )({ ...scope.values, dossierId });
  // Whoever sees one of them sees the dossier: of one that has none it is not known yet.
  if (found.length === 0) await readDossier(s, viewer, dossierId);
  return found.map(view);
};

/**
 * Adds a stakeholder to a dossier. Raises 404 `not-found`, 409 `dossier-closed` and `limit-reached`, 422 `taken` on `email`.
 */
export function* addStakeholder(
  tx: Tx,
  viewer: Viewer,
  dossierId: string,
  { name, email, role, lang }: NewStakeholder,
): Work<Stakeholder> {
  const { companyId } = yield* assertOpen(tx, viewer, dossierId);
  yield* assertBelowLimit(tx, 'stakeholders', ofDossier(tx, { companyId, dossierId }));
  const row: StakeholderRow = {
    id: newId(),
    companyId,
    dossierId,
    name,
    email,
    emailFolded: fold(email),
    role,
    reference: '',
    lang: lang ?? (yield* langOf(tx, companyId)),
    createdAt: now(),
    removedAt: null,
    version: 1,
  };
  yield* assertNotTaken(tx, row);
  yield* insertRow(tx, 'stakeholders', row);
  yield* lookUpStakeholder(tx, null, row);
  yield* tell(tx, viewer, 'stakeholder.created', row);
  return view(row);
}

/**
 * Changes a stakeholder. A new e-mail address ends what was mailed to the old one, and what the company's own pages opened.
 * Raises 404 `not-found`, 409 `dossier-closed`, 412 `stale`, 422 `taken` on `email`.
 */
export function* changeStakeholder(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  fields: StakeholderChange,
): Work<Stakeholder> {
  const before = yield* findStakeholder(tx, viewer, id);
  if (before.version !== version) throw stale();
  yield* assertOpen(tx, viewer, before.dossierId);
  const change = differences(before, { ...fields, emailFolded: fold(fields.email ?? before.email) });
  if (isEmpty(change)) return view(before);
  if (change.emailFolded !== undefined) yield* assertNotTaken(tx, { ...before, emailFolded: change.emailFolded });
  const after = yield* write(tx, before, change);
  if (change.email !== undefined) yield* endAccess(tx, viewer, after, 'mailed');
  if (change.name !== undefined) yield* touchWrittenBy(tx, 'stakeholderId', after);
  const named = Object.keys(change).filter((name) => name !== 'emailFolded');
  yield* tell(tx, viewer, 'stakeholder.changed', after, named);
  return view(after);
}

/**
 * Removes a stakeholder from their dossier; their links and sessions end with it. Raises 404 `not-found`, 409 `dossier-closed`,
 * 412 `stale`.
 */
export function* removeStakeholder(tx: Tx, viewer: Viewer, id: string): Work<void> {
  const before = yield* findStakeholder(tx, viewer, id);
  yield* assertOpen(tx, viewer, before.dossierId);
  const removed = yield* write(tx, before, { removedAt: now() });
  yield* endAccess(tx, viewer, removed, 'all');
  yield* tell(tx, viewer, 'stakeholder.removed', removed);
}

const ofDossier = (tx: Tx, { companyId, dossierId }: { companyId: string; dossierId: string }) => {
  const { stakeholders: table } = tx.t;
  return and(eq(table.companyId, companyId), eq(table.dossierId, dossierId), isNull(table.removedAt));
};

/** One person, one row: a second one would be mailed everything twice. The dossier is held: of two at once the second is refused. */
function* assertNotTaken(tx: Tx, row: StakeholderRow): Work<void> {
  const { stakeholders: table } = tx.t;
  const other = yield* one(
    tx
      .select({ id: table.id })
      .from(table)
      .where(and(ofDossier(tx, row), eq(table.emailFolded, row.emailFolded), ne(table.id, row.id)))
      .limit(1),
  );
  if (other) throw refused('email', 'taken');
}

function* findStakeholder(tx: Tx, viewer: Viewer, id: string): Work<StakeholderRow> {
  const { t } = tx;
  const scope = scopeOf(viewer, stakeholders);
  const found = yield* one(
    prepared(tx, `stakeholder.find:${scope.shape}`, (ph) =>
      tx
        .select()
        .from(t.stakeholders)
        .where(and(scope.where(t, ph), eq(t.stakeholders.id, ph('id')), isNull(t.stakeholders.removedAt))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  return found;
}

function* write(tx: Tx, before: StakeholderRow, change: Partial<StakeholderRow>): Work<StakeholderRow> {
  const { stakeholders: table } = tx.t;
  const after = yield* one(
    tx
      .update(table)
      .set({ ...change, version: before.version + 1 })
      .where(and(isRow(table, before.companyId, before.id), eq(table.version, before.version), isNull(table.removedAt)))
      .returning(),
  );
  if (!after) throw stale();
  yield* lookUpStakeholder(tx, before, after);
  return after;
}

function* endAccess(tx: Tx, viewer: Viewer, { companyId, id }: StakeholderRow, which: 'all' | 'mailed'): Work<void> {
  yield* revokeLinksOf(tx, principalOf(viewer), companyId, { stakeholderId: id }, which);
  yield* endPortalSessions(tx, companyId, { stakeholderId: id });
}

const tell = (
  tx: Tx,
  viewer: Viewer,
  kind: ChangeKindOf<'stakeholder'>,
  { id, companyId }: StakeholderRow,
  fields: string[] = [],
): Work<void> =>
  append(tx, {
    companyId,
    kind,
    actor: principalOf(viewer),
    subject: { type: 'stakeholder', id },
    audience: stakeholderAudience({ id }),
    fields,
  });
