/**
 * Revocation of sessions and one-time links when a person is no longer who they were: another e-mail, role, rights,
 * standing, password. Ended rows stay ended: whoever is made active again starts from nothing. The caller tells the journal
 * of the change of the person, and tokens, streams and download addresses fall with what they depend on.
 */
import { and, eq, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { append } from '../journal/append.ts';
import type { Holder } from '../link/link.holder.ts';
import { one, rows, run, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { cancelWaiting } from '../delivery/waiting.ts';
import { sessionAudience } from './session.audience.ts';

export interface MemberRef {
  companyId: string;
  memberId: string;
}

/**
 * The member as they are now and stay until the transaction ends. Whatever opens an access for a member asks here first:
 * what was found out before (that a password is right, where a mail goes) may have changed since.
 */
export function* lockMember(
  tx: Tx,
  { companyId, memberId }: MemberRef,
): Work<Schema['members']['$inferSelect'] | undefined> {
  const { members } = tx.t;
  // The company's row and not the member's own: every change of a member begins with it, and ends by taking it.
  yield* lockRow(tx, 'companies', companyId);
  return yield* one(
    tx
      .select()
      .from(members)
      .where(and(eq(members.companyId, companyId), eq(members.id, memberId))),
  );
}

/**
 * Ends sessions of a company, and with each the previews that were opened in it; tells the journal of those that had not
 * ended by themselves. Answers how many.
 */
export function* endSessions(tx: Tx, companyId: string, actor: string, which: SQL | undefined): Work<number> {
  const { sessions } = tx.t;
  yield* lockRow(tx, 'companies', companyId);
  const at = now();
  const stillOpen = and(eq(sessions.companyId, companyId), isNull(sessions.endedAt));
  const ended = yield* rows(
    tx
      .update(sessions)
      .set({ endedAt: at })
      .where(and(stillOpen, which))
      .returning({ id: sessions.id, memberId: sessions.memberId, expiresAt: sessions.expiresAt }),
  );
  for (const { id, memberId, expiresAt } of ended) {
    // Found by their member: there is no index of parents.
    if (memberId !== null)
      yield* run(
        tx
          .update(sessions)
          .set({ endedAt: at })
          .where(and(stillOpen, eq(sessions.memberId, memberId), eq(sessions.parentId, id))),
      );
    if (expiresAt > at)
      yield* append(tx, {
        companyId,
        kind: 'session.ended',
        actor,
        subject: { type: 'session', id },
        audience: sessionAudience({ memberId }),
      });
  }
  return ended.length;
}

/** Ends every session (previews too) and every one-time link of a member, mailed or waiting to be, but the session `but`. */
export function* endSessionsOfMember(tx: Tx, { companyId, memberId }: MemberRef, but?: string): Work<void> {
  const { sessions, passwordTokens: tokens } = tx.t;
  yield* run(
    tx
      .update(sessions)
      .set({ endedAt: now() })
      .where(
        and(
          eq(sessions.companyId, companyId),
          eq(sessions.memberId, memberId),
          isNull(sessions.endedAt),
          but === undefined ? undefined : ne(sessions.id, but),
        ),
      ),
  );
  yield* run(
    tx.delete(tokens).where(and(eq(tokens.companyId, companyId), eq(tokens.memberId, memberId), isNull(tokens.usedAt))),
  );
  // One that waits in the outbox was asked for by, or meant for, who the member was.
  yield* cancelWaiting(tx, companyId, `member:${memberId}`, ['invitation', 'password_reset']);
}

/**
 * Ends what the company's own pages opened for somebody at the portal. Sessions that depend on a link end with it, or last as long
 * as it does; a member's preview is the member's.
 */
export function* endPortalSessions(tx: Tx, companyId: string, holder: Holder): Work<void> {
  const { sessions } = tx.t;
  yield* run(
    tx
      .update(sessions)
      .set({ endedAt: now() })
      .where(
        and(
          eq(sessions.companyId, companyId),
          'contactId' in holder
            ? eq(sessions.contactId, holder.contactId)
            : eq(sessions.stakeholderId, holder.stakeholderId),
          isNull(sessions.linkId),
          isNull(sessions.memberId),
          isNull(sessions.endedAt),
        ),
      ),
  );
}

/** Ends every session, previews too, that a customer's contacts have in one dossier, in which the customer takes part no longer. */
export function* endPortalSessionsIn(
  tx: Tx,
  companyId: string,
  { customerId, dossierId }: { customerId: string; dossierId: string },
): Work<void> {
  const { sessions, contacts } = tx.t;
  const theirs = tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.companyId, companyId), eq(contacts.customerId, customerId)));
  yield* run(
    tx
      .update(sessions)
      .set({ endedAt: now() })
      .where(
        and(
          eq(sessions.companyId, companyId),
          inArray(sessions.contactId, theirs),
          eq(sessions.scopeKind, 'dossier'),
          eq(sessions.scopeId, dossierId),
          isNull(sessions.endedAt),
        ),
      ),
  );
}
