/** What is written of a link by whoever opens it, and of the one that takes its place. */
import { and, isNull, lt, or } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { isRow, one, run, type Schema, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { linkAudience } from './link.audience.ts';
import { holderOf } from './link.holder.ts';

type LinkRow = Schema['links']['$inferSelect'];

// Each embedded page exchanges its link again every quarter of an hour; the journal need not tell of each.
const usedAgainMillis = 10 * 60_000;

export function* linkUsed(tx: Tx, link: LinkRow): Work<void> {
  const { links } = tx.t;
  const { id, companyId } = link;
  const before = new Date(nowMillis() - usedAgainMillis).toISOString();
  const used = yield* one(
    tx
      .update(links)
      .set({ lastUsedAt: now() })
      .where(and(isRow(links, companyId, id), or(isNull(links.lastUsedAt), lt(links.lastUsedAt, before))))
      .returning({ id: links.id }),
  );
  if (!used) return;
  yield* append(tx, {
    companyId,
    kind: 'link.used',
    actor: holderOf(link),
    subject: { type: 'link', id },
    audience: linkAudience,
  });
}

/** Another link to the same for the same person, for so many days; whoever reads the journal mails it, with the other that is named. Answers its id. */
export function* renewLink(tx: Tx, link: LinkRow, days: number, mailedWith: string | null): Work<string> {
  const { companyId, customerId, contactId, stakeholderId, scopeKind, scopeId } = link;
  const id = newId();
  const createdAt = now();
  const expiresAt = new Date(Date.parse(createdAt) + days * 86_400_000).toISOString();
  yield* run(
    tx.insert(tx.t.links).values({
      id,
      companyId,
      customerId,
      contactId,
      stakeholderId,
      scopeKind,
      scopeId,
      delivery: 'mail',
      mailedWith,
      createdAt,
      expiresAt,
    }),
  );
  yield* append(tx, {
    companyId,
    kind: 'link.renewed',
    actor: holderOf(link),
    subject: { type: 'link', id },
    audience: linkAudience,
  });
  return id;
}
