/**
 * What happens in quick succession becomes one mail: what comes while a mail of its kind waits for somebody, or soon after one
 * has left, is put into that mail. Whoever holds a link can make requests and write messages, and must not be able to fill mailboxes.
 */
import { and, desc, eq, gt } from 'drizzle-orm';
import { one, type Schema, type Tx, type Work } from '../store/store.ts';
import { nextAt, now, nowMillis } from '../time.ts';

/** How mails of one kind to one person become one. `most`: of so many things it holds the ids, the others are counted. */
export type Coalescing = { most: number } & (Gathered | Daily);

/** Those that come in quick succession. Milliseconds. */
interface Gathered {
  /** So long the first waits for others. */
  waits: number;
  /** At least so long between two of them. */
  apart: number;
  /** Those about one dossier alone. */
  byDossier?: true;
}

/** All of a day, at this time of the company's. */
interface Daily {
  at: { hour: number; minute: number };
}

const minute = 60_000;

/** So many things are named in one mail. */
export const mostNamed = 20;

/** At least so long between two mails about requests to one person. */
export const coalesceMillis = 10 * minute;

/** Requests: the first leaves at once. */
export const requests = { waits: 0, apart: coalesceMillis, most: mostNamed } satisfies Coalescing;

/** Of messages more are held than are named: the first ones may be withdrawn. */
const mostHeld = 100;

/** What is written in a dossier: a thought often takes several messages, and a slip is often corrected at once. */
export const inDossier = {
  waits: 2 * minute,
  apart: 15 * minute,
  byDossier: true,
  most: mostHeld,
} satisfies Coalescing;

/** Before work begins. */
export const inTheMorning = { at: { hour: 7, minute: 30 }, most: mostHeld } satisfies Coalescing;

/** The longest that a mail which was not tried yet was ever told to wait. */
export const longestWait = (how: Coalescing): number =>
  // A day has an hour more where clocks are put back.
  'at' in how ? 25 * 60 * minute : Math.max(how.waits, how.apart);

/** Whom a mail goes to, and of which kind it is. */
type Addressed = Pick<Schema['outbox']['$inferSelect'], 'companyId' | 'recipient' | 'kind'> & {
  dossierId?: string | null;
};

/** Adds a thing to the mail that waits to tell the same person of others. Null when there is none, or it is leaving. */
export function* addToWaiting(tx: Tx, how: Coalescing, to: Addressed, subjectId: string): Work<string | null> {
  const { outbox } = tx.t;
  const waiting = and(mailsLike(tx, how, to), eq(outbox.status, 'waiting'), eq(outbox.attempts, 0));
  const found = yield* one(
    tx.select({ id: outbox.id, gathered: outbox.gathered, count: outbox.count }).from(outbox).where(waiting).limit(1),
  );
  if (!found) return null;
  const { id, gathered, count } = found;
  const added = yield* one(
    tx
      .update(outbox)
      .set({
        count: count + 1,
        ...(count < how.most && { gathered: [...gathered, subjectId] }),
      })
      // An attempt that began meanwhile tells of what it has read, and no more.
      .where(and(eq(outbox.id, id), waiting))
      .returning({ id: outbox.id }),
  );
  return added ? id : null;
}

/** When a mail about one more thing may leave: once others may have joined it, and some minutes after the one before. */
export function* leavesAt(tx: Tx, how: Coalescing, to: Addressed): Work<string> {
  const { companies, outbox } = tx.t;
  if ('at' in how) {
    const company = yield* one(
      tx.select({ timeZone: companies.timeZone }).from(companies).where(eq(companies.id, to.companyId)),
    );
    return nextAt(company?.timeZone ?? 'UTC', now(), how.at);
  }
  const like = mailsLike(tx, how, to);
  const onItsWay = yield* one(
    tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(like, eq(outbox.status, 'waiting'), gt(outbox.attempts, 0)))
      .limit(1),
  );
  if (onItsWay) return iso(nowMillis() + how.apart);
  const last = yield* one(
    tx
      .select({ sentAt: outbox.sentAt })
      .from(outbox)
      .where(and(like, eq(outbox.status, 'sent')))
      .orderBy(desc(outbox.position))
      .limit(1),
  );
  const ready = nowMillis() + how.waits;
  return iso(last?.sentAt ? Math.max(ready, Date.parse(last.sentAt) + how.apart) : ready);
}

const iso = (millis: number): string => new Date(millis).toISOString();

const mailsLike = ({ t: { outbox } }: Tx, how: Coalescing, { companyId, recipient, kind, dossierId }: Addressed) =>
  and(
    eq(outbox.companyId, companyId),
    eq(outbox.recipient, recipient),
    eq(outbox.kind, kind),
    'byDossier' in how ? eq(outbox.dossierId, dossierId ?? '') : undefined,
  );
