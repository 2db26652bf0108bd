import { notificationApi } from '@parvis/sdk/contract';
import { everyScope, everyone } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { notificationRoutes } from './notification.routes.ts';

export const notificationFeature = feature({
  api: notificationApi,
  routes: notificationRoutes,
  policy: {
    'GET /notifications': { contact: everyScope, stakeholder: true, member: everyone },
    'PATCH /notifications': { contact: everyScope, stakeholder: true, member: everyone },
  },
  // One's own alone, by who asks.
  internal: { notifications: 'own' },
  subjects: {
    // Told to whoever chose, and to nobody else.
    notification: { readAt: null },
  },
});
