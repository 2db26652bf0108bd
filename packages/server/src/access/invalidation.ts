/** Which principals a journal entry invalidates in the cache (`principal-cache.ts`). */
import type { ChangeKind } from '@parvis/sdk/contract';
import type { Principal, Viewer } from './viewer.ts';

/** What of an entry, committed or still to be, says so. */
export interface InvalidatingEntry {
  kind: ChangeKind;
  subjectType: string;
  subjectId: string;
  fields?: readonly string[];
}

/** The journal, as far as it is followed here. */
export interface Followed {
  /** Which life of the database its positions are of. */
  readonly incarnation: string;
  /** Up to where a company's entries have been told. */
  position(companyId: string): number;
  follow(listener: (companyId: string, entries: readonly InvalidatingEntry[]) => void, renewed: () => void): () => void;
}

/** After these nothing is left of what the subject opened, or not as it was. */
const endingKinds: ReadonlySet<ChangeKind> = new Set([
  'session.ended',
  'link.revoked',
  'key.revoked',
  'contact.changed',
  'contact.removed',
  'stakeholder.changed',
  'stakeholder.removed',
  'member.changed',
  'member.deactivated',
]);

const binKinds: ReadonlySet<ChangeKind> = new Set(['customer.binned', 'site.binned', 'intervention.binned']);

/**
 * The principal that an entry invalidates: whoever depends on it (`viewer.dependsOn`) may have lost their session, or have
 * another. Their tokens are read again, their streams closed.
 */
export function invalidatedBy({ kind, subjectType, subjectId, fields = [] }: InvalidatingEntry): Principal | null {
  // What it opened is in the bin.
  if (binKinds.has(kind)) return `${subjectType as 'customer' | 'site' | 'intervention'}:${subjectId}`;
  // Perhaps taken from somebody: a preview of it may be theirs.
  if (subjectType === 'intervention') return fields.includes('assigneeId') ? `intervention:${subjectId}` : null;
  // The parts of the portal that are on, and whose days it counts.
  if (kind === 'company.changed')
    return fields.some((field) => field === 'options' || field === 'timeZone') ? `company:${subjectId}` : null;
  // The same of one customer; and whether all of its contacts reach its dossiers.
  if (kind === 'customer.changed')
    return fields.some((field) => field === 'options' || field === 'kind') ? `customer:${subjectId}` : null;
  // Who takes part in it.
  if (kind === 'dossier.changed') return fields.includes('customers') ? `dossier:${subjectId}` : null;
  return endingKinds.has(kind)
    ? `${subjectType as 'session' | 'link' | 'key' | 'contact' | 'stakeholder' | 'member'}:${subjectId}`
    : null;
}

/** Whether an entry invalidates something this viewer depends on: who they are must be read again. */
export const isStaleAfter = (viewer: Viewer, entry: InvalidatingEntry): boolean => {
  const principal = invalidatedBy(entry);
  return principal !== null && viewer.dependsOn.includes(principal);
};
