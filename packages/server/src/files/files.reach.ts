import { eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { all, any, conditionOf, isShown, reach, type Condition, type Placeholders } from '../access/scope.ts';
import { principalOf, type OutsideViewer } from '../access/viewer.ts';
import { ofDossier } from '../work/dossier.reach.ts';
import { interventions, mine, ofInterventions, ofMine } from '../work/intervention.reach.ts';
import { isNotOfBinned, isNotOfBinnedWork } from '../work/put-away.reach.ts';
import type { Schema } from '../store/store.ts';

const inDossiers = ofDossier((t) => t.files.dossierId);

export const files = reach('files', {
  part: 'documents',
  contact: {
    summary:
      'their own uploads until something holds them, and with the part: customer: by `customerId`; intervention: by `interventionId`; site, dossier: those of the interventions in it; those of the dossiers that they reach',
    of: inScope,
  },
  stakeholder: {
    summary:
      'their own uploads until something holds them, and with the part: those of their dossier and of the interventions in it',
    of: inScope,
  },
  assignee: {
    summary:
      'their own uploads until something holds them, those of the interventions given to them and of the dossiers that these are in, and the attachments of their customers',
    of: (viewer) => ({
      shape: 'assigned',
      where: (t, ph) =>
        any(
          sql`${t.files.interventionId} in ${ofMine('id', t, ph)}`,
          sql`${t.files.dossierId} in ${ofMine('dossierId', t, ph)}`,
          all(isNull(t.files.interventionId), sql`${t.files.customerId} in ${ofMine('customerId', t, ph)}`),
          ownUnclaimed(t, ph),
        ),
      values: { ...mine(viewer), inOwner: principalOf(viewer) },
    }),
  },
  seeAll: {
    summary: 'all that something holds which is not in the bin, and their own uploads until then',
    of: (viewer) => ({
      shape: 'company',
      where: (t, ph) => any(all(isNotNull(t.files.claimedAt), isHeldByKept(t, ph)), ownUnclaimed(t, ph)),
      values: { inOwner: principalOf(viewer) },
    }),
  },
});

/** Documents, where the company shows them; and what they have just sent themselves, which no preview reads. */
function inScope(viewer: OutsideViewer): Condition {
  const own = { inOwner: viewer.previewBy === null ? principalOf(viewer) : previewing };
  if (!isShown(viewer, files)) return { shape: 'own', where: ownUnclaimed, values: own };
  const { kind, id } = viewer.scope;
  const ofDossiers = viewer.kind === 'contact' ? inDossiers.contact.of(viewer) : inDossiers.stakeholder.of(viewer);
  const values = { ...own, ...ofDossiers.values, inScope: id };
  switch (kind) {
    case 'customer':
      return {
        shape: `${kind}:${ofDossiers.shape}`,
        where: (t, ph) =>
          any(
            all(eq(t.files.customerId, ph('inScope')), isNotOfBinnedWork(t.files.interventionId, t, ph)),
            ofDossiers.where!(t, ph),
            ownUnclaimed(t, ph),
          ),
        values,
      };
    case 'intervention':
      return {
        shape: kind,
        where: (t, ph) => any(eq(t.files.interventionId, ph('inScope')), ownUnclaimed(t, ph)),
        values,
      };
    case 'site':
    case 'dossier': {
      const { where } = conditionOf(viewer, interventions);
      return {
        shape: `${kind}:${ofDossiers.shape}`,
        where: (t, ph) =>
          any(
            sql`${t.files.interventionId} in ${ofInterventions('id', where!, t, ph)}`,
            ofDossiers.where!(t, ph),
            ownUnclaimed(t, ph),
          ),
        values,
      };
    }
  }
}

/** What holds it is not in the bin. */
const isHeldByKept = (t: Schema, ph: Placeholders): SQL =>
  all(isNotOfBinned(t.files.customerId, t, ph), isNotOfBinnedWork(t.files.interventionId, t, ph));

/** Owns nothing. A value, so that a preview is read by the same statement as what it shows. */
const previewing = 'preview';

/** A file is its sender's alone until something holds it. */
function ownUnclaimed(t: Schema, ph: Placeholders): SQL {
  return all(eq(t.files.owner, ph('inOwner')), isNull(t.files.claimedAt));
}
