import { and, eq, inArray, lt } from 'drizzle-orm';
import { deleteOld } from '../store/delete-old.ts';
import { run, type Store } from '../store/store.ts';

/** Removes one-time links whose time was over before. */
export const sweepPasswordTokens = (store: Store, before: string): Promise<void> => {
  const { passwordTokens: p } = store.t;
  return deleteOld(
    store,
    (atMost) =>
      store.read.select({ companyId: p.companyId, value: p.hash }).from(p).where(lt(p.expiresAt, before)).limit(atMost),
    (tx, companyId, hashes) => run(tx.delete(p).where(and(eq(p.companyId, companyId), inArray(p.hash, hashes)))),
  );
};

/** Removes sessions whose time was over before. */
export const sweepSessions = (store: Store, before: string): Promise<void> => {
  const { sessions: s } = store.t;
  return deleteOld(
    store,
    (atMost) =>
      store.read.select({ companyId: s.companyId, value: s.id }).from(s).where(lt(s.expiresAt, before)).limit(atMost),
    (tx, companyId, ids) => run(tx.delete(s).where(and(eq(s.companyId, companyId), inArray(s.id, ids)))),
  );
};
