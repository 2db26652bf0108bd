/** What is written down of an attempt to send a mail: that it begins, and how it ended. */
import { and, eq, gt, ne } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { append } from '../journal/append.ts';
import { isRow, one, touch, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import type { MailRow, OneTime } from './mail.ts';
import { mailAudience } from './delivery.audience.ts';

/**
 * Takes a mail for this attempt, until `claimedUntil`; null when another process has taken it, or when it must not leave and is given up here.
 * The one-time token of an invitation or reset is made now: its hash is stored, the token itself is in the mail alone.
 */
export function* claimMail(
  tx: Tx,
  row: MailRow,
  oneTime: OneTime | undefined,
  obstacle: string | null,
  claimedUntil: string,
  address: string,
): Work<{ passwordToken: string | null } | null> {
  const { outbox } = tx.t;
  // A one-time link is made for who is there now, and no change of theirs comes in between. Where the address has changed
  // since it was read, the mail is looked at again.
  if (oneTime && !(yield* oneTime.isFor(tx, row, address))) return null;
  // It will be told that it is given up.
  if (obstacle !== null) yield* lockRow(tx, 'companies', row.companyId);
  const attempts = row.attempts + 1;
  const claimed = yield* one(
    tx
      .update(outbox)
      .set({ attempts, claimedUntil })
      .where(
        and(
          isRow(outbox, row.companyId, row.id),
          eq(outbox.status, 'waiting'),
          eq(outbox.attempts, row.attempts),
          // A request that was gathered into it since is not in the letter at hand: it is read and taken again.
          eq(outbox.count, row.count),
        ),
      )
      .returning({ id: outbox.id }),
  );
  if (!claimed) return null;
  touch(tx, row.companyId, { about: 'mail', keys: mailAudience(row) });
  const reason = obstacle ?? (oneTime && (yield* isReplaced(tx, row)) ? 'replaced' : null);
  if (reason !== null) {
    yield* markUnsent(tx, { ...row, attempts }, reason, null);
    return null;
  }
  return { passwordToken: oneTime ? yield* oneTime.make(tx, row, yield* askedAt(tx, row)) : null };
}

/** Whether another one-time link was asked for while this mail waited: only the last opens, so only the last leaves. */
function* isReplaced(tx: Tx, { companyId, recipient, kind, position }: MailRow): Work<boolean> {
  const { outbox } = tx.t;
  const later = yield* one(
    tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(
          eq(outbox.companyId, companyId),
          eq(outbox.recipient, recipient),
          eq(outbox.kind, kind),
          gt(outbox.position, position),
        ),
      )
      .limit(1),
  );
  return later !== undefined;
}

/** When it was asked for, as the journal has it. */
function* askedAt(tx: Tx, { companyId, position, createdAt }: MailRow): Work<string> {
  const { journal } = tx.t;
  const asked = yield* one(
    tx
      .select({ at: journal.at })
      .from(journal)
      .where(and(eq(journal.companyId, companyId), eq(journal.position, position))),
  );
  return asked?.at ?? createdAt;
}

/** Of a mail that left, whoever has taken it since: it is sent, and told to be so once. */
export function* markSent(tx: Tx, { id, companyId, customerId, dossierId }: MailRow): Work<void> {
  const { outbox } = tx.t;
  yield* lockRow(tx, 'companies', companyId);
  const marked = yield* one(
    tx
      .update(outbox)
      .set({ status: 'sent', sentAt: now(), nextAttemptAt: null, claimedUntil: null, lastError: null, address: null })
      .where(and(isRow(outbox, companyId, id), ne(outbox.status, 'sent')))
      .returning({ id: outbox.id }),
  );
  const audience = mailAudience({ customerId, dossierId });
  if (marked)
    yield* append(tx, { companyId, kind: 'mail.sent', actor: 'system', subject: { type: 'mail', id }, audience });
}

/**
 * To be tried again at `nextAttemptAt`, or given up when there is none. Not when another attempt has begun since: how the
 * mail stands is told by that one.
 */
export function* markUnsent(
  tx: Tx,
  { id, companyId, customerId, dossierId, attempts }: MailRow,
  lastError: string,
  nextAttemptAt: string | null,
): Work<void> {
  const { outbox } = tx.t;
  yield* lockRow(tx, 'companies', companyId);
  const marked = yield* one(
    tx
      .update(outbox)
      .set({
        ...(nextAttemptAt === null && { status: 'failed', address: null }),
        nextAttemptAt,
        claimedUntil: null,
        lastError,
      })
      .where(and(isRow(outbox, companyId, id), eq(outbox.status, 'waiting'), eq(outbox.attempts, attempts)))
      .returning({ id: outbox.id }),
  );
  if (!marked) return;
  const kind = nextAttemptAt === null ? 'mail.failed' : 'mail.changed';
  const audience = mailAudience({ customerId, dossierId });
  yield* append(tx, { companyId, kind, actor: 'system', subject: { type: 'mail', id }, audience });
}
