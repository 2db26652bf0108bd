/** What the journal says of the ground that an access stands on. */
import type { ChangeKind } from '@parvis/sdk/contract';
import type { Entry } from '../journal/journal.ts';
import type { Principal, Viewer } from './viewer.ts';

/** What of an entry, committed or still to be, says so. */
export type Shaking = Pick<Entry, 'kind' | 'subjectId'> & {
  subjectType: string;
  fields?: readonly string[];
};

/** After these nothing is left of what the subject opened, or not as it was. */
const endings: ReadonlySet<ChangeKind> = new Set([
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

/**
 * What must be looked at again after an entry: whoever stands on it (`viewer.standsOn`) may have lost their access, or
 * have another. Their tokens are read again, their streams closed.
 */
export function shakes({ kind, subjectType, subjectId, fields = [] }: Shaking): Principal | null {
  // Perhaps taken from somebody: a preview of it may be theirs.
  if (subjectType === 'intervention') return fields.includes('assigneeId') ? `intervention:${subjectId}` : null;
  // The parts of the portal that are on, and whose days it counts.
  if (kind === 'company.changed')
    return fields.some((field) => field === 'options' || field === 'timeZone') ? `company:${subjectId}` : null;
  if (kind === 'customer.changed') return fields.includes('options') ? `customer:${subjectId}` : null;
  return endings.has(kind)
    ? `${subjectType as 'session' | 'link' | 'key' | 'contact' | 'stakeholder' | 'member'}:${subjectId}`
    : null;
}

/** Whether an entry shakes what this viewer stands on. */
export const isShaken = (viewer: Viewer, entry: Entry): boolean => {
  const principal = shakes(entry);
  return principal !== null && viewer.standsOn.includes(principal);
};
