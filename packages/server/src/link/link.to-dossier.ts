/** The link in a mail that tells somebody of a dossier, and leads there. */
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { one, run, type Schema, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { linkAudience } from './link.audience.ts';

type LinkRow = Schema['links']['$inferSelect'];

/** Whose link, and to which dossier. */
type Wanted = Pick<LinkRow, 'companyId' | 'customerId' | 'contactId' | 'stakeholderId'> & { dossierId: string };

const dayMillis = 86_400_000;

/**
 * One that was mailed to them before and holds for half of its time yet, else another: each mail would leave a link behind that
 * opens for months. It leaves in no mail of its own.
 */
export function* linkToDossier(tx: Tx, { dossierId, ...holder }: Wanted, days: number): Work<LinkRow> {
  const { links } = tx.t;
  const { companyId, contactId, stakeholderId } = holder;
  const known = yield* one(
    tx
      .select()
      .from(links)
      .where(
        and(
          eq(links.companyId, companyId),
          contactId === null ? eq(links.stakeholderId, stakeholderId ?? '') : eq(links.contactId, contactId),
          eq(links.scopeKind, 'dossier'),
          eq(links.scopeId, dossierId),
          // What a member copied was handed to somebody: who has the mail is not to depend on it.
          eq(links.delivery, 'mail'),
          isNull(links.revokedAt),
          gt(links.expiresAt, new Date(nowMillis() + (days * dayMillis) / 2).toISOString()),
        ),
      )
      .orderBy(desc(links.createdAt), desc(links.id))
      .limit(1),
  );
  if (known) return known;
  const id = newId();
  const createdAt = now();
  const row: LinkRow = {
    id,
    ...holder,
    scopeKind: 'dossier',
    scopeId: dossierId,
    delivery: 'mail',
    mailedWith: id,
    createdAt,
    createdBy: 'system',
    expiresAt: new Date(Date.parse(createdAt) + days * dayMillis).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  yield* run(tx.insert(links).values(row));
  yield* append(tx, {
    companyId,
    kind: 'link.created',
    actor: 'system',
    subject: { type: 'link', id },
    audience: linkAudience,
  });
  return row;
}
