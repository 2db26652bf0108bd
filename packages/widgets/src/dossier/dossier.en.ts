import type { words as french } from './dossier.fr.ts';

export const words: typeof french = {
  number: 'Number',
  status: 'Status',
  open: 'Open',
  closed: 'Closed',
  archived: 'Archived',
  startsOn: 'Starts on',
  customers: 'Customers',
  reference: 'Your reference',
  referenceHint: 'To find your way: only you and the company read it.',
  add: 'Add a reference',
  edit: 'Edit',
  editReference: 'Edit your reference',
  save: 'Save',
  saved: 'Reference saved',
  cancel: 'Cancel',
  interventions: 'Visits',
  interventionsOf: (name) => `Visits: ${name}`,
  closedMeanwhile: 'This project has just been closed: nothing changes in it any more.',
};
