import { eq } from 'drizzle-orm';
import { nothing, reach } from '../access/scope.ts';
import { ofDossier } from '../work/dossier.reach.ts';
import { namedByMine } from '../work/intervention.reach.ts';

export const dossierParticipants = reach(
  'dossierParticipants',
  ofDossier((t) => t.dossierParticipants.dossierId),
);

export const stakeholders = reach('stakeholders', {
  contact: nothing,
  stakeholder: {
    summary: 'themselves',
    of: ({ stakeholderId }) => ({
      shape: 'own',
      where: (t, ph) => eq(t.stakeholders.id, ph('inStakeholder')),
      values: { inStakeholder: stakeholderId },
    }),
  },
  assignee: namedByMine((t) => t.stakeholders.dossierId, 'dossierId'),
});
