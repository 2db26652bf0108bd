import { changeApi } from '@parvis/sdk/contract';
import { everyone } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { changeRoutes } from './change.routes.ts';

export const changeFeature = feature({
  api: changeApi,
  routes: changeRoutes,
  policy: {
    'GET /changes': { member: everyone, key: true },
  },
  internal: { journal: 'audience' },
});
