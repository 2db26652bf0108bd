/** On whose behalf the store is asked: whose semaphore that takes, and what must still hold of them when they write. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tx, Work } from './query.ts';

export interface Asker {
  companyId: string;
  /**
   * Asked in each of their transactions that appends to a journal, once its first entry has its position and nobody else
   * can take one before it commits. Throws to have all of the transaction undone.
   */
  assertCurrent?: ((tx: Tx, companyId: string, position: number) => Work<void>) | undefined;
}

const asking = new AsyncLocalStorage<Asker>();

/** Whatever `act` asks of the store is asked on behalf of this company, or of somebody there. */
export const onBehalfOf = <Out>(companyId: string, act: () => Out, assertCurrent?: Asker['assertCurrent']): Out =>
  asking.run({ companyId, assertCurrent }, act);

/**
 * Leaves whoever asked: for telling others of a commit. Whom it wakes works for all companies, and would else wait in the
 * queue of the one whose change has woken it, and end with the access of whoever made that.
 */
export const onBehalfOfNobody = <Out>(act: () => Out): Out => asking.exit(act);

/** Who asks at the moment. In the body of a transaction, which may run in another's turn, `askerOf` says it. */
export const currentAsker = (): Asker | undefined => asking.getStore();
