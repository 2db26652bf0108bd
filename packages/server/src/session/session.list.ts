/** Where a member is signed in: seen and ended by themselves. */
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { OpenSession } from '@parvis/sdk/contract';
import type { MemberViewer } from '../access/viewer.ts';
import { notFound } from '../problem.ts';
import { prepared, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { endSessions, type MemberRef } from './session.revocation.ts';

/** The member’s open sessions, used last first; previews, which end with the session that opened them, are not told. */
export const listSessions = async (
  { read, t }: Store,
  { companyId, memberId, sessionId }: MemberViewer,
): Promise<OpenSession[]> => {
  const { sessions } = t;
  const found = await prepared(read, 'session.list', (ph) =>
    read
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.companyId, ph('companyId')),
          eq(sessions.memberId, ph('memberId')),
          isNull(sessions.contactId),
          isNull(sessions.stakeholderId),
          isNull(sessions.endedAt),
          gt(sessions.expiresAt, ph('now')),
        ),
      )
      .orderBy(desc(sessions.lastUsedAt), desc(sessions.id)),
  )({ companyId, memberId, now: now() });
  return found.map(({ id, device, createdAt, lastUsedAt, expiresAt }) => ({
    id,
    device,
    createdAt,
    lastUsedAt,
    expiresAt,
    current: id === sessionId,
  }));
};

/** Ends one session of a member. Raises 404 `not-found` for one that is not theirs, or has ended. */
export function* endSessionOf(tx: Tx, member: MemberRef, actor: string, id: string): Work<void> {
  const { sessions } = tx.t;
  const which = and(eq(sessions.memberId, member.memberId), eq(sessions.id, id));
  if ((yield* endSessions(tx, member.companyId, actor, which)) === 0) throw notFound();
}

/** Ends every session of a member but one, previews included. */
export function* endOtherSessions(tx: Tx, member: MemberRef, actor: string, own: string): Work<void> {
  const { sessions } = tx.t;
  const which = and(eq(sessions.memberId, member.memberId), ne(sessions.id, own));
  yield* endSessions(tx, member.companyId, actor, which);
}
