import { plural } from '../shared/plural.ts';
import type { words as french } from './portal.fr.ts';

export const words: typeof french = {
  customerNumber: 'Customer no.',
  address: 'Address',
  contact: 'Contact',
  notSignedOut: 'Signing out is not finished: you are still signed in. Try again once there is a network.',
  signOut: 'Sign out',
  preview: (contact) => `Preview: the portal as ${contact} sees it. Nothing can be changed from here.`,
  information: 'My information',
  open: (count) => plural('en', count, '#\u00a0intervention is under way', '#\u00a0interventions are under way'),
  allDone: 'Nothing is planned at the moment.',
  partLost: 'A part of the page did not arrive. Nothing is lost: please try again.',
  create: 'Create an intervention',
  interventions: 'Interventions',
  sites: 'Sites',
  site: 'Site',
  equipment: 'Equipment',
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
