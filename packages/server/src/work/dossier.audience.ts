import { and, eq } from 'drizzle-orm';
import type { AudienceKey } from '../access/audience.ts';
import { prepared, rows, type Tx, type Work } from '../store/store.ts';

interface Dossier {
  id: string;
  /** Who take part in it. */
  customerIds: readonly string[];
}

/** Those to whom all of a customer, and with it the dossiers, is open. */
export const dossiersKey = (customerId: string): AudienceKey => `dossiers-of:${customerId}`;

/** Of a dossier, and of what is written in it. */
export const dossierAudience = ({ id, customerIds }: Dossier): AudienceKey[] => [
  'office',
  `dossier:${id}`,
  ...customerIds.map(dossiersKey),
];

/** The same of one that is there, whoever takes part in it now. */
export function* audienceOfDossier(tx: Tx, companyId: string, id: string): Work<AudienceKey[]> {
  const { dossierParticipants: p } = tx.t;
  const participants = yield* rows(
    prepared(tx, 'dossier.audience', (ph) =>
      tx
        .select({ customerId: p.customerId })
        .from(p)
        .where(and(eq(p.companyId, ph('companyId')), eq(p.dossierId, ph('dossierId')))),
    )({ companyId, dossierId: id }),
  );
  return dossierAudience({ id, customerIds: participants.map(({ customerId }) => customerId) });
}
