import { linkApi } from '@parvis/sdk/contract';
import { office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { linkMail } from './link.mail.ts';
import { links } from './link.reach.ts';
import { linkRoutes } from './link.routes.ts';

export const linkFeature = feature({
  api: linkApi,
  routes: linkRoutes,
  policy: {
    'GET /links': { member: office, key: true },
    'POST /links': { member: office, key: true },
    'DELETE /links/:linkId': { member: office, key: true },
  },
  reach: [links],
  subjects: {
    link: { readAt: 'GET /links', reach: links },
  },
  mails: { link: linkMail },
});
