import { portalApi } from '@parvis/sdk/contract';
import { everyScope } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { portalRoutes } from './portal.routes.ts';

export const portalFeature = feature({
  api: portalApi,
  routes: portalRoutes,
  policy: {
    'GET /portal': { contact: everyScope, stakeholder: true },
  },
});
