/** What becomes of mails that wait, by what somebody does elsewhere. */
import { and, eq, inArray, ne } from 'drizzle-orm';
import { append } from '../journal/append.ts';
import { one, rows, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { mailAudience } from './delivery.audience.ts';
import type { MailRow } from './mail.ts';

/** Lets a mail leave now, if it stands as it was found and has not left. Answers whether it does; the caller tells of it. */
export function* sendNow(tx: Tx, companyId: string, { id, status }: Pick<MailRow, 'id' | 'status'>): Work<boolean> {
  const { outbox } = tx.t;
  const due = yield* one(
    tx
      .update(outbox)
      .set({ status: 'waiting', nextAttemptAt: now() })
      .where(
        and(eq(outbox.companyId, companyId), eq(outbox.id, id), eq(outbox.status, status), ne(outbox.status, 'sent')),
      )
      .returning({ id: outbox.id }),
  );
  return due !== undefined;
}

/** Mails of these kinds that wait for somebody never leave: others take their place, or nothing does. */
export function* cancelWaiting(
  tx: Tx,
  companyId: string,
  recipient: MailRow['recipient'],
  kinds: MailRow['kind'][],
): Work<void> {
  const { outbox } = tx.t;
  const given = yield* rows(
    tx
      .update(outbox)
      .set({ status: 'failed', nextAttemptAt: null, claimedUntil: null, lastError: 'replaced' })
      .where(
        and(
          eq(outbox.companyId, companyId),
          eq(outbox.recipient, recipient),
          eq(outbox.status, 'waiting'),
          inArray(outbox.kind, kinds),
        ),
      )
      .returning({ id: outbox.id }),
  );
  const audience = mailAudience({ customerId: null });
  for (const { id } of given)
    yield* append(tx, { companyId, kind: 'mail.failed', actor: 'system', subject: { type: 'mail', id }, audience });
}
