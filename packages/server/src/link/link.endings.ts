/** Links that end because of what happened to their contact. Sessions stand on the link that opened them and end with it. */
import { and, eq, isNull } from 'drizzle-orm';
import { append } from '../journal/append.ts';
import { rows, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';

/** Revokes a contact's links: all of them, or those that were mailed, when the address they went to is no longer theirs. */
export function* endLinksOf(
  tx: Tx,
  actor: string,
  contact: { id: string; companyId: string; customerId: string },
  which: 'all' | 'mailed',
): Work<void> {
  const { links } = tx.t;
  const ended = yield* rows(
    tx
      .update(links)
      .set({ revokedAt: now() })
      .where(
        and(
          eq(links.companyId, contact.companyId),
          eq(links.contactId, contact.id),
          isNull(links.revokedAt),
          which === 'mailed' ? eq(links.delivery, 'mail') : undefined,
        ),
      )
      .returning({ id: links.id }),
  );
  for (const { id } of ended)
    yield* append(tx, {
      companyId: contact.companyId,
      kind: 'link.revoked',
      actor,
      subject: { type: 'link', id },
      customerId: contact.customerId,
    });
}
