import type { words as french } from '../fr/access.ts';

export const words: typeof french = {
  expired: 'Your link has expired',
  expiredWhy: 'For safety a link works only for a time. A new one can be sent to your e-mail address straight away.',
  mail: 'Get a new link',
  start: 'Get a link to come in',
  ended: 'This link no longer opens',
  endedWhy: 'Give the e-mail address that the company knows: if it matches, a new link is sent there.',
  email: 'Your e-mail address',
  emailWrong: 'This e-mail address does not look complete.',
  send: 'Send the link',
  sent: 'Please look in your inbox',
  sentWhy: 'If the company knows this address, a link has just been sent there. It may be among unwanted mail.',
  sentExpiredWhy: 'A new link has just been sent to the address that the company knows. It may be among unwanted mail.',
  signedOut: 'You are signed out',
  signedOutWhy: 'Nothing of yours stays on this device. To come back, open your link again.',
  session: 'Your session has ended',
  sessionWhy: 'Reload the page to carry on.',
  reload: 'Reload the page',
};
