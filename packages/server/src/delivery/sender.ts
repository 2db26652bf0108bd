/**
 * Sends what waits in the outbox. An attempt is written down before it is made, with the time of the next: if this process
 * ends in between, the mail leaves again, under the same Message-ID. Mails to one person leave in their order.
 */
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Services } from '../services.ts';
import { passwordUrl } from '../session/password.rules.ts';
import { storeError } from '../store/store.ts';
import { now } from '../time.ts';
import { claimMail, markSent, markUnsent } from './attempt.ts';
import { letterOf, mask, requestsUrl } from './compose.ts';
import { readContexts, type MailContext, type MailRow } from './context.ts';
import { letterHtml, letterText } from './letter.ts';
import { pauseAfter } from './pauses.ts';
import { isAddress, oneLine } from './text.ts';
import { atOnce, MailError, type MailTransport } from './transport.ts';

/** A server that cannot be talked to is left alone for so long. */
const downMillis = 30_000;

export class Sender {
  readonly #s: Services;
  readonly #transport: MailTransport;
  /** The server could not be talked to: not before then, and then with one mail first. */
  #downUntil = 0;

  constructor(s: Services, transport: MailTransport) {
    this.#s = s;
    this.#transport = transport;
  }

  /** Somebody says that it works again. */
  tryAgain(): void {
    this.#downUntil = Math.min(this.#downUntil, Date.now());
  }

  /** Sends everything that is due. */
  async sendDue(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted && Date.now() >= this.#downUntil) {
      const due = await this.#due(this.#downUntil === 0 ? atOnce : 1);
      if (due.length === 0) return;
      // All of them to their end, whatever becomes of one.
      const ends = await Promise.allSettled(due.map((row) => this.#attempt(row)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }
  }

  close(): void {
    this.#transport.close();
  }

  /** The first mail of each person, if its time has come. One that still gathers requests holds no other up. */
  async #due(limit: number): Promise<MailRow[]> {
    const { read, t } = this.#s.store;
    const { outbox } = t;
    const at = now();
    const isFirst = sql`not exists (select 1 from outbox earlier where earlier.company_id = ${outbox.companyId}
      and earlier.recipient = ${outbox.recipient} and earlier.status = 'waiting' and earlier.position < ${outbox.position}
      and not (earlier.attempts = 0 and earlier.next_attempt_at > ${at}))`;
    return read
      .select()
      .from(outbox)
      .where(and(eq(outbox.status, 'waiting'), lte(outbox.nextAttemptAt, at), isFirst))
      .orderBy(asc(outbox.nextAttemptAt), asc(outbox.id))
      .limit(limit);
  }

  async #attempt(row: MailRow): Promise<void> {
    const { store, log, config } = this.#s;
    const [context] = await readContexts(store, row.companyId, [row]);
    const obstacle = context ? obstacleOf(context) : 'recipient-gone';
    const claim = await store.transaction((tx) => claimMail(tx, row, obstacle));
    if (!claim || !context) return;
    const attempts = row.attempts + 1;
    let secret: string | undefined;
    try {
      const url = await this.#buttonUrl(context, claim.passwordToken);
      secret = url.split('#')[1];
      const letter = letterOf(context, url);
      if (!letter || !context.recipient) throw new MailError('refused', 'subject-gone');
      await this.#transport.send({
        messageId: `<${row.id}@${new URL(config.url).hostname}>`,
        from: { name: context.company.name, replyTo: context.company.email || null },
        to: { name: context.recipient.name, email: context.recipient.email },
        subject: letter.subject,
        text: letterText(letter),
        html: letterHtml(letter),
      });
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      this.#downUntil = error.reason === 'down' ? Date.now() + downMillis : 0;
      // A server may repeat what it refuses: the address in the mail must not come to lie in the database by that way.
      const said = oneLine(secret ? error.message.replaceAll(secret, mask) : error.message, 300);
      const pause = error.reason === 'refused' ? null : pauseAfter(attempts);
      log.warn({ mail: row.id, kind: row.kind, attempts, reason: error.reason }, 'a mail did not leave');
      await store.transaction((tx) => markUnsent(tx, row, said, pause));
      return;
    }
    this.#downUntil = 0;
    log.info({ mail: row.id, kind: row.kind, attempts }, 'a mail left');
    try {
      await store.transaction((tx) => markSent(tx, row));
    } catch (error) {
      log.error(
        { mail: row.id, err: storeError(error) },
        'a mail left, and could not be marked so: it will leave again',
      );
    }
  }

  /** With the secret that is nowhere but in the mail itself. */
  async #buttonUrl({ row, company, link }: MailContext, passwordToken: string | null): Promise<string> {
    if (passwordToken !== null) return passwordUrl(this.#s.config, passwordToken);
    if (link) return this.#s.tokens.linkUrl(link.link, company.portalUrl);
    return requestsUrl(this.#s.config, row);
  }
}

/** Why a mail must not leave any more, though it waited to; null when it may. */
function obstacleOf({ row, recipient, link, requests }: MailContext): string | null {
  if (!recipient || recipient.gone) return 'recipient-gone';
  if (!isAddress(recipient.email)) return 'no-address';
  switch (row.kind) {
    case 'link':
      return !link || link.link.revokedAt !== null || link.link.expiresAt <= now() ? 'link-ended' : null;
    case 'invitation':
      return recipient.active ? 'already-active' : null;
    case 'password_reset':
      return null;
    case 'intervention_requested':
      return requests.length > 0 ? null : 'subject-gone';
  }
}
