import type { words as french } from '../fr/desk.ts';
import { plural } from '../../shared/plural.ts';

export const words: typeof french = {
  sections: 'Sections',
  section: {
    inbox: 'To schedule',
    interventions: 'Interventions',
    customers: 'Customers',
    outbox: 'Mail',
    settings: 'Settings',
  },
  inInbox: (count: number) =>
    plural('en', count, '#\u00a0intervention to schedule', '#\u00a0interventions to schedule'),
  newRequest: 'A new intervention has just come in.',
  offline: 'No network: the page will catch up as soon as it is back.',
  signOut: 'Sign out',
  saved: 'Saved.',
  stale: 'This has changed meanwhile. What you wrote is still here: save again to keep it.',
  undo: 'Undo',
  more: 'Show more',
  undone: 'Undone.',
  technicianTitle: (name: string) => `Hello ${name}`,
  technicianWhy: 'The desk is for the company’s office. Your interventions are waiting in the field app.',
  keys: 'Keyboard shortcuts',
  keyList: [
    ['/', 'Search'],
    ['n', 'New (intervention, customer…)'],
    ['↑ ↓', 'Move between rows'],
    ['Enter', 'Open the row'],
    ['Esc', 'Close what is open'],
    ['?', 'Show these shortcuts'],
  ],
};
