/**
 * Idempotency of repeated sending: one key, one effect. The key is reserved first of all in the transaction of its effect,
 * and the answer kept in it, sealed, last of all: of two requests at once one waits for the other, meets what it kept and
 * repeats it, though the state of things might refuse it by now. The same key with another request is refused.
 */
import { hash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { Problem, refused } from '../problem.ts';
import { one, prepared, run, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import type { HttpServices } from './http.services.ts';

export interface StoredReply {
  status: number;
  body: string | null;
}

/** One request under one key. */
export interface Attempt {
  companyId: string;
  principal: string;
  key: string;
  requestHash: string;
  /** Who alone is told again, where the answer holds a secret; empty: the principal. */
  reader: string;
}

type Key = Pick<Attempt, 'companyId' | 'principal' | 'key'>;

/** Thrown inside the transaction when another one with the same key was quicker: this one is undone. */
class AlreadyDone extends Error {
  override name = 'AlreadyDone';
}

/** Null without an Idempotency-Key. `request` is whatever makes it this request and no other. */
export function attemptOf(
  viewer: Viewer,
  key: string | null,
  request: readonly string[],
  isSecret = false,
): Attempt | null {
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw refused('Idempotency-Key', 'invalid');
  // A contact may come by links of different scopes: an answer given in one is not repeated in another.
  const scope = isOutside(viewer) ? `${viewer.scope.kind}:${viewer.scope.id}` : '';
  return {
    companyId: viewer.companyId,
    principal: principalOf(viewer),
    key,
    // Session or key: another session of the same person may have been left open by them.
    reader: isSecret ? viewer.dependsOn[0] : '',
    requestHash: hash('sha256', JSON.stringify([scope, ...request]), 'base64url'),
  };
}

/** Of this server: requests with one key come one after the other, and so wait here rather than on a connection each. */
export class IdempotentReplies {
  readonly #s: HttpServices;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(s: HttpServices) {
    this.#s = s;
  }

  /**
   * What `answer` gives, or gave before. Raises 422 `idempotency-key-reused` when that was to another request, 409
   * `reply-lost` when it can no longer be read.
   */
  async answer(attempt: Attempt | null, answer: () => Promise<StoredReply>): Promise<StoredReply> {
    if (!attempt) return await answer();
    return await this.#inTurn(nameOf(attempt), async () => {
      const kept = await storedReply(this.#s, attempt);
      if (kept) return kept;
      try {
        return await answer();
      } catch (error) {
        // What is refused now may be so because the same request was answered elsewhere meanwhile.
        const isRefused = error instanceof AlreadyDone || error instanceof Problem;
        const done = isRefused ? await storedReply(this.#s, attempt) : null;
        if (done) return done;
        throw error;
      }
    });
  }

  async #inTurn<Out>(name: string, act: () => Promise<Out>): Promise<Out> {
    const before = this.#turns.get(name);
    const turn = before ? before.then(act) : act();
    const ended = turn.then(
      () => {},
      () => {},
    );
    this.#turns.set(name, ended);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === ended) this.#turns.delete(name);
    }
  }
}

/** A change under its key, in the transaction at hand: either both are kept or neither. */
export function* withIdempotency(
  { sealer }: HttpServices,
  tx: Tx,
  attempt: Attempt | null,
  change: () => Work<StoredReply>,
): Work<StoredReply> {
  if (!attempt) return yield* change();
  yield* reserveKey(tx, attempt);
  const reply = yield* change();
  const { status, body } = reply;
  yield* storeReply(tx, attempt, status, sealer.seal(purposeOf(attempt), body ?? ''));
  return reply;
}

/** Whoever else is at it with this key has ended when this has. Nobody ever sees the row without its answer. */
function* reserveKey(tx: Tx, { companyId, principal, key, requestHash }: Attempt): Work<void> {
  const { idempotency } = tx.t;
  const columns = ['companyId', 'principal', 'key', 'requestHash', 'createdAt'] as const;
  const reserved = yield* one(
    prepared(tx, 'idempotency.reserve', (ph) =>
      tx
        .insert(idempotency)
        .values({
          ...(Object.fromEntries(columns.map((column) => [column, ph(column)])) as Record<
            (typeof columns)[number],
            never
          >),
          status: 0,
          reply: '',
        })
        .onConflictDoNothing()
        .returning({ key: idempotency.key }),
    )({ companyId, principal, key, requestHash, createdAt: now() }),
  );
  if (!reserved) throw new AlreadyDone();
}

function* storeReply(tx: Tx, { companyId, principal, key }: Key, status: number, reply: string): Work<void> {
  const { idempotency: i } = tx.t;
  yield* run(
    prepared(tx, 'idempotency.storeReply', (ph) =>
      tx
        .update(i)
        .set({ status: ph('status') as never, reply: ph('reply') as never })
        .where(and(eq(i.companyId, ph('companyId')), eq(i.principal, ph('principal')), eq(i.key, ph('key')))),
    )({ companyId, principal, key, status, reply }),
  );
}

/** What was answered under this key is not repeated any more: what it told of is gone. Sent again, it is still not done twice. */
export const forgetReply = (tx: Tx, viewer: Viewer, key: string): Work<void> => {
  const { companyId } = viewer;
  return storeReply(tx, { companyId, principal: principalOf(viewer), key }, 0, '');
};

async function storedReply({ store, sealer }: HttpServices, attempt: Attempt): Promise<StoredReply | null> {
  const found = await rowOf(store, attempt);
  if (!found) return null;
  if (found.requestHash !== attempt.requestHash) throw new Problem('idempotency-key-reused');
  const opened = sealer.open(purposeOf(attempt), found.reply);
  // Under a secret that has been lost since, or for another session. It was done, and doing it twice would be worse than
  // not saying what came of it.
  if (opened === null) throw new Problem('reply-lost', { detail: 'This was done before; read what came of it.' });
  return { status: found.status, body: opened === '' ? null : opened };
}

/**
 * Whether something was answered to the viewer under this key, be it to this request or another: known before the request
 * is in, when its body is what it takes to tell.
 */
export async function hasReply({ store }: HttpServices, viewer: Viewer, key: string | null): Promise<boolean> {
  if (key === null) return false;
  return (await rowOf(store, { companyId: viewer.companyId, principal: principalOf(viewer), key })) !== undefined;
}

async function rowOf({ read, t }: Store, { companyId, principal, key }: Key) {
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
  return found;
}

const nameOf = ({ companyId, principal, key }: Attempt) => `${companyId} ${principal} ${key}`;
const purposeOf = (attempt: Attempt) => `reply ${nameOf(attempt)}${attempt.reader && ` ${attempt.reader}`}`;
