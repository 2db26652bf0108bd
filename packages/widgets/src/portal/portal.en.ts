import { plural } from '../shared/plural.ts';
import type { words as french } from './portal.fr.ts';

export const words: typeof french = {
  notSignedOut: 'You are still signed in: there was no network. Try again once it is back.',
  signOut: 'Sign out',
  preview: (contact) => `Preview: the portal as ${contact} sees it. Nothing can be changed from here.`,
  information: 'My details',
  next: (name) => `Next appointment${name && `, with ${name}`}`,
  past: (name) => `Appointment${name && `, with ${name}`}`,
  enRoute: (name) => `${name || 'The technician'} is on the way`,
  atWork: (name) => `${name || 'The technician'} is on site`,
  toCalendar: 'Add to my calendar',
  cannot: 'Can’t be there?',
  asked: 'You asked for another time. The answer will appear here.',
  answers: {
    kept: 'You asked for another time: the company is keeping to this one.',
    rescheduled: 'You asked for another time: here is the new one.',
    lapsed: '',
  },
  open: (count) => plural('en', count, '#\u00a0visit is being dealt with', '#\u00a0visits are being dealt with'),
  allDone: 'Nothing is planned at the moment.',
  create: 'Request a visit',
  interventions: 'Visits',
  sites: 'Sites',
  equipment: 'Equipment',
  dossiers: 'Projects',
};
