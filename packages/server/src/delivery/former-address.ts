/** A mail to the address that was a member's, to say that it is theirs no longer. */
import { eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { one, run, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { mailAudience } from './delivery.audience.ts';

/**
 * Puts the mail into the outbox itself, in the transaction of the change, which locks the company's row: the journal, from which
 * all other mails are made, holds no values, and the old address is a value.
 */
export function* tellFormerAddress(
  tx: Tx,
  { companyId, memberId }: { companyId: string; memberId: string },
  address: string,
): Work<void> {
  const { companies, outbox } = tx.t;
  const company = yield* one(
    tx.select({ position: companies.journalPosition }).from(companies).where(eq(companies.id, companyId)),
  );
  const id = newId();
  const createdAt = now();
  yield* run(
    tx.insert(outbox).values({
      id,
      companyId,
      kind: 'email_changed',
      // Of the first entry of this transaction. A recipient of its own: it waits for no mail to the new address.
      position: (company?.position ?? 0) + 1,
      recipient: `former:${memberId}`,
      address,
      subjectId: memberId,
      gathered: [],
      createdAt,
      nextAttemptAt: createdAt,
    }),
  );
  const audience = mailAudience({ customerId: null });
  yield* append(tx, { companyId, kind: 'mail.created', actor: 'system', subject: { type: 'mail', id }, audience });
}
