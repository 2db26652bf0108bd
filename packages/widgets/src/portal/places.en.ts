import type { words as french } from './places.fr.ts';

export const words: typeof french = {
  address: 'Address',
  contact: 'Contact',
  site: 'Site',
  allSites: 'All sites',
  allEquipment: 'All equipment',
  noSites: 'No site is on record.',
  noEquipment: 'No equipment is on record.',
  serial: 'Serial no.',
  installed: 'Installed on',
  warranty: 'Warranty until',
  interventionsOf: (name) => `Interventions: ${name}`,
  choose: 'Choose one to see its interventions.',
};
