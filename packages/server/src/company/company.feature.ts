import { companyApi } from '@parvis/sdk/contract';
import { everyone, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { companyRoutes } from './company.routes.ts';

export const companyFeature = feature({
  api: companyApi,
  routes: companyRoutes,
  policy: {
    'GET /company': { member: everyone, key: true },
    'PATCH /company': { right: 'manage_settings' },
    'GET /companies/:companyId/logos/:logoId': open,
    'POST /companies/cards': open,
  },
  internal: { logos: 'public' },
  subjects: {
    company: { readAt: 'GET /company', contactReadsAt: 'GET /portal', stakeholderReadsAt: 'GET /portal' },
  },
});
