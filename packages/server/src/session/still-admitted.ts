/** Who asks, judged in the transaction that does what they ask for. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Viewer } from '../access/viewer.ts';
import { hold } from '../edit.ts';
import { unauthorized } from '../problem.ts';
import { one, type Tx, type Work } from '../store/store.ts';

/**
 * Raises 401 when the access that was admitted has ended meanwhile: signed out, revoked, or of who the member was before
 * their e-mail, role, rights or standing changed, which ends every session of theirs. From here on it stays, as every such
 * change takes the company first. Asked by what gives access, or changes whose it is: anything else does no more than what
 * could have been done a moment before.
 */
export function* assertStillAdmitted(tx: Tx, viewer: Viewer): Work<void> {
  const { keys, sessions } = tx.t;
  const { companyId } = viewer;
  yield* hold(tx, 'companies', companyId);
  const found = yield* one(
    viewer.kind === 'key'
      ? tx
          .select({ id: keys.id })
          .from(keys)
          .where(and(eq(keys.companyId, companyId), eq(keys.id, viewer.keyId), isNull(keys.revokedAt)))
      : tx
          .select({ id: sessions.id })
          .from(sessions)
          .where(and(eq(sessions.companyId, companyId), eq(sessions.id, viewer.sessionId), isNull(sessions.endedAt))),
  );
  if (!found) throw unauthorized();
}
