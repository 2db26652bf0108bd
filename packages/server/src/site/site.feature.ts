import { siteApi } from '@parvis/sdk/contract';
import { everyone, office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { sites } from './site.reach.ts';
import { binnableSite } from './site.bin.ts';
import { siteFinder } from './site.finder.ts';
import { siteRoutes } from './site.routes.ts';

export const siteFeature = feature({
  api: siteApi,
  routes: siteRoutes,
  policy: {
    'GET /sites': { contact: ['customer', 'site'], part: 'sites', member: everyone, key: true },
    'POST /sites': { member: office, key: true },
    'GET /sites/:siteId': { contact: ['customer', 'site'], part: 'sites', member: everyone, key: true },
    'PATCH /sites/:siteId': { member: office, key: true },
    'POST /sites/batch': { member: office, key: true },
  },
  reach: [sites],
  finders: { site: siteFinder },
  binnables: { site: binnableSite },
  subjects: {
    site: { readAt: 'GET /sites/:siteId', reach: sites },
  },
});
