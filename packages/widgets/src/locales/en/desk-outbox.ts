import type { words as french } from '../fr/desk-outbox.ts';

export const words: typeof french = {
  title: 'Mail',
  empty: 'No mail yet.',
  noMatch: 'No mail in this state.',
  all: 'All',
  status: 'Status',
  statuses: { waiting: 'Waiting', sent: 'Sent', failed: 'Failed' },
  kinds: {
    link: 'Secure link',
    invitation: 'Invitation',
    password_reset: 'Password',
    intervention_requested: 'New request',
  },
  to: 'To',
  subject: 'Subject',
  sent: (when: string) => `sent ${when}`,
  next: (when: string) => `next attempt ${when}`,
  waiting: 'waits for a mail server',
  lastError: 'The server’s last answer',
  retry: 'Try now',
  retried: 'Another attempt is on its way.',
  back: 'Back to the list',
};
