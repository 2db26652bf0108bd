import { finderApi } from '@parvis/sdk/contract';
import { everyone } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { finderRoutes } from './finder.routes.ts';

export const finderFeature = feature({
  api: finderApi,
  routes: finderRoutes,
  policy: {
    'GET /search': { member: everyone, key: true },
  },
});
