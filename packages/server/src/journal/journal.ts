/**
 * The journal as this process knows it: where each company stands, what happened since a position, and who wants to be told.
 * Live updates, mail, revocation and caches all read it; nobody else polls.
 */
import type { SubjectType } from './append.ts';

/** One entry as stored. The position never leaves the server in clear. */
export interface Entry {
  companyId: string;
  position: number;
  at: string;
  kind: string;
  actor: string;
  subjectType: SubjectType;
  subjectId: string;
  customerId: string | null;
  siteId: string | null;
  interventionId: string | null;
  assigneeId: string | null;
  fields: string[];
}

/** Entries of one company, oldest first, without a gap since the last call for that company. */
export type Listener = (companyId: string, entries: readonly Entry[]) => void;

export interface Journal {
  /**
   * Another text as soon as anything of this company was committed: at once for this process, and wherever
   * `store.isCurrent()` says so for others. What an answer was made of, for its ETag.
   */
  version(companyId: string): string;
  /** The position of the last entry that listeners were told of; 0 for a company without entries. Not for ETags: it comes a moment later. */
  position(companyId: string): number;
  /** Entries after a position, oldest first. */
  after(companyId: string, position: number, limit: number): Promise<Entry[]>;
  /** Be told of every entry committed from now on, by this process or another. Answers how to stop. */
  follow(listener: Listener): () => void;
  /** Look for new entries now: of these companies, or of all. Resolves once listeners were told. */
  wake(companyIds?: readonly string[]): Promise<void>;
  /** Aborted when the server stops: whoever holds a stream open ends it. */
  readonly closed: AbortSignal;
  /** Ends every live stream and tells nobody anything from then on. Comes before `store.close()`. */
  close(): Promise<void>;
}
