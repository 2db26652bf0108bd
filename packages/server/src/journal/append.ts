/**
 * The only way into the journal. Called inside the transaction of the change it tells of: either both are kept or neither.
 *
 *     yield* append(tx, { companyId, kind: 'site.changed', actor: principalOf(viewer), subject: { type: 'site', id }, customerId, fields: ['name'] });
 */
import type { Change } from '@parvis/sdk/contract';
import type { Tx, Work } from '../store/store.ts';

export type SubjectType = Change['subject']['type'];

/** What is told of a change: ids and names of fields, never values, so that a person can be erased. */
export interface NewEntry {
  companyId: string;
  /** `<subject>.<past participle>`: `intervention.created`, `link.revoked` … */
  kind: `${SubjectType}.${string}`;
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
export declare function append(tx: Tx, entry: NewEntry): Work<number>;
