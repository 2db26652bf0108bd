/** What dossiers show of customers: their names, to everybody who reaches one. */
import { and, eq, sql } from 'drizzle-orm';
import type { AudienceKey } from '../access/audience.ts';
import { prepared, rows, touch, type Tx, type Work } from '../store/store.ts';
import { atOnce } from './intervention.batch.ts';

/**
 * Of a customer who has another name now, or went into the bin or came back: whoever sees a dossier in which they take part
 * has another answer. Where there are very many, everybody reads again.
 */
export function* touchDossiersOf(tx: Tx, { companyId, id }: { companyId: string; id: string }): Work<void> {
  const { dossierParticipants: p } = tx.t;
  const found = yield* rows(
    prepared(tx, 'dossier.naming', (ph) => {
      const theirs = sql`(select ${p.dossierId} from ${p} where ${eq(p.companyId, ph('companyId'))} and ${eq(p.customerId, ph('customerId'))})`;
      return tx
        .select({ dossierId: p.dossierId, customerId: p.customerId })
        .from(p)
        .where(and(eq(p.companyId, ph('companyId')), sql`${p.dossierId} in ${theirs}`))
        .limit(ph('limit'));
    })({ companyId, customerId: id, limit: atOnce + 1 }),
  );
  if (found.length === 0) return;
  if (found.length > atOnce) {
    touch(tx, companyId);
    return;
  }
  const keys = new Set<AudienceKey>(['office']);
  for (const { dossierId, customerId } of found) keys.add(`dossier:${dossierId}`).add(`dossiers-of:${customerId}`);
  touch(tx, companyId, { about: 'dossier', keys: [...keys] });
}
