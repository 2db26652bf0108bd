/** What messages show of who wrote them: whoever reads them has another answer when that person is called otherwise. */
import { and, eq } from 'drizzle-orm';
import type { AudienceKey } from '../access/audience.ts';
import { prepared, rows, touch, type Tx, type Work } from '../store/store.ts';

/** Of a contact or stakeholder who has another name now. A member's stands in what everybody sees, and is marked so. */
export function* touchWrittenBy(
  tx: Tx,
  by: 'contactId' | 'stakeholderId',
  { id, companyId }: { id: string; companyId: string },
): Work<void> {
  const { messages: m, dossierParticipants: p } = tx.t;
  const found = yield* rows(
    prepared(tx, `message.writtenBy:${by}`, (ph) =>
      tx
        .selectDistinct({ dossierId: m.dossierId, customerId: p.customerId })
        .from(m)
        .leftJoin(p, and(eq(p.companyId, ph('companyId')), eq(p.dossierId, m.dossierId)))
        .where(and(eq(m.companyId, ph('companyId')), eq(m[by], ph('id')))),
    )({ companyId, id }),
  );
  if (found.length === 0) return;
  const keys = new Set<AudienceKey>(['office']);
  for (const { dossierId, customerId } of found) {
    keys.add(`dossier:${dossierId}`);
    if (customerId !== null) keys.add(`dossiers-of:${customerId}`);
  }
  touch(tx, companyId, { about: 'message', keys: [...keys] });
}
