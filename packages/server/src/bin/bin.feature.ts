import { binApi } from '@parvis/sdk/contract';
import { office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { binRoutes } from './bin.routes.ts';

export const binFeature = feature({
  api: binApi,
  routes: binRoutes,
  policy: { 'GET /bin': { member: office, key: true } },
});
