import { sessionApi } from '@parvis/sdk/contract';
import { everyScope, everyone, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { passwordMail } from './session.mail.ts';
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
    'POST /password/resets': open,
    'POST /password/tokens': open,
    'POST /password': open,
  },
  internal: { sessions: 'credential' },
  subjects: {
    session: { readAt: null },
  },
  mails: { password_reset: passwordMail },
});
