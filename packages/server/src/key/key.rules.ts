import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Body, Key, keyApi, Right } from '@parvis/sdk/contract';
import { keyRoleOf } from '../access/rights.ts';
import { hashSecret, keyPrefix, newSecret } from '../access/secret.ts';
import { principalOf, type KeyRole, type MemberViewer } from '../access/viewer.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { assertBelowLimit, limits } from '../limits.ts';
import { principalNames } from '../access/principal-names.ts';
import { notFound, refused } from '../problem.ts';
import { assertPasswordFresh } from '../session/password-check.ts';
import { one, prepared, type Tx, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { revokeKeys } from './key.revocation.ts';
import { keyAudience } from './key.audience.ts';

type KeyRow = Store['t']['keys']['$inferSelect'];

const view = (row: KeyRow, names: ReadonlyMap<string, string>): Key => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  rights: row.rights,
  createdAt: row.createdAt,
  createdBy: (row.createdBy && names.get(row.createdBy)) ?? null,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
});

/** Of those that were revoked so many of the newest are listed. */
const mostRevoked = 200;

/** The company's keys, newest first, the last revoked ones included: who held one stays known. */
export const listKeys = async (store: Store, companyId: string): Promise<Key[]> => {
  const { read, t } = store;
  const found = await prepared(read, 'key.list', (ph) =>
    read
      .select()
      .from(t.keys)
      .where(eq(t.keys.companyId, ph('companyId')))
      .orderBy(isNotNull(t.keys.revokedAt), desc(t.keys.id))
      .limit(limits.keys + mostRevoked),
  )({ companyId });
  const names = await principalNames(store, companyId);
  return found.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map((row) => view(row, names));
};

export interface NewKey {
  companyId: string;
  name: string;
  role: KeyRole;
  rights: Right[];
  /** Principal, and what people call them. */
  maker: { principal: string; name?: string };
}

/** Makes a key. The secret is in this answer and nowhere else. Raises 409 `limit-reached`. */
export function* makeKey(tx: Tx, { companyId, name, role, rights, maker }: NewKey): Work<{ key: Key; secret: string }> {
  const { t } = tx;
  yield* assertBelowLimit(tx, 'keys', and(eq(t.keys.companyId, companyId), isNull(t.keys.revokedAt)));
  const secret = newSecret(companyId, keyPrefix);
  const made = yield* one(
    tx
      .insert(t.keys)
      .values({
        id: newId(),
        companyId,
        name,
        prefix: secret.slice(0, 12),
        secretHash: hashSecret(secret),
        role,
        rights,
        createdAt: now(),
        createdBy: maker.principal,
      })
      .returning(),
  );
  yield* append(tx, {
    companyId,
    kind: 'key.created',
    actor: maker.principal,
    subject: { type: 'key', id: made!.id },
    audience: keyAudience,
  });
  return { key: view(made!, new Map(maker.name ? [[maker.principal, maker.name]] : [])), secret };
}

/**
 * A member's key: its rights are among their own, all of them unless some were chosen.
 * Raises 403 `password-required`, 422 `not-held` on `rights`.
 */
export function* makeOwnKey(
  tx: Tx,
  viewer: MemberViewer,
  { name, rights = [...viewer.rights] }: Body<(typeof keyApi)['POST /keys']>,
): Work<{ key: Key; secret: string }> {
  if (rights.some((right) => !viewer.rights.has(right))) throw refused('rights', 'not-held');
  yield* assertPasswordFresh(tx, viewer);
  return yield* makeKey(tx, {
    companyId: viewer.companyId,
    name,
    role: keyRoleOf(viewer.role),
    rights: [...new Set(rights)],
    maker: { principal: principalOf(viewer), name: viewer.name },
  });
}

/** Revokes a key; revoking it again changes nothing. Raises 404 `not-found`, 403 `password-required`. */
export function* revokeKey(tx: Tx, viewer: MemberViewer, id: string): Work<void> {
  const { keys } = tx.t;
  const { companyId } = viewer;
  const found = yield* one(
    tx
      .select({ id: keys.id })
      .from(keys)
      .where(and(eq(keys.companyId, companyId), eq(keys.id, id))),
  );
  if (!found) throw notFound();
  yield* assertPasswordFresh(tx, viewer);
  yield* revokeKeys(tx, companyId, [id], principalOf(viewer));
}
