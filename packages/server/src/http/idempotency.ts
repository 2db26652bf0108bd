/**
 * Repeated sending: the answer to a change is kept, sealed, in the transaction of its effect. The same key with the same
 * request gets the same answer and has no second effect; with another request it is refused.
 */
import { hash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { Services } from '../services.ts';
import { Problem, refused } from '../problem.ts';
import { one, prepared, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';

export interface KeptReply {
  status: number;
  body: string | null;
}

/** One request under one key. */
export interface Attempt {
  companyId: string;
  principal: string;
  key: string;
  requestHash: string;
}

/** Thrown inside the transaction when another one with the same key was quicker: this one is undone. */
export class AlreadyDone extends Error {
  override name = 'AlreadyDone';
}

/** Null without an Idempotency-Key. `request` is whatever makes it this request and no other. */
export function attemptOf(viewer: Viewer, key: string | null, request: readonly string[]): Attempt | null {
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw refused('Idempotency-Key', 'invalid');
  // A contact may come by links of different scopes: an answer given in one is not repeated in another.
  const scope = viewer.kind === 'contact' ? `${viewer.scope.kind}:${viewer.scope.id}` : '';
  return {
    companyId: viewer.companyId,
    principal: principalOf(viewer),
    key,
    requestHash: hash('sha256', JSON.stringify([scope, ...request]), 'base64url'),
  };
}

const purpose = ({ companyId, principal, key }: Attempt) => `reply ${companyId} ${principal} ${key}`;

/** The answer that was given before, if any; 422 when it was to another request, 409 when it can no longer be read. */
export async function keptReply({ store, sealer }: Services, attempt: Attempt): Promise<KeptReply | null> {
  const { read, t } = store;
  const { companyId, principal, key } = attempt;
  const [found] = await prepared(read, 'idempotency.find', (ph) =>
    read
      .select()
      .from(t.idempotency)
      .where(
        and(
          eq(t.idempotency.companyId, ph('companyId')),
          eq(t.idempotency.principal, ph('principal')),
          eq(t.idempotency.key, ph('key')),
        ),
      ),
  )({ companyId, principal, key });
  if (!found) return null;
  if (found.requestHash !== attempt.requestHash) throw new Problem(422, 'idempotency-key-reused');
  const opened = sealer.open(purpose(attempt), found.reply);
  // Under a secret that has been lost since. It was done, and doing it twice would be worse than not saying what came of it.
  if (opened === null) throw new Problem(409, 'reply-lost', { detail: 'This was done before; read what came of it.' });
  return { status: found.status, body: opened === '' ? null : opened };
}

/** Keeps the answer, last of all in the transaction. */
export function* keepReply({ sealer }: Services, tx: Tx, attempt: Attempt, reply: KeptReply): Work<void> {
  const { idempotency } = tx.t;
  const kept = yield* one(
    tx
      .insert(idempotency)
      .values({
        ...attempt,
        status: reply.status,
        reply: sealer.seal(purpose(attempt), reply.body ?? ''),
        createdAt: now(),
      })
      .onConflictDoNothing()
      .returning({ key: idempotency.key }),
  );
  if (!kept) throw new AlreadyDone();
}
