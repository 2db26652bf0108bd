import type { MatrixRows, Make } from '../feature.testing.ts';

/** Somebody whose password is known. */
export const typing =
  (body: (password: string) => object): Make =>
  async ({ anotherMember }, _at, { as }) => {
    const password = 'la phrase de passe du membre';
    return as.kind === 'member' ? { token: (await anotherMember(as.role, password)).token, body: body(password) } : {};
  };

export const matrix: MatrixRows = {
  bodies: {
    'POST /session': () => ({ link: 'none' }),
    'POST /session/renewals': () => ({ audience: 'portal' }),
    'POST /session/password': () => ({ password: 'none of theirs' }),
    'POST /links/renewals': () => ({ link: 'none' }),
  },
  made: {
    'DELETE /session': async ({ anotherSession }, _at, identity) =>
      identity.token ? { token: await anotherSession(identity) } : {},
    'POST /session/password': typing((password) => ({ password })),
    'DELETE /profile/sessions': async ({ anotherMember }, _at, { as }) =>
      as.kind === 'member' ? { token: (await anotherMember(as.role)).token } : {},
    // One's own, whatever the relation says of other things: nobody reaches anybody else's.
    'DELETE /profile/sessions/:sessionId': async ({ t, companies }, _at, { sees, principal }, relation) => {
      if (!sees('sessionId', relation) || !principal.startsWith('member:')) return {};
      const asked = { companyId: companies[relation], memberId: principal.slice('member:'.length) };
      return { params: { sessionId: (await t.session(asked)).sessionId } };
    },
  },
};
