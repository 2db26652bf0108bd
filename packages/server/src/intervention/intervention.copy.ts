/** A cancelled intervention made anew: what was said of it is not to be typed again. */
import { and, eq, sql } from 'drizzle-orm';
import type { Intervention } from '@parvis/sdk/contract';
import { assertAllowed } from '../access/acts.ts';
import type { Viewer } from '../access/viewer.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { stale } from '../problem.ts';
import type { Services } from '../services.ts';
import { run, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { fieldsOf } from '../work/field.list.ts';
import { checkFields } from './intervention.fields.ts';
import { lockIntervention, tellOf } from './intervention.find.ts';
import { insertNumbered, nextNumber, noteMove } from './intervention.insert.ts';
import { viewedIntervention } from './intervention.view.ts';

/**
 * Copies a cancelled intervention into a new one, `to_schedule` and nobody's; both say so in their course. Raises 404 `not-found`,
 * 403 `forbidden`, 409 `move-not-allowed` where it is not cancelled and `dossier-closed`, 412 `stale` where it is at another version by now.
 */
export function* copyIntervention(
  s: Services,
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
): Work<Intervention> {
  const { interventions } = tx.t;
  const original = yield* lockIntervention(tx, viewer, id);
  assertAllowed(viewer, 'copy', original);
  if (original.version !== version) throw stale();
  const { companyId, customerId, siteId, equipmentId, dossierId, type, description, address, contact } = original;
  if (dossierId !== null) yield* assertOpen(tx, viewer, dossierId);
  const company = yield* nextNumber(tx, companyId);
  // As they were given, whatever is asked by now: what is open is completed at the desk.
  const answers = checkFields(yield* fieldsOf(tx, companyId), original.fields, {
    before: original.fields,
    mayLeaveOpen: true,
  });
  const said = { companyId, customerId, siteId, equipmentId, dossierId, type, description, address, contact };
  const copy = yield* insertNumbered(
    tx,
    viewer,
    company,
    { ...said, ...answers, status: 'to_schedule', externalId: null },
    { act: 'copy' },
  );
  yield* run(
    tx
      .update(interventions)
      .set({ version: sql`${interventions.version} + 1` })
      .where(and(eq(interventions.companyId, companyId), eq(interventions.id, id))),
  );
  yield* noteMove(tx, viewer, original, { act: 'copy', at: now() });
  yield* tellOf(tx, viewer, 'intervention.copied', original);
  return yield* viewedIntervention(s, tx, viewer, copy.id);
}
