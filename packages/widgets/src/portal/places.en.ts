import type { words as french } from './places.fr.ts';

export const words: typeof french = {
  search: 'Name, address…',
  address: 'Address',
  contact: 'On site',
  site: 'Site',
  all: { sites: 'All sites', equipment: 'All equipment', dossiers: 'All projects' },
  none: {
    sites: 'There are no sites on record.',
    equipment: 'There is no equipment on record.',
    dossiers: 'There are no projects yet.',
  },
  isClosed: 'closed',
  serial: 'Serial no.',
  installed: 'Installed on',
  warranty: 'Warranty until',
  interventionsOf: (name) => `Visits: ${name}`,
  choose: 'Choose one to see what is going on.',
};
