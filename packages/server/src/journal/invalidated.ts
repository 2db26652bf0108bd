/**
 * What the entries before one's own have invalidated, as the transaction that appends sees it: those that were committed
 * and not told yet, and those of the same commit. Looked up once for a commit, however many transactions share it.
 */
import { and, eq, gt, lt } from 'drizzle-orm';
import { invalidatedBy, type InvalidatingEntry } from '../access/invalidation.ts';
import type { Principal } from '../access/viewer.ts';
import { commitOf, prepared, rows, type Tx, type Work } from '../store/store.ts';

/** All that was invalidated after one position, up to another. */
interface Seen {
  after: number;
  upTo: number;
  invalidated: Invalidated[];
}
interface Appended extends Pick<InvalidatingEntry, 'kind' | 'fields'> {
  subject: { type: string; id: string };
}
interface Invalidated {
  position: number;
  principal: Principal;
}

const commits = new WeakMap<object, Map<string, Seen>>();

/** Principals of a company that were invalidated between two positions, the second of them the transaction's own. */
export function* invalidatedBetween(tx: Tx, companyId: string, after: number, before: number): Work<Principal[]> {
  const seen = seenBefore(tx, companyId, before);
  if (seen.upTo < before - 1) {
    seen.invalidated.push(...(yield* read(tx, companyId, seen.upTo, before)));
    seen.upTo = before - 1;
  }
  if (after < seen.after) {
    seen.invalidated.push(...(yield* read(tx, companyId, after, seen.after + 1)));
    seen.after = after;
  }
  return seen.invalidated.filter(({ position }) => position > after).map(({ principal }) => principal);
}

/** Remembers, for the other transactions of this commit, what this one has appended from a position on. */
export function rememberAppended(tx: Tx, companyId: string, first: number, entries: readonly Appended[]): void {
  const seen = seenBefore(tx, companyId, first);
  // Others wrote in between: what they wrote is looked up when it is asked for.
  if (seen.upTo !== first - 1) return;
  for (const [n, { kind, subject, fields }] of entries.entries()) {
    const principal = invalidatedBy({ kind, subjectType: subject.type, subjectId: subject.id, fields });
    if (principal !== null) seen.invalidated.push({ position: first + n, principal });
  }
  seen.upTo += entries.length;
}

function seenBefore(tx: Tx, companyId: string, position: number): Seen {
  const commit = commitOf(tx);
  let companies = commits.get(commit);
  if (!companies) commits.set(commit, (companies = new Map()));
  let seen = companies.get(companyId);
  if (!seen) companies.set(companyId, (seen = { after: position - 1, upTo: position - 1, invalidated: [] }));
  // Of a transaction that was rolled back: its positions are given out again.
  if (seen.upTo >= position) {
    seen.upTo = position - 1;
    seen.invalidated = seen.invalidated.filter((each) => each.position < position);
  }
  return seen;
}

function* read(tx: Tx, companyId: string, after: number, before: number): Work<Invalidated[]> {
  const { journal } = tx.t;
  const found = yield* rows(
    prepared(tx, 'journal.between', (ph) =>
      tx
        .select({
          position: journal.position,
          kind: journal.kind,
          subjectType: journal.subjectType,
          subjectId: journal.subjectId,
          fields: journal.fields,
        })
        .from(journal)
        .where(
          and(
            eq(journal.companyId, ph('companyId')),
            gt(journal.position, ph('after')),
            lt(journal.position, ph('before')),
          ),
        ),
    )({ companyId, after, before }),
  );
  return found.flatMap((entry) => {
    const principal = invalidatedBy(entry);
    return principal === null ? [] : [{ position: entry.position, principal }];
  });
}
