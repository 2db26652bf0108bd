import { plural } from '../shared/plural.ts';
import type { words as french } from './pending.fr.ts';

export const words: typeof french = {
  title: (count) => plural('en', count, '#\u00a0request waiting', '#\u00a0requests waiting'),
  titleRefused: (count) => plural('en', count, '#\u00a0request to correct', '#\u00a0requests to correct'),
  written: (when) => `Written ${when}.`,
  photos: (count) => plural('en', count, 'With #\u00a0photo.', 'With #\u00a0photos.'),
  sending: 'Sending…',
  offline: 'No network. Your request is kept on this device and will be sent as soon as the network is back.',
  away: 'The service is not answering at the moment. Your request is kept on this device and will be sent as soon as it does.',
  busy: 'Too many sent in a row. Your request is kept on this device and will be sent automatically, within an hour at the latest.',
  elsewhere: 'Your request is kept on this device and will be sent automatically.',
  onlyHere: 'This device cannot keep anything: leave this page open until it has been sent.',
  send: 'Send now',
  change: 'Change',
  refused: (why) => `Refused: ${why}`,
  toCorrect: 'something needs attention.',
  alreadySent: 'it had already been sent. Please check the list before sending another one.',
  correct: 'Correct it',
  arrived: (number) => `Your request has arrived: visit no.\u00a0${number}.`,
  missing: (count) =>
    plural('en', count, '#\u00a0photo could not be attached.', '#\u00a0photos could not be attached.'),
  attach: 'Attach to the visit',
  attached: 'The photos have been attached.',
  close: (number) => `Close: visit no.\u00a0${number}`,
};
