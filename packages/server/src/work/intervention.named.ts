/** What interventions show of other things: whoever sees one has another answer when what it names is called otherwise. */
import { and, eq } from 'drizzle-orm';
import type { AudienceKey } from '../access/audience.ts';
import { prepared, rows, touch, type Tx, type Work } from '../store/store.ts';
import { atOnce } from './intervention.batch.ts';

interface Named {
  id: string;
  companyId: string;
  customerId: string;
}

/** Of a site or a piece of equipment that has another name now. Where very many name it, all who stand for the customer read again. */
export function* touchNaming(tx: Tx, about: 'site' | 'equipment', { id, companyId, customerId }: Named): Work<void> {
  const { interventions: i } = tx.t;
  const found = yield* rows(
    prepared(tx, `intervention.naming:${about}`, (ph) =>
      tx
        .select({ id: i.id, siteId: i.siteId, dossierId: i.dossierId })
        .from(i)
        .where(and(eq(i.companyId, ph('companyId')), eq(about === 'site' ? i.siteId : i.equipmentId, ph('named'))))
        .limit(ph('limit')),
    )({ companyId, named: id, limit: atOnce + 1 }),
  );
  const keys = new Set<AudienceKey>();
  if (found.length > atOnce) keys.add(`customer-contacts:${customerId}`);
  else
    for (const { id, siteId, dossierId } of found) {
      keys.add(`intervention:${id}`);
      if (siteId !== null) keys.add(`site:${siteId}`);
      if (dossierId !== null) keys.add(`dossier:${dossierId}`);
    }
  touch(tx, companyId, { about, keys: [...keys] });
}
