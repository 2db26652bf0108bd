import type { OutboxMail } from '@parvis/sdk';
import type { words as french } from './outbox.fr.ts';
import { day, span, type Calendar } from '../../shared/dates.ts';

/** What mail servers answer, by what they mean. Enhanced status codes: RFC 3463. */
const meanings: [keyof (typeof french)['answers'], RegExp][] = [
  [
    'noSuchAddress',
    /\b5\.1\.[123]\b|no such (?:user|mailbox)|(?:user|mailbox|recipient) (?:unknown|not found)|does not exist/i,
  ],
  ['mailboxFull', /\b[45]\.2\.2\b|quota|mailbox (?:is )?full/i],
  ['unreachable', /ECONN|ETIMEDOUT|ENOTFOUND|EDNS|ESOCKET|time-?out|no end within/i],
  ['refused', /^5\d\d\b|\b5\.7\.\d+\b/],
];

/** Why a mail has not arrived, in words; undefined where only its server's own words say it. */
export function reasonOf({ lastError }: Pick<OutboxMail, 'lastError'>, w: typeof french): string | undefined {
  if (lastError === null) return undefined;
  const [meant] = meanings.find(([, answer]) => answer.test(lastError)) ?? [];
  return w.reasons[lastError] ?? (meant && w.answers[meant]);
}

/** Where a mail stands: when it left, or what it waits for. */
export function stateOf(mail: OutboxMail, calendar: Calendar, w: typeof french): string {
  if (mail.sentAt) return w.sent(day(calendar, mail.sentAt));
  if (mail.status === 'failed') return w.statuses.failed;
  // Without a mail server nothing is going to be tried.
  if (!mail.nextAttemptAt) return w.waiting;
  const when = span(calendar, mail.nextAttemptAt, null);
  return mail.attempts ? w.next(when) : w.first(when);
}
