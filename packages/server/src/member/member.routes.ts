import type { memberApi } from '@parvis/sdk/contract';
import { asMember } from '../access/rights.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { changeMember } from './member.change.ts';
import { inviteAgain, inviteColleague, listMembers, readMember } from './member.rules.ts';

export const memberRoutes = ({ store, sealer }: Services): Handlers<typeof memberApi> => ({
  'GET /members': async ({ viewer, query }) => {
    const [name, id] = query.cursor
      ? (decodeCursor(sealer, 'GET /members', query.cursor) as [string, string])
      : ['', ''];
    const { items, last } = await listMembers(store, viewer.companyId, query.limit, { name, id });
    return { items, next: last && encodeCursor(sealer, 'GET /members', [last.name, last.id]) };
  },
  'POST /members':
    ({ viewer, body, request }) =>
    (tx) =>
      inviteColleague(tx, asMember(viewer), { ...body, lang: body.lang ?? request.lang }),
  'GET /members/:memberId': ({ viewer, params }) => readMember(store, viewer.companyId, params.memberId),
  'PATCH /members/:memberId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeMember(tx, asMember(viewer), params.memberId, ifMatch, body),
  'POST /members/:memberId/invitations':
    ({ viewer, params }) =>
    (tx) =>
      inviteAgain(tx, asMember(viewer), params.memberId),
});
