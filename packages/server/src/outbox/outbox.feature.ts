import { outboxApi } from '@parvis/sdk/contract';
import { office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { outbox } from './outbox.reach.ts';
import { outboxRoutes } from './outbox.routes.ts';

export const outboxFeature = feature({
  api: outboxApi,
  routes: outboxRoutes,
  policy: {
    'GET /outbox': { member: office },
    'GET /outbox/:mailId': { member: office },
    'POST /outbox/:mailId/attempts': { member: office },
  },
  reach: [outbox],
  subjects: {
    mail: { readAt: 'GET /outbox/:mailId', reach: outbox },
  },
});
