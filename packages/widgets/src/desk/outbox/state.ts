import type { OutboxMail } from '@parvis/sdk';
import type { words as french } from './outbox.fr.ts';
import { day, span, type Calendar } from '../../shared/dates.ts';

/** Where a mail stands: when it left, or what it waits for. */
export function stateOf(mail: OutboxMail, calendar: Calendar, w: typeof french): string {
  if (mail.sentAt) return w.sent(day(calendar, mail.sentAt));
  if (mail.status === 'failed') return w.statuses.failed;
  // Without a mail server nothing is going to be tried.
  if (!mail.nextAttemptAt) return w.waiting;
  const when = span(calendar, mail.nextAttemptAt, null);
  return mail.attempts ? w.next(when) : w.first(when);
}
