import { keyApi } from '@parvis/sdk/contract';
import { feature } from '../feature.ts';
import { addKey } from './key.demo.ts';
import { keys } from './key.reach.ts';
import { keyRoutes } from './key.routes.ts';

export const keyFeature = feature({
  api: keyApi,
  routes: keyRoutes,
  policy: {
    'GET /keys': { right: 'manage_settings' },
    'POST /keys': { right: 'manage_settings' },
    'DELETE /keys/:keyId': { right: 'manage_settings' },
  },
  reach: [keys],
  subjects: {
    key: { readAt: 'GET /keys', reach: keys },
  },
  demo: addKey,
});
