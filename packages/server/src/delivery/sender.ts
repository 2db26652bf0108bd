/**
 * Sends what waits in the outbox. A mail is claimed before it is sent, for longer than sending it can take: nobody else
 * sends it meanwhile, and if this process ends, it leaves again afterwards, under the same Message-ID. Mails to one person
 * leave in their order.
 */
import { and, asc, eq, isNull, lte, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { hashSecret } from '../access/secret.ts';
import { isRow, storeError } from '../store/store.ts';
import type { Clock } from '../time.ts';
import { claimMail, markSent, markUnsent } from './attempt.ts';
import { ClockSkew } from './clock-skew.ts';
import { composeMail } from './compose.ts';
import { readContexts, type MailContext } from './context.ts';
import { mask, stopUrl, type CompanyRow, type DeliveryServices, type MailRow, type Recipient } from './mail.ts';
import { keepMailSecret, mailSecret, type Person } from './notification.ts';
import { renderHtml, renderText, type Logo } from './render.ts';
import { backoffAfter } from './backoff.ts';
import { isAddress, oneLine } from './text.ts';
import { atOnce, MailError, type MailTransport } from './transport.ts';

/** A server that cannot be talked to is left alone for so long. */
const downMillis = 30_000;

/** How much longer a mail is claimed than sending it takes: for what comes before and after, and clocks that differ. */
const margin = 60_000;

export class Sender {
  readonly #s: DeliveryServices;
  readonly #transport: MailTransport;
  readonly #clock: Clock;
  readonly #claimMillis: number;
  readonly #skew: ClockSkew;
  /** The kinds of mails that are coalesced. */
  readonly #coalesced: SQL;
  /** There is room for more. */
  readonly #hasRoom: () => void;
  /** On their way, by company and id of the mail. */
  readonly #running = new Map<string, Promise<void>>();
  /** The server could not be talked to: not before then, and then with one mail first. */
  #downUntil = 0;

  constructor(s: DeliveryServices, transport: MailTransport, clock: Clock, hasRoom: () => void) {
    this.#s = s;
    this.#transport = transport;
    this.#clock = clock;
    this.#claimMillis = transport.timeout + margin;
    this.#skew = new ClockSkew(s.store, s.features.mails, clock, this.#claimMillis);
    this.#hasRoom = hasRoom;
    const coalesced = Object.entries(s.features.mails).flatMap(([kind, { coalesces }]) => (coalesces ? [kind] : []));
    this.#coalesced = sql.raw(coalesced.map((kind) => `'${kind}'`).join(', '));
  }

  /** Somebody says that it works again. */
  tryAgain(): void {
    this.#downUntil = Math.min(this.#downUntil, this.#clock.steady());
  }

  /** Begins to send what is due, as far as there is room: a mail that takes long holds nobody else's up. */
  async sendDue(stopping: AbortSignal): Promise<void> {
    await this.#skew.look();
    if (this.#clock.steady() < this.#downUntil) return;
    const room = (this.#downUntil === 0 ? atOnce : 1) - this.#running.size;
    if (room <= 0) return;
    const due = await this.#due(room);
    if (stopping.aborted) return;
    for (const row of due) this.#running.set(nameOf(row), this.#run(row));
  }

  /** Resolves when nothing is on its way any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  close(): void {
    this.#transport.close();
  }

  async #run(row: MailRow): Promise<void> {
    try {
      await this.#attempt(row);
      this.#running.delete(nameOf(row));
      this.#hasRoom();
    } catch (error) {
      // The database: it is asked again at the next look, not at once.
      this.#running.delete(nameOf(row));
      this.#s.log.error({ mail: row.id, err: storeError(error) }, 'an attempt to send a mail failed');
    }
  }

  /** The first mail of each person, if its time has come. One that still gathers others holds no other up. */
  async #due(limit: number): Promise<MailRow[]> {
    const { read, t } = this.#s.store;
    const { outbox } = t;
    const at = this.#in(0);
    const isFirst = sql`not exists (select 1 from outbox earlier where earlier.company_id = ${outbox.companyId}
      and earlier.recipient = ${outbox.recipient} and earlier.status = 'waiting' and earlier.position < ${outbox.position}
      and not (earlier.kind in (${this.#coalesced}) and earlier.attempts = 0 and earlier.next_attempt_at > ${at}))`;
    return read
      .select()
      .from(outbox)
      .where(
        and(
          eq(outbox.status, 'waiting'),
          lte(outbox.nextAttemptAt, at),
          or(isNull(outbox.claimedUntil), lte(outbox.claimedUntil, at)),
          // Whatever the clock says of its claim.
          notInArray(sql`${outbox.companyId} || ' ' || ${outbox.id}`, [...this.#running.keys()]),
          isFirst,
        ),
      )
      .orderBy(asc(outbox.nextAttemptAt), asc(outbox.id))
      .limit(limit);
  }

  async #attempt(row: MailRow): Promise<void> {
    const { store, log } = this.#s;
    const [context] = await readContexts(this.#s, row.companyId, [row]);
    const obstacle = context ? obstacleOf(context) : 'recipient-gone';
    const claimedUntil = this.#in(this.#claimMillis);
    const address = context?.recipient?.email ?? '';
    const { oneTime } = this.#s.features.mails[row.kind];
    const claim = await store.transaction((tx) => claimMail(tx, row, oneTime, obstacle, claimedUntil, address));
    if (!claim || !context) return;
    const attempts = row.attempts + 1;
    const failure = await this.#send(context, claim.passwordToken);
    if (failure) {
      if (failure.reason === 'down') this.#downUntil = this.#clock.steady() + downMillis;
      const wait = failure.reason === 'refused' ? null : backoffAfter(attempts);
      const nextAttemptAt = wait === null ? null : this.#in(wait);
      log.warn({ mail: row.id, kind: row.kind, attempts, reason: failure.reason }, 'a mail did not leave');
      await store.transaction((tx) => markUnsent(tx, { ...row, attempts }, failure.message, nextAttemptAt));
      return;
    }
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

  /** Null when it left, else why not, without anything that must not be written down. */
  async #send(context: MailContext, passwordToken: string | null): Promise<MailError | null> {
    const { row, company, recipient, mail } = context;
    let secrets: string[] = [];
    try {
      const urls = await mail.urls(this.#s, context, passwordToken);
      secrets = urls.flatMap((each) => each.split('#')[1] ?? []);
      const secret = mail.list === undefined || !recipient ? null : await this.#mailSecret(row, recipient);
      if (secret !== null) secrets.push(secret);
      const stop = secret === null ? null : stopUrl(this.#s.config, secret);
      const letter = composeMail(context, urls, stop);
      if (!letter || !recipient) throw new MailError('refused', 'subject-gone');
      const logo = await this.#logo(context.company);
      const host = new URL(this.#s.config.url).hostname;
      const thread = mail.thread?.(context);
      await this.#transport.send({
        messageId: `<${row.id}@${host}>`,
        from: { name: company.name, replyTo: company.email || null },
        to: { name: recipient.name, email: recipient.email },
        subject: letter.subject,
        text: renderText(letter),
        html: renderHtml(letter, logo),
        picture: logo && { cid: logo.cid, content: logo.content },
        thread: thread && `<${thread}@${host}>`,
        headers: stop === null ? {} : listHeaders(`${mail.list}.${row.companyId}.${host}`, stop),
      });
      this.#downUntil = 0;
      return null;
    } catch (error) {
      if (!(error instanceof MailError)) {
        // A mistake of ours, which may hold for this mail alone: it pauses as any other, and is seen to fail.
        this.#s.log.error({ mail: row.id, err: storeError(error) }, 'a mail could not be made');
        return new MailError('later', 'internal');
      }
      if (error.reason !== 'down') this.#downUntil = 0;
      // A server may repeat what it refuses: the address in the mail must not come to lie in the database by that way.
      return new MailError(error.reason, oneLine(masked(error.message, secrets), 300));
    }
  }

  /** As it is now; null where there is none, or another has just taken its place. */
  async #logo({ id: companyId, logo: { light } }: CompanyRow): Promise<(Logo & { content: Buffer }) | null> {
    const { read, t } = this.#s.store;
    if (!light) return null;
    const [row] = await read
      .select({ content: t.logos.content })
      .from(t.logos)
      .where(isRow(t.logos, companyId, light.id));
    return row ? { ...light, cid: `logo@${companyId}`, content: Buffer.from(row.content, 'base64') } : null;
  }

  /** Kept before it leaves, so that it opens from its first moment. */
  async #mailSecret({ companyId, recipient: principal }: MailRow, { email, secretHash }: Recipient): Promise<string> {
    const person = { companyId, principal } as Person;
    const secret = mailSecret(this.#s.sealer, person, email);
    if (secretHash !== hashSecret(secret)) await this.#s.store.transaction((tx) => keepMailSecret(tx, person, secret));
    return secret;
  }

  #in(millis: number): string {
    return new Date(this.#clock.now() + millis).toISOString();
  }
}

const nameOf = ({ companyId, id }: MailRow): string => `${companyId} ${id}`;

const masked = (message: string, secrets: readonly string[]): string =>
  secrets.reduce((text, secret) => text.replaceAll(secret, mask), message);

/**
 * A list is a company's mails of one kind. Programs stop it by a POST of this body, without a session (RFC 8058). There is no
 * `mailto:` beside it: nothing reads a mailbox yet, and nobody would be let go by writing to one.
 */
const listHeaders = (id: string, stop: string) => ({
  'List-Id': `<${id}>`,
  'List-Unsubscribe': `<${stop}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** Why a mail must not leave any more, though it waited to; null when it may. */
function obstacleOf(context: MailContext): string | null {
  const { mail, recipient } = context;
  if (!recipient || recipient.gone) return 'recipient-gone';
  if (!isAddress(recipient.email)) return 'no-address';
  if (mail.list !== undefined && recipient[mail.list] === 'none') return 'unsubscribed';
  return mail.obstacle(context, recipient);
}
