/**
 * The only way into the journal. Called inside the transaction of the change it tells of: either both are kept or neither.
 *
 *     yield* append(tx, { companyId, kind: 'site.changed', actor: principalOf(viewer), subject: { type: 'site', id }, audience: siteAudience(site), fields: ['name'] });
 */
import type { Change, ChangeKind } from '@parvis/sdk/contract';
import { eq, sql } from 'drizzle-orm';
import type { AudienceKey } from '../access/audience.ts';
import { invalidatedBy } from '../access/invalidation.ts';
import { askerOf, beforeCommit, one, prepared, run, touch, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { rememberAppended } from './invalidated.ts';

export type SubjectType = Change['subject']['type'];

/** What is told of a change: ids and names of fields, never values, so that a person can be erased. */
export interface NewEntry {
  companyId: string;
  kind: ChangeKind;
  /** Principal who did it: `contact:<id>`, `stakeholder:<id>`, `member:<id>`, `key:<id>`, `system`. */
  actor: string;
  subject: { type: SubjectType; id: string };
  /** Who hears of it, and whose answers it changes: said by the feature that writes it, in its `<feature>.audience.ts`. */
  audience: readonly AudienceKey[];
  /** Names of the fields that changed. */
  fields?: readonly string[];
}

interface Told extends NewEntry {
  at: string;
}

/** Appends an entry. It takes the company's next position at the end of the transaction, with all others of it. */
export function append(tx: Tx, entry: NewEntry): Work<void> {
  const { kind, subject, fields, audience } = entry;
  const invalidates = invalidatedBy({ kind, subjectType: subject.type, subjectId: subject.id, fields });
  touch(tx, entry.companyId, { about: subject.type, keys: audience, ...(invalidates !== null && { invalidates }) });
  return beforeCommit(tx, appendAll, { ...entry, at: now() });
}

function* appendAll(tx: Tx, entries: Told[]): Work<void> {
  const byCompany = [...Map.groupBy(entries, ({ companyId }) => companyId)];
  // In one order everywhere: two transactions that write to the same two companies do not wait for each other.
  for (const [companyId, told] of byCompany.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const position = yield* takePositions(tx, companyId, told.length);
    yield* assertCurrent(tx, companyId, position);
    rememberAppended(tx, companyId, position, told);
    for (let from = 0; from < told.length; from += atOnce) {
      const some = told.slice(from, from + atOnce);
      yield* run(insertEntries(tx, some.length)(valuesOf(some, position + from)));
    }
  }
}

/** Refuses what was begun by somebody who is, at this place, no longer who they were. */
function* assertCurrent(tx: Tx, companyId: string, position: number): Work<void> {
  yield* askerOf(tx)?.assertCurrent?.(tx, companyId, position) ?? [];
}

/** The first of so many positions that nobody else has. */
function* takePositions(tx: Tx, companyId: string, count: number): Work<number> {
  const { companies } = tx.t;
  // Holds the company's row until the commit: no one else takes a number in between, so a number taken is a number kept
  // or given back, and entries become visible in the order of their numbers.
  const company = yield* one(
    prepared(tx, 'journal.next', (ph) =>
      tx
        .update(companies)
        .set({ journalPosition: sql`${companies.journalPosition} + ${ph('count')}` })
        .where(eq(companies.id, ph('companyId')))
        .returning({ position: companies.journalPosition }),
    )({ companyId, count }),
  );
  if (!company) throw new Error('the journal was given an entry of no company');
  return company.position - count + 1;
}

/** How many entries one statement writes. There is one for each number up to here, prepared once. */
const atOnce = 32;

const columns = [
  'companyId',
  'position',
  'at',
  'kind',
  'actor',
  'subjectType',
  'subjectId',
  'audience',
  'fields',
] as const;

/** The placeholders of each row of a statement, one for each column. */
const numbered = Array.from({ length: atOnce }, (_, n) => columns.map((column) => [column, `${column}${n}`] as const));

const insertEntries = (tx: Tx, count: number) =>
  prepared(tx, `journal.append:${count}`, (ph) =>
    tx
      .insert(tx.t.journal)
      .values(
        numbered
          .slice(0, count)
          .map((names) => Object.fromEntries(names.map(([column, name]) => [column, ph(name)])) as never),
      ),
  );

/** Of entries that take the positions from `first` on. */
function valuesOf(entries: Told[], first: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [n, entry] of entries.entries()) {
    const row = rowOf(entry, first + n);
    for (const [column, name] of numbered[n]!) values[name] = row[column];
  }
  return values;
}

const rowOf = (entry: Told, position: number): Record<(typeof columns)[number], unknown> => ({
  companyId: entry.companyId,
  position,
  at: entry.at,
  kind: entry.kind,
  actor: entry.actor,
  subjectType: entry.subject.type,
  subjectId: entry.subject.id,
  audience: entry.audience,
  fields: entry.fields ?? [],
});
