import { and, eq, inArray, lt } from 'drizzle-orm';
import { deleteOld } from '../store/delete-old.ts';
import { run, type Store } from '../store/store.ts';

/** Removes kept replies of requests that came before. */
export const sweepReplies = (store: Store, before: string): Promise<void> => {
  const { idempotency: i } = store.t;
  return deleteOld(
    store,
    (atMost) =>
      store.read.select({ companyId: i.companyId, value: i.key }).from(i).where(lt(i.createdAt, before)).limit(atMost),
    (tx, companyId, keys) =>
      // A key is unique for its caller alone; another's reply of the same key and age may go as well.
      run(tx.delete(i).where(and(eq(i.companyId, companyId), inArray(i.key, keys), lt(i.createdAt, before)))),
  );
};
