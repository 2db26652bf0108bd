import { feature } from '../feature.ts';
import { dossiers, stakeholders } from './dossier.reach.ts';

export const dossierFeature = feature({
  api: {},
  routes: () => ({}),
  policy: {},
  reach: [dossiers, stakeholders],
  subjects: {
    stakeholder: { readAt: null, stakeholderReadsAt: 'GET /portal', reach: stakeholders },
  },
});
