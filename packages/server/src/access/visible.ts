/**
 * What a viewer hears of: what they may read, decided from the journal entry alone, without a query, for every open stream.
 * Never more than a read would show; less where an entry does not say whose a thing is.
 */
import type { SubjectType } from '../feature.ts';
import type { Entry } from '../journal/journal.ts';
import { mayRead, type Readable } from './readable.ts';
import { isShown } from './scope.ts';
import { principalOf, type ContactViewer, type KeyViewer, type MemberViewer, type Viewer } from './viewer.ts';

/** Whether the viewer may hear of an entry of their company's journal. */
export function visible(features: Readable, viewer: Viewer, entry: Entry): boolean {
  if (entry.companyId !== viewer.companyId) return false;
  const type = entry.subjectType as SubjectType;
  // Sessions are read nowhere, and a technician reads no members: of their own alone they hear.
  if (type === 'session') return viewer.kind === 'member' && entry.actor === principalOf(viewer);
  if (viewer.kind === 'member' && type === 'member' && entry.subjectId === viewer.memberId) return true;
  if (!mayRead(features, viewer, type)) return false;
  switch (viewer.kind) {
    case 'contact':
      return hearsAsContact(features, viewer, type, entry);
    case 'member':
      return hearsAsMember(viewer, type, entry);
    case 'key':
      return hearsAsProgram(viewer, type, entry);
  }
}

function hearsAsContact({ subjects }: Readable, viewer: ContactViewer, type: SubjectType, entry: Entry): boolean {
  switch (type) {
    case 'company':
    case 'field':
      return true;
    case 'contact':
      return entry.subjectId === viewer.contactId;
    case 'customer':
      return entry.subjectId === viewer.customerId;
    case 'intervention':
      return isInScope(viewer, entry);
    case 'file':
      return isUnclaimed(entry)
        ? viewer.previewBy === null && entry.actor === principalOf(viewer)
        : isShown(viewer, subjects[type].reach) && isInScope(viewer, entry);
    case 'site':
    case 'equipment':
      return isPlaceInScope(viewer, entry);
    case 'member':
    case 'link':
    case 'key':
    case 'mail':
    case 'session':
      return false;
  }
}

/** Of an intervention, or of a file: one that is no intervention's is the whole customer's. */
function isInScope({ scope, customerId }: ContactViewer, entry: Entry): boolean {
  if (entry.customerId !== customerId) return false;
  switch (scope.kind) {
    case 'customer':
      return true;
    case 'site':
      return entry.siteId === scope.id;
    case 'intervention':
      return scope.id === (entry.subjectType === 'intervention' ? entry.subjectId : entry.interventionId);
    case 'dossier':
      return entry.dossierId === scope.id;
  }
}

function isPlaceInScope({ scope, customerId }: ContactViewer, entry: Entry): boolean {
  if (entry.customerId !== customerId) return false;
  if (scope.kind === 'site') return scope.id === (entry.subjectType === 'site' ? entry.subjectId : entry.siteId);
  return scope.kind === 'customer';
}

function hearsAsMember(viewer: MemberViewer, type: SubjectType, entry: Entry): boolean {
  if (type === 'file' && isUnclaimed(entry)) return entry.actor === principalOf(viewer);
  if (type === 'mail' && entry.customerId === null) return viewer.rights.has('manage_users');
  return viewer.rights.has('see_all') || hearsAsAssignee(viewer.memberId, type, entry);
}

/** Of the company's things; its people and their mails are no matter of a program that follows what happens. */
function hearsAsProgram(viewer: KeyViewer, type: SubjectType, entry: Entry): boolean {
  if (['member', 'key', 'mail'].includes(type)) return false;
  if (type === 'file' && isUnclaimed(entry)) return entry.actor === principalOf(viewer);
  return viewer.rights.has('see_all') || hearsAsAssignee(viewer.makerId ?? '', type, entry);
}

/**
 * Without the right to see all: a member's own interventions, also the one that is taken from them, and what is
 * everybody's. Of customers and their places an entry does not say who works there.
 */
function hearsAsAssignee(memberId: string, type: SubjectType, entry: Entry): boolean {
  switch (type) {
    case 'company':
    case 'field':
    case 'key':
    case 'member':
      return true;
    case 'intervention':
      return entry.assigneeId === memberId || entry.previousAssigneeId === memberId;
    case 'file':
      return entry.interventionId !== null && entry.assigneeId === memberId;
    case 'customer':
    case 'contact':
    case 'site':
    case 'equipment':
    case 'link':
    case 'mail':
    case 'session':
      return false;
  }
}

/** A file that nothing holds yet is its sender's alone. */
const isUnclaimed = ({ customerId }: Entry): boolean => customerId === null;
