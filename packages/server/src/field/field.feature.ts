import { fieldApi } from '@parvis/sdk/contract';
import { everyScope, everyone } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { fields } from './field.reach.ts';
import { fieldRoutes } from './field.routes.ts';

export const fieldFeature = feature({
  api: fieldApi,
  routes: fieldRoutes,
  policy: {
    'GET /fields': { contact: everyScope, stakeholder: true, member: everyone, key: true },
    'POST /fields': { right: 'manage_settings' },
    'PATCH /fields/:fieldId': { right: 'manage_settings' },
  },
  reach: [fields],
  subjects: {
    field: { readAt: 'GET /fields', reach: fields },
  },
});
