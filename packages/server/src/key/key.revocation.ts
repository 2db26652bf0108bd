/** Revocation of keys, which end with what their maker may do. */
import type { Right } from '@parvis/sdk/contract';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { KeyRole } from '../access/viewer.ts';
import { append } from '../journal/append.ts';
import { rows, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { keyAudience } from './key.audience.ts';

export interface LiveKey {
  id: string;
  name: string;
  role: KeyRole;
  rights: Right[];
}

/** The keys that a member made and nobody revoked, oldest first. */
export function* keysMadeBy(tx: Tx, companyId: string, memberId: string): Work<LiveKey[]> {
  const { keys } = tx.t;
  return yield* rows(
    tx
      .select({ id: keys.id, name: keys.name, role: keys.role, rights: keys.rights })
      .from(keys)
      .where(and(eq(keys.companyId, companyId), eq(keys.createdBy, `member:${memberId}`), isNull(keys.revokedAt)))
      .orderBy(asc(keys.id)),
  );
}

/** Revokes keys; of one that was revoked before nothing is told again. */
export function* revokeKeys(tx: Tx, companyId: string, ids: string[], actor: string): Work<void> {
  if (ids.length === 0) return;
  const { keys } = tx.t;
  const revoked = yield* rows(
    tx
      .update(keys)
      .set({ revokedAt: now() })
      .where(and(eq(keys.companyId, companyId), inArray(keys.id, ids), isNull(keys.revokedAt)))
      .returning({ id: keys.id }),
  );
  for (const { id } of revoked)
    yield* append(tx, { companyId, kind: 'key.revoked', actor, subject: { type: 'key', id }, audience: keyAudience });
}
