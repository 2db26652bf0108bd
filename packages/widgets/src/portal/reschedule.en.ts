import type { words as french } from './reschedule.fr.ts';

export const words: typeof french = {
  title: 'Can’t be there?',
  callUs: 'Calling is quickest:',
  when: 'When would suit you instead?',
  hint: 'For example: Thursday morning, or next week after 5 pm.',
  send: 'Ask for another time',
  sending: 'Sending…',
  missing: 'Tell us when would suit you.',
  tooLate: 'This appointment can no longer be moved here: please call the company. What you wrote is kept.',
  sentTitle: 'Your request has been sent',
  sent: 'Your appointment stands until the company answers. The answer will appear here.',
};
