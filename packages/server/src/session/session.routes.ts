import type { sessionApi } from '@parvis/sdk/contract';
import { asMember, isOffice } from '../access/rights.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { Handlers } from '../http/handlers.ts';
import { forbidden, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { inConstantTime } from './constant-time.ts';
import { openByLink, openFor } from './link-session.ts';
import { confirmPassword } from './password-check.ts';
import { renewByEmail, renewByLink } from './renewal.rules.ts';
import { endOtherSessions, endSessionOf, listSessions } from './session.list.ts';
import { endSession, forgetCookie, renewSession } from './session.rules.ts';
import { signIn } from './sign-in.ts';

export const sessionRoutes = (s: Services): Handlers<typeof sessionApi> => ({
  'POST /session': ({ body, viewer, request }) => {
    if ('link' in body) return openByLink(s, request, body.link, body.keep);
    if ('email' in body) return signIn(s, request, body);
    if ('preview' in body) return openFor(s, request, previewer(viewer), body.preview);
    if (viewer?.kind !== 'key') throw viewer ? forbidden() : unauthorized();
    if (!isOffice(viewer)) throw forbidden();
    return openFor(s, request, viewer, body);
  },
  'POST /session/renewals': ({ body, request }) => renewSession(s, request, body),
  'DELETE /session': ({ viewer, request }) => {
    if (viewer.kind === 'key') throw forbidden();
    forgetCookie(s, request, viewer);
    return (tx) => endSession(tx, viewer);
  },
  'POST /session/password': ({ viewer, body, request }) => confirmPassword(s, request, asMember(viewer), body.password),
  'GET /profile/sessions': async ({ viewer }) => ({ items: await listSessions(s.store, asMember(viewer)) }),
  'DELETE /profile/sessions': ({ viewer }) => {
    const { companyId, memberId, sessionId } = asMember(viewer);
    return (tx) => endOtherSessions(tx, { companyId, memberId }, principalOf(viewer), sessionId);
  },
  'DELETE /profile/sessions/:sessionId': ({ viewer, params }) => {
    const { companyId, memberId } = asMember(viewer);
    return (tx) => endSessionOf(tx, { companyId, memberId }, principalOf(viewer), params.sessionId);
  },
  'POST /links/renewals': async ({ body, request }) => {
    await inConstantTime('link' in body ? renewByLink(s, request, body.link) : renewByEmail(s, request, body));
    return { accepted: true };
  },
});

/** Whoever may give somebody a link may see what it opens. */
function previewer(viewer: Viewer | null) {
  if (viewer === null) throw unauthorized();
  if (viewer.kind !== 'member' || !isOffice(viewer)) throw forbidden();
  return viewer;
}
