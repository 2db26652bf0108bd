import { nothing, type MatrixRows } from '../feature.testing.ts';
import { newId } from '../ids.ts';
import { typing } from '../session/session.matrix.testing.ts';
import { memberAudience } from './member.audience.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /password/resets': () => ({ email: 'nobody@nowhere.example' }),
    'POST /password/tokens': () => ({ token: 'none' }),
    'POST /password': () => ({ token: 'none', password: 'une longue phrase de passe' }),
    'POST /members': () => ({ firstName: 'A', lastName: 'B', email: `m${newId()}@x.example` }),
    'PATCH /members/:memberId': nothing,
    'PATCH /profile': nothing,
    'POST /profile/password': () => ({ current: 'none of theirs', password: 'une longue phrase de passe' }),
  },
  made: {
    'POST /profile/password': typing((current) => ({ current })),
    'PATCH /members/:memberId': async ({ t }, { companyId: id }) => ({
      params: { memberId: (await t.member({ id }, { role: 'office' })).id },
    }),
    'POST /members/:memberId/invitations': async ({ t }, { companyId: id }) => ({
      params: { memberId: (await t.member({ id }, { role: 'office', status: 'invited' })).id },
    }),
  },
  told: {
    member: ({ its, reads }) => ({
      audience: memberAudience({ id: its.memberId }),
      read: reads('GET /members/:memberId'),
    }),
  },
};
