/** The password typed again: what a member changes of who may do what asks for one typed a moment ago. */
import { and, eq, isNull } from 'drizzle-orm';
import type { MemberViewer } from '../access/viewer.ts';
import type { CallRequest } from '../http/handlers.ts';
import { forbidden, refused, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { one, prepared, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { lockMember } from './session.revocation.ts';
import { passwordMatches } from './passwords.ts';
import { attemptSignIn } from './sign-in.ts';

const freshMillis = 10 * 60_000;

/**
 * Raises 403 `password-required` when the member's password was typed over ten minutes ago in this session, 401 when the
 * session has ended meanwhile. From here on the member stays as they are, as `lockMember` says.
 */
export function* assertPasswordFresh(tx: Tx, { companyId, memberId, sessionId }: MemberViewer): Work<void> {
  const { sessions } = tx.t;
  yield* lockMember(tx, { companyId, memberId });
  const session = yield* one(
    tx
      .select({ passwordAt: sessions.passwordAt })
      .from(sessions)
      .where(and(eq(sessions.companyId, companyId), eq(sessions.id, sessionId), isNull(sessions.endedAt))),
  );
  if (!session) throw unauthorized();
  const since = new Date(nowMillis() - freshMillis).toISOString();
  if (!session.passwordAt || session.passwordAt < since) throw forbidden('password-required');
}

/** The hash that `password` was found to match. Raises 422 `wrong` on `field`, 429 as signing in does. */
export async function verifyPassword(
  s: Services,
  request: CallRequest,
  { companyId, memberId }: MemberViewer,
  password: string,
  field: string,
): Promise<string> {
  const { members } = s.store.t;
  const [member] = await prepared(s.store.read, 'session.ownPassword', (ph) =>
    s.store.read
      .select({ emailFolded: members.emailFolded, passwordHash: members.passwordHash })
      .from(members)
      .where(and(eq(members.companyId, ph('companyId')), eq(members.id, ph('memberId')))),
  )({ companyId, memberId });
  const attempt = await attemptSignIn(s, request, member?.emailFolded ?? '');
  if (!member?.passwordHash || !(await passwordMatches(member.passwordHash, password))) {
    attempt.failed();
    throw refused(field, 'wrong');
  }
  await attempt.succeeded();
  return member.passwordHash;
}

/** Remembers that the present password was typed in this session. Raises 422 `wrong` on `password`, 429. */
export async function confirmPassword(
  s: Services,
  request: CallRequest,
  viewer: MemberViewer,
  password: string,
): Promise<void> {
  await verifyPassword(s, request, viewer, password, 'password');
  const still = await s.store.transaction((tx) => passwordTyped(tx, viewer));
  if (!still) throw unauthorized();
}

/** Notes that it was typed in this session now. Answers whether the session still is. */
export function* passwordTyped(
  tx: Tx,
  { companyId, sessionId }: Pick<MemberViewer, 'companyId' | 'sessionId'>,
): Work<boolean> {
  const { sessions } = tx.t;
  const still = yield* one(
    tx
      .update(sessions)
      .set({ passwordAt: now() })
      .where(and(eq(sessions.companyId, companyId), eq(sessions.id, sessionId), isNull(sessions.endedAt)))
      .returning({ id: sessions.id }),
  );
  return still !== undefined;
}
