/** What the journal says of the ground that an access stands on. */
import type { Entry } from '../journal/journal.ts';
import type { Principal, Viewer } from './viewer.ts';

/**
 * What must be looked at again after an entry: whoever stands on it (`viewer.standsOn`) may have lost their access, or
 * have another. Their tokens are read again, their streams closed.
 */
export function shakes(entry: Entry): Principal | null {
  // Taken from somebody: a preview of it may be theirs.
  if (entry.subjectType === 'intervention') return entry.previousAssigneeId ? `intervention:${entry.subjectId}` : null;
  switch (entry.kind) {
    case 'session.ended':
    case 'link.revoked':
    case 'key.revoked':
    case 'contact.removed':
    case 'member.changed':
    case 'member.deactivated':
      return `${entry.subjectType as 'session' | 'link' | 'key' | 'contact' | 'member'}:${entry.subjectId}`;
    case 'contact.changed':
      return `contact:${entry.subjectId}`;
    // The parts of the portal that are on, and whose days it counts.
    case 'company.changed':
      return entry.fields.some((field) => field === 'options' || field === 'timeZone')
        ? `company:${entry.subjectId}`
        : null;
    case 'customer.changed':
      return entry.fields.includes('options') ? `customer:${entry.subjectId}` : null;
    default:
      return null;
  }
}

/** Whether an entry shakes what this viewer stands on. */
export const isShaken = (viewer: Viewer, entry: Entry): boolean => {
  const principal = shakes(entry);
  return principal !== null && viewer.standsOn.includes(principal);
};
