import { plural } from '../../shared/plural.ts';
import type { words as french } from './many-links.fr.ts';

const links = (count: number) => plural('en', count, '# link', '# links');
const customers = (count: number) => plural('en', count, '# customer', '# customers');

export const words: typeof french = {
  title: 'Send a link to several',
  reading: (count: number) => `${customers(count)}…`,
  able: (count: number) =>
    plural('en', count, '# customer has an e-mail address.', '# customers have an e-mail address.'),
  unable: (count: number) => plural('en', count, '# has none.', '# have none.'),
  isMore: (most: number) => `These are the first ${most}: search for the others.`,
  what: (days: number) =>
    `Each gets a link to their whole space by e-mail, valid for ${plural('en', days, '# day', '# days')}.`,
  chooseAll: 'Choose all',
  chooseNone: 'Choose none',
  none: (name: string) => `${name}: no e-mail address`,
  send: (count: number) => `Send ${links(count)}`,
  sure: (count: number) => `Send a link to ${customers(count)}? A mail that left cannot be taken back.`,
  waits: 'Sending goes on by itself.',
  stop: 'Stop',
  stopped: 'Sending is stopped.',
  goOn: 'Go on',
  over: (sent: number) => plural('en', sent, '# link is on its way by e-mail.', '# links are on their way by e-mail.'),
  without: 'Without a link',
  gone: 'The address was taken away meanwhile.',
};
