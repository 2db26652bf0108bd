import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Key } from '@parvis/sdk/contract';
import { hashSecret, keyPrefix, newSecret } from '../access/secret.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { principalNames } from '../member/member.rules.ts';
import { notFound } from '../problem.ts';
import { one, prepared, run, type Tx, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';

type KeyRow = Store['t']['keys']['$inferSelect'];

const view = (row: KeyRow, names: ReadonlyMap<string, string>): Key => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  createdAt: row.createdAt,
  createdBy: (row.createdBy && names.get(row.createdBy)) ?? null,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
});

/** The company's keys, newest first, revoked ones included: who held one stays known. */
export const listKeys = async (store: Store, companyId: string): Promise<Key[]> => {
  const { read, t } = store;
  const found = await prepared(read, 'key.list', (ph) =>
    read
      .select()
      .from(t.keys)
      .where(eq(t.keys.companyId, ph('companyId')))
      .orderBy(desc(t.keys.id)),
  )({ companyId });
  const names = await principalNames(store, companyId);
  return found.map((row) => view(row, names));
};

/** Makes a key. The secret is in this answer and nowhere else. */
export function* makeKey(
  tx: Tx,
  by: { companyId: string; principal: string; name?: string },
  name: string,
): Work<{ key: Key; secret: string }> {
  const { t } = tx;
  const secret = newSecret(keyPrefix);
  const made = yield* one(
    tx
      .insert(t.keys)
      .values({
        id: newId(),
        companyId: by.companyId,
        name,
        prefix: secret.slice(0, 12),
        secretHash: hashSecret(secret),
        createdAt: now(),
        createdBy: by.principal,
      })
      .returning(),
  );
  yield* append(tx, {
    companyId: by.companyId,
    kind: 'key.created',
    actor: by.principal,
    subject: { type: 'key', id: made!.id },
  });
  return { key: view(made!, new Map(by.name ? [[by.principal, by.name]] : [])), secret };
}

/** Revokes a key; revoking it again changes nothing. Raises 404 `not-found`. */
export function* revokeKey(tx: Tx, viewer: Viewer, id: string): Work<void> {
  const { t } = tx;
  const thisKey = and(eq(t.keys.companyId, viewer.companyId), eq(t.keys.id, id));
  const found = yield* one(tx.select({ revokedAt: t.keys.revokedAt }).from(t.keys).where(thisKey));
  if (!found) throw notFound();
  if (found.revokedAt) return;
  yield* run(
    tx
      .update(t.keys)
      .set({ revokedAt: now() })
      .where(and(thisKey, isNull(t.keys.revokedAt))),
  );
  yield* append(tx, {
    companyId: viewer.companyId,
    kind: 'key.revoked',
    actor: principalOf(viewer),
    subject: { type: 'key', id },
  });
}
