import type { words as french } from './put-away.fr.ts';

export const words: typeof french = {
  archive: 'Archive',
  archiveOf: (name) => `Archive ${name}`,
  unarchive: 'Unarchive',
  unarchiveOf: (name) => `Unarchive ${name}`,
  bin: 'Put into the bin',
  binOf: (name) => `Put into the bin: ${name}`,
  restore: 'Restore',
  restoreOf: (name) => `Restore ${name}`,
  isArchivedHere: 'Archived: no longer in the lists.',
  isArchived: (name) => `${name}: archived.`,
  isUnarchived: (name) => `${name}: no longer archived.`,
  isBinned: (name) => `${name}: in the bin.`,
  isRestored: (name) => `${name}: restored, as before.`,
  binCustomer: (name) =>
    `Put ${name} into the bin? Their sites, equipment and interventions go along: nobody sees them any more, their links no longer open. All of it comes back when they are restored.`,
  binOpen: (status, assignee) =>
    `This intervention is not over (${status}). In the bin, it is gone for the customer${assignee ? ` and for ${assignee}` : ''}, and no reason is given. Cancel it instead for the customer to know why. Put it into the bin?`,
  archived: 'Archived',
  noneArchived: 'Nothing is archived.',
  kinds: { customer: 'Customer', intervention: 'Intervention', site: 'Site', equipment: 'Equipment' },
  kind: 'What',
  everyKind: 'Everything',
  search: 'Name, number or word',
  empty: 'The bin is empty.',
  noMatch: 'Nothing matches in the bin.',
  put: (day, by) => `put into the bin ${day}${by ? ` by ${by}` : ''}`,
};
