import { plural } from '../shared/plural.ts';
import type { words as french } from './portal.fr.ts';

export const words: typeof french = {
  notSignedOut: 'Signing out is not finished: you are still signed in. Try again once there is a network.',
  signOut: 'Sign out',
  preview: (contact) => `Preview: the portal as ${contact} sees it. Nothing can be changed from here.`,
  information: 'My information',
  next: (name) => `Next appointment${name && `, with ${name}`}`,
  past: (name) => `Appointment${name && `, with ${name}`}`,
  enRoute: (name) => `${name || 'The technician'} is on the way`,
  atWork: (name) => `${name || 'The technician'} is at work`,
  toCalendar: 'Add to my calendar',
  cannot: 'Can’t be there?',
  asked: 'You asked for another time. The company will answer here.',
  kept: 'You asked for another time: the company keeps this one.',
  moved: 'You asked for another time: here it is.',
  open: (count) => plural('en', count, '#\u00a0intervention is under way', '#\u00a0interventions are under way'),
  allDone: 'Nothing is planned at the moment.',
  partLost: 'A part of the page did not arrive. Nothing is lost: please try again.',
  create: 'Create an intervention',
  interventions: 'Interventions',
  sites: 'Sites',
  equipment: 'Equipment',
};
