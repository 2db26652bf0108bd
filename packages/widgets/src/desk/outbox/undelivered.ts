/** Mails that have not arrived, told from those about which nothing can be done any more. */
import type { Change, Client, OutboxMail } from '@parvis/sdk';
import { since } from '../since.ts';

const week = 7 * 86_400_000;

/** An address that is none may be put right; whatever else kept a mail from leaving stays so, and a new one is asked for. */
const lasting = [
  'replaced',
  'recipient-gone',
  'link-ended',
  'already-active',
  'not-active',
  'subject-gone',
  'unsubscribed',
];
export const isGivenUp = (reason: string | null): boolean => reason !== null && lasting.includes(reason);

/** Whether a change of a mail is one of those that did not arrive, of so many: most come and leave as they should. */
export const concernsUndelivered = ({ kind }: Change, count: number): boolean =>
  kind === 'mail.failed' || kind === 'mail.retried' || (kind === 'mail.sent' && count > 0);

/** Mails of the last seven days that did not leave, and that somebody can do something about. */
export const readUndelivered = async ({ outbox }: Client, now = Date.now()): Promise<OutboxMail[]> => {
  const failed = outbox.list({ status: 'failed', limit: 100 });
  const recent = await since(new Date(now - week).toISOString(), failed, ({ createdAt }) => createdAt);
  return recent.filter(({ lastError }) => !isGivenUp(lastError));
};
