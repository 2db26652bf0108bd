/** Where a member is signed in: seen and ended by themselves. */
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { OpenSession } from '@parvis/sdk/contract';
import type { MemberViewer } from '../access/viewer.ts';
import { hold } from '../edit.ts';
import { append } from '../journal/append.ts';
import { notFound } from '../problem.ts';
import { prepared, rows, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import type { MemberRef } from './access.endings.ts';

/** The member's open sessions, used last first; previews end by themselves within the hour and are not told. */
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
  if ((yield* end(tx, member, actor, { only: id })) === 0) throw notFound();
}

/** Ends every session of a member but one, previews included. */
export function* endOtherSessions(tx: Tx, member: MemberRef, actor: string, own: string): Work<void> {
  yield* end(tx, member, actor, { not: own });
}

function* end(
  tx: Tx,
  { companyId, memberId }: MemberRef,
  actor: string,
  which: { only: string } | { not: string },
): Work<number> {
  const { sessions } = tx.t;
  yield* hold(tx, 'companies', companyId);
  const ended = yield* rows(
    tx
      .update(sessions)
      .set({ endedAt: now() })
      .where(
        and(
          eq(sessions.companyId, companyId),
          eq(sessions.memberId, memberId),
          isNull(sessions.endedAt),
          'only' in which ? eq(sessions.id, which.only) : ne(sessions.id, which.not),
        ),
      )
      .returning({ id: sessions.id, expiresAt: sessions.expiresAt }),
  );
  const at = now();
  for (const { id, expiresAt } of ended)
    // Of one that had ended by itself there is nothing to tell.
    if (expiresAt > at)
      yield* append(tx, { companyId, kind: 'session.ended', actor, subject: { type: 'session', id } });
  return ended.length;
}
