/**
 * Revocation of links because of what happened to whom they are for. Sessions depend on the link that opened them and end
 * with it.
 */
import { and, eq, gt, isNull, like, or, sql, type SQL } from 'drizzle-orm';
import { append } from '../journal/append.ts';
import { rows, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { linkAudience } from './link.audience.ts';
import type { Holder } from './link.holder.ts';

/**
 * Revokes somebody's links: all of them, or, when the address is no longer theirs, those that went to it: mailed by us, or
 * made by a program of the company's, which mails them itself. What a member copied was handed over by a person who knew to whom.
 */
export const revokeLinksOf = (
  tx: Tx,
  actor: string,
  companyId: string,
  holder: Holder,
  which: 'all' | 'mailed',
): Work<void> => {
  const { links } = tx.t;
  return revoke(tx, actor, companyId, [
    'contactId' in holder ? eq(links.contactId, holder.contactId) : eq(links.stakeholderId, holder.stakeholderId),
    which === 'mailed' ? or(eq(links.delivery, 'mail'), like(links.createdBy, 'key:%')) : undefined,
  ]);
};

/** Revokes a customer's links to one dossier, in which they take part no longer. */
export const revokeLinksTo = (
  tx: Tx,
  actor: string,
  companyId: string,
  { customerId, dossierId }: { customerId: string; dossierId: string },
): Work<void> => {
  const { links } = tx.t;
  return revoke(tx, actor, companyId, [
    eq(links.customerId, customerId),
    eq(links.scopeKind, 'dossier'),
    eq(links.scopeId, dossierId),
  ]);
};

function* revoke(tx: Tx, actor: string, companyId: string, which: (SQL | undefined)[]): Work<void> {
  const { links } = tx.t;
  const revoked = yield* rows(
    tx
      .update(links)
      .set({ revokedAt: now() })
      .where(and(eq(links.companyId, companyId), ...which, isNull(links.revokedAt)))
      .returning({ id: links.id }),
  );
  for (const { id } of revoked)
    yield* append(tx, {
      companyId,
      kind: 'link.revoked',
      actor,
      subject: { type: 'link', id },
      audience: linkAudience,
    });
}

/** How many links that a member copied still open. */
export function* countCopiedLinks(tx: Tx, companyId: string, memberId: string): Work<number> {
  const { links } = tx.t;
  const [found] = yield* rows(
    tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(links)
      .where(
        and(
          eq(links.companyId, companyId),
          eq(links.createdBy, `member:${memberId}`),
          eq(links.delivery, 'copy'),
          isNull(links.revokedAt),
          gt(links.expiresAt, now()),
        ),
      ),
  );
  return found?.count ?? 0;
}
