import type { profileApi } from '@parvis/sdk/contract';
import { asMember } from '../access/rights.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { readMember } from './member.rules.ts';
import { changePassword, changeProfile } from './profile.rules.ts';

export const profileRoutes = (s: Services): Handlers<typeof profileApi> => ({
  'GET /profile': ({ viewer }) => readMember(s.store, viewer.companyId, asMember(viewer).memberId),
  'PATCH /profile':
    ({ viewer, ifMatch, body }) =>
    (tx) =>
      changeProfile(tx, asMember(viewer), ifMatch, body),
  'POST /profile/password': ({ viewer, body, request }) => changePassword(s, request, asMember(viewer), body),
});
