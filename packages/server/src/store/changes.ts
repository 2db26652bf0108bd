/** Who is told when rows were written, in this process or elsewhere. */
import type { Tx } from './query.ts';

export interface Commit {
  /** The companies that were touched, where they are known. */
  companies: readonly string[] | undefined;
  /** Written by another process. */
  foreign: boolean;
}

export type Listener = (commit: Commit) => void;

export class Changes {
  readonly #listeners = new Set<Listener>();

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(commit: Commit): void {
    for (const listener of this.#listeners) {
      try {
        listener(commit);
      } catch (error) {
        // What is committed stays committed: the mistake is the listener's own, and surfaces as such.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** Something that the transactions of one commit have in common, and no others. */
export const commitOf = (tx: Tx): object => touched.get(tx)!;

const touched = new WeakMap<object, Set<string>>();

/** Says, inside a transaction, that it changes something of this company. */
export const touch = (tx: Tx, companyId: string): void => void touched.get(tx)?.add(companyId);

/** Collects what transactions on `tx` touch from here on. */
export const watchTouched = (tx: Tx): Set<string> => {
  const companies = new Set<string>();
  touched.set(tx, companies);
  return companies;
};
