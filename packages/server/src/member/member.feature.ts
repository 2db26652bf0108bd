import { memberApi, passwordApi, profileApi } from '@parvis/sdk/contract';
import { everyone, office, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { emailChangedMail, invitationMail } from './member.mail.ts';
import { members } from './member.reach.ts';
import { memberRoutes } from './member.routes.ts';
import { resetMail } from './password.mail.ts';
import { passwordRoutes } from './password.routes.ts';
import { profileRoutes } from './profile.routes.ts';

export const memberFeature = feature({
  api: { ...memberApi, ...profileApi, ...passwordApi },
  routes: (s) => ({ ...memberRoutes(s), ...profileRoutes(s), ...passwordRoutes(s) }),
  policy: {
    'GET /members': { member: office, right: 'manage_users', key: true },
    'POST /members': { right: 'manage_users' },
    'GET /members/:memberId': { member: office, right: 'manage_users', key: true },
    'PATCH /members/:memberId': { right: 'manage_users' },
    'POST /members/:memberId/invitations': { right: 'manage_users' },
    'GET /profile': { member: everyone },
    'PATCH /profile': { member: everyone },
    'POST /profile/password': { member: everyone },
    'POST /password/resets': open,
    'POST /password/tokens': open,
    'POST /password': open,
  },
  reach: [members],
  subjects: {
    member: { readAt: 'GET /members/:memberId', reach: members },
  },
  mails: { invitation: invitationMail, password_reset: resetMail, email_changed: emailChangedMail },
});
