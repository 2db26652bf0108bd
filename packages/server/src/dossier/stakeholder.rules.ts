/** Who else takes part in a dossier. Their routes come with the dossier; what must end with them is here already. */
import { and, eq, isNull } from 'drizzle-orm';
import type { ChangeKindOf, Lang } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { differences, insertRow, isEmpty } from '../edit.ts';
import { fold } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { revokeLinksOf } from '../link/link.revocation.ts';
import { notFound, stale } from '../problem.ts';
import { endPortalSessions } from '../session/session.revocation.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { touchWrittenBy } from '../work/message.named.ts';
import { dossiers, stakeholders } from './dossier.reach.ts';
import { stakeholderAudience } from './dossier.audience.ts';
import { lookUpStakeholder } from './stakeholder.lookup.ts';

export type StakeholderRow = Schema['stakeholders']['$inferSelect'];

interface Fields {
  name: string;
  email: string;
  role: string;
  lang: Lang;
}

/** Adds a stakeholder to a dossier. Raises 404 `not-found`. */
export function* addStakeholder(tx: Tx, viewer: Viewer, dossierId: string, fields: Fields): Work<StakeholderRow> {
  const { t } = tx;
  const scope = scopeOf(viewer, dossiers);
  const dossier = yield* one(
    prepared(tx, `dossier.find:${scope.shape}`, (ph) =>
      tx
        .select({ id: t.dossiers.id })
        .from(t.dossiers)
        .where(and(scope.where(t, ph), eq(t.dossiers.id, ph('id')))),
    )({ ...scope.values, id: dossierId }),
  );
  if (!dossier) throw notFound();
  const row: StakeholderRow = {
    id: newId(),
    companyId: viewer.companyId,
    dossierId,
    ...fields,
    emailFolded: fold(fields.email),
    createdAt: now(),
    removedAt: null,
    version: 1,
  };
  yield* insertRow(tx, 'stakeholders', row);
  yield* lookUpStakeholder(tx, null, row);
  yield* tell(tx, viewer, 'stakeholder.created', row);
  return row;
}

/**
 * Changes a stakeholder. A new e-mail address ends what was mailed to the old one, and what the company's own pages opened.
 * Raises 404 `not-found`, 412 `stale`.
 */
export function* changeStakeholder(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  fields: Partial<Fields>,
): Work<StakeholderRow> {
  const before = yield* findStakeholder(tx, viewer, id);
  if (before.version !== version) throw stale();
  const change = differences(before, { ...fields, emailFolded: fold(fields.email ?? before.email) });
  if (isEmpty(change)) return before;
  const after = yield* write(tx, before, change);
  if (change.email !== undefined) yield* endAccess(tx, viewer, after, 'mailed');
  if (change.name !== undefined) yield* touchWrittenBy(tx, 'stakeholderId', after);
  const named = Object.keys(change).filter((name) => name !== 'emailFolded');
  yield* tell(tx, viewer, 'stakeholder.changed', after, named);
  return after;
}

/** Removes a stakeholder from their dossier; their links and sessions end with it. Raises 404 `not-found`, 412 `stale`. */
export function* removeStakeholder(tx: Tx, viewer: Viewer, id: string): Work<void> {
  const removed = yield* write(tx, yield* findStakeholder(tx, viewer, id), { removedAt: now() });
  yield* endAccess(tx, viewer, removed, 'all');
  yield* tell(tx, viewer, 'stakeholder.removed', removed);
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
