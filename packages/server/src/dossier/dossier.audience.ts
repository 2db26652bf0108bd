import type { AudienceKey } from '../access/audience.ts';
import { dossiersKey } from '../work/dossier.audience.ts';

/** Of what one customer alone sees of a dossier: their own reference. */
export const participantAudience = (dossierId: string, customerId: string): AudienceKey[] => [
  'office',
  dossiersKey(customerId),
  `participant:${dossierId}:${customerId}`,
];

/** Stakeholders see nothing of one another. */
export const stakeholderAudience = ({ id }: { id: string }): AudienceKey[] => ['office', `stakeholder:${id}`];
