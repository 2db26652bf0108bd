import { sessionApi } from '@parvis/sdk/contract';
import { everyScope, everyone, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { sessionRoutes } from './session.routes.ts';

export const sessionFeature = feature({
  api: sessionApi,
  routes: sessionRoutes,
  policy: {
    'POST /session': open,
    'POST /session/renewals': open,
    'DELETE /session': { contact: everyScope, stakeholder: true, preview: true, member: everyone },
    'POST /session/password': { member: everyone },
    'GET /profile/sessions': { member: everyone },
    'DELETE /profile/sessions': { member: everyone },
    'DELETE /profile/sessions/:sessionId': { member: everyone },
    'POST /links/renewals': open,
  },
  internal: { sessions: 'credential', passwordTokens: 'credential' },
  subjects: {
    session: { readAt: null },
  },
});
