/** What a viewer hears of: decided from the journal entry alone, without a query, for every open stream. */
import type { Entry } from '../journal/journal.ts';
import { principalOf, type ContactViewer, type KeyViewer, type MemberViewer, type Viewer } from './viewer.ts';

/** Whether the viewer may hear of an entry of their company's journal. */
export function visible(viewer: Viewer, entry: Entry): boolean {
  if (entry.companyId !== viewer.companyId) return false;
  switch (viewer.kind) {
    case 'contact':
      return hearsAsContact(viewer, entry);
    case 'member':
      return hearsAsMember(viewer, entry);
    case 'key':
      return hearsAsProgram(viewer, entry);
  }
}

function hearsAsContact(viewer: ContactViewer, entry: Entry): boolean {
  switch (entry.subjectType) {
    case 'company':
    case 'field':
      return true;
    case 'contact':
      return entry.subjectId === viewer.contactId;
    case 'customer':
      return entry.subjectId === viewer.customerId;
    case 'intervention':
      return isInScope(viewer, entry, entry.subjectId);
    case 'file':
      return isInScope(viewer, entry, entry.interventionId) || entry.actor === principalOf(viewer);
    case 'site':
    case 'equipment':
      return isPlaceInScope(viewer, entry);
    default:
      return false;
  }
}

function isInScope({ scope, customerId }: ContactViewer, entry: Entry, interventionId: string | null): boolean {
  if (entry.customerId !== customerId) return false;
  switch (scope.kind) {
    case 'customer':
      return true;
    case 'site':
      return entry.siteId === scope.id;
    case 'intervention':
      return interventionId === scope.id;
    case 'dossier':
      // Entries do not name a dossier yet; who follows one reads it again when they look.
      return false;
  }
}

function isPlaceInScope({ scope, customerId }: ContactViewer, entry: Entry): boolean {
  if (entry.customerId !== customerId) return false;
  if (scope.kind === 'site') return scope.id === (entry.subjectType === 'site' ? entry.subjectId : entry.siteId);
  return scope.kind === 'customer';
}

/** Without the right to see all: their own interventions, also when one is taken from them, and what is everybody's. */
function hearsAsMember(viewer: MemberViewer, entry: Entry): boolean {
  if (entry.subjectType === 'key') return viewer.rights.has('manage_settings');
  if (entry.subjectType === 'session') return entry.actor === principalOf(viewer);
  if (viewer.rights.has('see_all')) return true;
  return entry.subjectType === 'member'
    ? entry.subjectId === viewer.memberId
    : hearsAsAssignee(viewer, viewer.memberId, entry);
}

function hearsAsAssignee(viewer: MemberViewer | KeyViewer, memberId: string, entry: Entry): boolean {
  switch (entry.subjectType) {
    case 'company':
    case 'field':
      return true;
    case 'intervention':
      return entry.assigneeId === memberId || entry.fields.includes('assigneeId');
    case 'file':
      return entry.assigneeId === memberId || entry.actor === principalOf(viewer);
    default:
      return false;
  }
}

function hearsAsProgram(viewer: KeyViewer, entry: Entry): boolean {
  if (['member', 'key', 'mail', 'session'].includes(entry.subjectType)) return false;
  return viewer.rights.has('see_all') || hearsAsAssignee(viewer, viewer.makerId ?? '', entry);
}
