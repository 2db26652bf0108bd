/**
 * The only way into the journal. Called inside the transaction of the change it tells of: either both are kept or neither.
 *
 *     yield* append(tx, { companyId, kind: 'site.changed', actor: principalOf(viewer), subject: { type: 'site', id }, customerId, fields: ['name'] });
 */
import type { Change } from '@parvis/sdk/contract';
import { eq, sql } from 'drizzle-orm';
import { one, prepared, run, touch, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';

export type SubjectType = Change['subject']['type'];

/** What is told of a change: ids and names of fields, never values, so that a person can be erased. */
export interface NewEntry {
  companyId: string;
  /** `<subject>.<past participle>`: `intervention.created`, `link.revoked` … */
  kind: `${SubjectType | 'password'}.${string}`;
  /** Principal who did it: `contact:<id>`, `member:<id>`, `key:<id>`, `system`. */
  actor: string;
  subject: { type: SubjectType; id: string };
  /** Whose it is: from these alone is decided who hears of it. */
  customerId?: string | null;
  siteId?: string | null;
  interventionId?: string | null;
  assigneeId?: string | null;
  /** Names of the fields that changed. */
  fields?: readonly string[];
}

/** Appends an entry at the company's next position and answers that position. */
export function* append(tx: Tx, entry: NewEntry): Work<number> {
  const { companies, journal } = tx.t;
  const { companyId } = entry;
  // Holds the company's row until the commit: no one else takes a number in between, so a number taken is a number kept
  // or given back, and entries become visible in the order of their numbers.
  const company = yield* one(
    prepared(tx, 'journal.next', (ph) =>
      tx
        .update(companies)
        .set({ journalPosition: sql`${companies.journalPosition} + 1` })
        .where(eq(companies.id, ph('companyId')))
        .returning({ position: companies.journalPosition }),
    )({ companyId }),
  );
  if (!company) throw new Error('the journal was given an entry of no company');
  const { position } = company;
  yield* run(
    prepared(tx, 'journal.append', (ph) =>
      tx.insert(journal).values({
        companyId: ph('companyId'),
        position: ph('position'),
        at: ph('at'),
        kind: ph('kind'),
        actor: ph('actor'),
        subjectType: ph('subjectType'),
        subjectId: ph('subjectId'),
        customerId: ph('customerId'),
        siteId: ph('siteId'),
        interventionId: ph('interventionId'),
        assigneeId: ph('assigneeId'),
        fields: ph('fields'),
      }),
    )({
      companyId,
      position,
      at: now(),
      kind: entry.kind,
      actor: entry.actor,
      subjectType: entry.subject.type,
      subjectId: entry.subject.id,
      customerId: entry.customerId ?? null,
      siteId: entry.siteId ?? null,
      interventionId: entry.interventionId ?? null,
      assigneeId: entry.assigneeId ?? null,
      fields: entry.fields ?? [],
    }),
  );
  touch(tx, companyId);
  return position;
}
