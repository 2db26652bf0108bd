import type { words as french } from './appointment.fr.ts';

export const words: typeof french = {
  next: (name) => `Next appointment${name ? `, with ${name}` : ''}`,
  past: (name) => `Appointment${name ? `, with ${name}` : ''}`,
  enRoute: (name) => `${name ?? 'The technician'} is on the way`,
  atWork: (name) => `${name ?? 'The technician'} is at work`,
  toCalendar: 'Add to my calendar',
  cannot: 'Can’t be there?',
  asked: 'You asked for another time. The company will answer.',
};
