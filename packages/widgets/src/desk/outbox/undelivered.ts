/** Mails that have not arrived, told from those about which nothing can be done any more. */
import type { Client, OutboxMail } from '@parvis/sdk';
import { since } from '../since.ts';

const week = 7 * 86_400_000;

/** An address that is none may be put right; whatever else kept a mail from leaving stays so, and a new one is asked for. */
const lasting = ['replaced', 'recipient-gone', 'link-ended', 'already-active', 'not-active', 'subject-gone'];
export const isGivenUp = (reason: string | null): boolean => reason !== null && lasting.includes(reason);

/** Mails of the last seven days that did not leave, and that somebody can do something about. */
export const readUndelivered = async ({ outbox }: Client, now = Date.now()): Promise<OutboxMail[]> => {
  const failed = outbox.list({ status: 'failed', limit: 100 });
  const recent = await since(new Date(now - week).toISOString(), failed, ({ createdAt }) => createdAt);
  return recent.filter(({ lastError }) => !isGivenUp(lastError));
};
