/**
 * Requests become one mail: what comes while a mail about requests waits for somebody, or soon after one has left, is put
 * into that mail. Whoever holds a link can make requests, and must not be able to fill the mailboxes of the company.
 */
import { and, desc, eq, gt } from 'drizzle-orm';
import { one, type Schema, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';

/** At least so long between two mails about requests to one person; the first leaves at once. */
export const coalesceMillis = 10 * 60_000;

/** So many requests are named in one mail, the others counted. */
export const mostNamed = 20;

/** Whom a mail goes to, and of which kind it is. */
type Addressed = Pick<Schema['outbox']['$inferSelect'], 'companyId' | 'recipient' | 'kind'>;

/** Adds a request to the mail that waits to tell the same person of others. Null when there is none, or it is leaving. */
export function* addToWaiting(tx: Tx, to: Addressed, subjectId: string): Work<string | null> {
  const { outbox } = tx.t;
  const waiting = and(mailsLike(tx, to), eq(outbox.status, 'waiting'), eq(outbox.attempts, 0));
  const found = yield* one(
    tx.select({ id: outbox.id, gathered: outbox.gathered, count: outbox.count }).from(outbox).where(waiting).limit(1),
  );
  if (!found) return null;
  const { id, gathered, count } = found;
  const added = yield* one(
    tx
      .update(outbox)
      .set({ count: count + 1, ...(count < mostNamed && { gathered: [...gathered, subjectId] }) })
      // An attempt that began meanwhile tells of what it has read, and no more.
      .where(and(eq(outbox.id, id), waiting))
      .returning({ id: outbox.id }),
  );
  return added ? id : null;
}

/** When a mail about one more request may leave: now, or some minutes after the one before. */
export function* leavesAt(tx: Tx, to: Addressed): Work<string> {
  const { outbox } = tx.t;
  const onItsWay = yield* one(
    tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(mailsLike(tx, to), eq(outbox.status, 'waiting'), gt(outbox.attempts, 0)))
      .limit(1),
  );
  if (onItsWay) return new Date(nowMillis() + coalesceMillis).toISOString();
  const last = yield* one(
    tx
      .select({ sentAt: outbox.sentAt })
      .from(outbox)
      .where(and(mailsLike(tx, to), eq(outbox.status, 'sent')))
      .orderBy(desc(outbox.position))
      .limit(1),
  );
  const free = Date.parse(last?.sentAt ?? '') + coalesceMillis;
  return free > nowMillis() ? new Date(free).toISOString() : now();
}

const mailsLike = ({ t: { outbox } }: Tx, { companyId, recipient, kind }: Addressed) =>
  and(eq(outbox.companyId, companyId), eq(outbox.recipient, recipient), eq(outbox.kind, kind));
