/** Listeners of commits: who is told when rows were written, in this process or elsewhere. */
import type { Tx } from './query.ts';

/** A kind of things of which some changed, and the keys of those who see them: in the words of whoever marks and reads it. */
export interface Mark {
  about: string;
  keys: readonly string[];
  /** Whose access is another from this change on. */
  invalidates?: string;
}

/** What changed of each company; null: it may be anything. */
export type Touched = ReadonlyMap<string, readonly Mark[] | null>;

export interface Commit {
  /** The companies that were touched, where they are known. */
  companies: readonly string[] | undefined;
  /** The same with what changed, of this process's own commits. */
  touched?: Touched;
  /** Written by another process. */
  foreign: boolean;
}

export type Listener = (commit: Commit) => void;

export class CommitListeners {
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

const touched = new WeakMap<object, Map<string, Mark[] | null>>();

/** Says, inside a transaction, that it changes something of this company; it may be anything where no mark says what. */
export function touch(tx: Tx, companyId: string, mark?: Mark): void {
  const companies = touched.get(tx);
  if (!companies) return;
  const marks = companies.get(companyId);
  if (!mark) companies.set(companyId, null);
  else if (marks) marks.push(mark);
  else if (marks === undefined) companies.set(companyId, [mark]);
}

/** Collects what transactions on `tx` touch from here on. */
export const watchTouched = (tx: Tx): Touched => {
  const companies = new Map<string, Mark[] | null>();
  touched.set(tx, companies);
  return companies;
};
