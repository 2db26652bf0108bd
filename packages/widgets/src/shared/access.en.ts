import { plural } from './plural.ts';
import type { words as french } from './access.fr.ts';

export const words: typeof french = {
  expired: 'Your link has expired',
  expiredWhy:
    'For your security, links expire after a while. A new one can be sent to your e-mail address straight away.',
  expiredAsk:
    'For your security, links expire after a while. The company has no e-mail address on file for you: please ask it for a new link.',
  mail: 'Get a new link',
  start: 'Get a link to sign in',
  ended: 'This link no longer works',
  endedWhy: 'Enter the e-mail address the company has for you: if it matches, we’ll send a new link there.',
  kept: 'Your request has not been sent yet. It is kept on this device: a new link picks it up again.',
  written: (when) => `What you wrote on ${when}`,
  photos: (count) => plural('en', count, '# photo kept with it', '# photos kept with it'),
  copy: 'Copy the text',
  copied: 'Text copied.',
  call: (phone) => `Call ${phone}`,
  email: 'Your e-mail address',
  emailWrong: 'This e-mail address does not look complete.',
  send: 'Get a link',
  sent: 'Check your inbox',
  sentWhy: 'If the company has your address, a link has just been sent there. Check your spam folder too.',
  sentExpiredWhy: 'A new link has just been sent to the address the company has for you. Check your spam folder too.',
  nothing: 'Nothing there? Try another address, or call the company.',
  other: 'Another address',
  signedOutWhy: 'Nothing of yours is left on this device. To come back, open your link again.',
  unsent: 'Your request has not been sent yet',
  unsentWhy: 'If you sign out now, what you have written and your photos will be erased from this device.',
  stay: 'Stay',
  leave: 'Erase and sign out',
  session: 'Your session has ended',
  sessionWhy: 'Reload the page to continue.',
  reload: 'Reload the page',
};
