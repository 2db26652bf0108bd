import type { words as french } from './outbox.fr.ts';

export const words: typeof french = {
  empty: 'No mail yet.',
  search: 'Search by customer, recipient, e-mail…',
  noMatch: 'No mail in this state.',
  noneFound: 'No mail matches.',
  all: 'All',
  status: 'Status',
  statuses: { waiting: 'Waiting', sent: 'Sent', failed: 'Failed' },
  kinds: {
    link: 'Secure link',
    invitation: 'Invitation',
    password_reset: 'Password',
    intervention_requested: 'New request',
    reschedule_requested: 'Another time wanted',
    email_changed: 'Address replaced',
    dossier_messages: 'Messages of a project',
  },
  to: 'To',
  subject: 'Subject',
  sent: (when: string) => `sent ${when}`,
  next: (when: string) => `next attempt ${when}`,
  first: (when: string) => `leaves ${when}`,
  waiting: 'waits for a mail server',
  lastError: 'The server’s last answer',
  unsent: 'Why',
  /** Why a mail did not leave at all, by the codes of the contract. */
  reasons: {
    'recipient-gone': 'The person is no longer there: nothing is sent to them.',
    'no-address': 'The e-mail address is none.',
    'link-ended': 'The link no longer opens: it was revoked, or its time is over.',
    'already-active': 'The person has already chosen a password.',
    'not-active': 'Its owner has not confirmed the address yet.',
    replaced: 'A more recent mail took its place, or the address has changed.',
    'subject-gone': 'What it told of is there no longer.',
  },
  /** What the mail server meant. */
  answers: {
    noSuchAddress: 'There is no such address.',
    mailboxFull: 'Their mailbox is full.',
    unreachable: 'The mail server does not answer.',
    refused: 'The mail server refused it.',
  },
  undelivered: (to, when) => `An e-mail to ${to} has not arrived (${when}).`,
  read: 'See the e-mail',
  refusals: {
    'already-sent': 'This mail has left already.',
    'given-up': 'This mail can no longer leave: what it brings was replaced, or is gone. Ask for a new one.',
  },
  retry: 'Try now',
  retried: 'Another attempt is on its way.',
};
