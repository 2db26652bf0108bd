/** An intervention put away. */
import type { Binnable } from '../search/search.bin.ts';
import { interventionAudience } from '../work/intervention.audience.ts';
import { interventions } from '../work/intervention.reach.ts';
import { searchedInterventions } from '../work/intervention.search.ts';

export const binnableIntervention: Binnable<'interventions'> = {
  subject: 'intervention',
  reach: interventions,
  audience: interventionAudience,
  customerId: ({ customerId }) => customerId,
  searched: searchedInterventions,
  ownerOf: (t) => t.interventions.customerId,
  shown: ({ description, number }) => ({ name: description, number }),
};
