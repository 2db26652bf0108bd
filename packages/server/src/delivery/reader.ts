/**
 * Reads the journal and fills the outbox. How far it has come is kept in the same transaction as what it wrote: whatever
 * happens in between, an entry makes its mails once.
 */
import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { idOf } from '../ids.ts';
import { append } from '../journal/append.ts';
import type { Entry } from '../journal/journal.ts';
import { lockPosition, writePosition } from '../journal/reader-position.ts';
import { one, rows, run, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { addToWaiting, leavesAt } from './coalesce.ts';
import type { DeliveryServices } from './mail.ts';
import { MailTriggers } from './triggers.ts';
import { mailAudience } from './delivery.audience.ts';

const reader = 'mail';
const batch = 200;
/** So many entries that make no mail are passed over before that is written down. */
const unwritten = 1000;

export class MailReader {
  readonly #store: Store;
  readonly #triggers: MailTriggers;
  /** Companies to read on, and where each stood when that was last written. */
  readonly #due = new Set<string>();
  readonly #written = new Map<string, number>();

  constructor({ store, features }: Pick<DeliveryServices, 'store' | 'features'>) {
    this.#store = store;
    this.#triggers = new MailTriggers(features.mails);
  }

  /** Takes note of new entries; answers whether there is something to read. */
  hear(companyId: string, entries: readonly Entry[]): boolean {
    const isDue = entries.some((entry) => this.#triggers.mayMail(entry)) || this.#isFarBehind(companyId, entries);
    if (isDue) this.#due.add(companyId);
    return isDue;
  }

  /**
   * What came while nobody was reading. Also where the reader is ahead of the journal, which then is not the one that it
   * read: entries that take its numbers are new.
   */
  async findBehind(): Promise<void> {
    this.#written.clear();
    const { read, t } = this.#store;
    const behind = await read
      .select({ id: t.companies.id })
      .from(t.companies)
      .leftJoin(
        t.journalReaders,
        and(eq(t.journalReaders.companyId, t.companies.id), eq(t.journalReaders.reader, reader)),
      )
      .where(or(isNull(t.journalReaders.position), ne(t.journalReaders.position, t.companies.journalPosition)));
    for (const { id } of behind) this.#due.add(id);
  }

  /** Reads all that is due. */
  async readOn(stopping: AbortSignal): Promise<void> {
    for (const companyId of this.#due) {
      for (let more = true; more && !stopping.aborted;) {
        // What comes during the reading is due again.
        this.#due.delete(companyId);
        try {
          const step = await this.#store.transaction((tx) => readStep(tx, this.#triggers, companyId));
          this.#written.set(companyId, step.position);
          more = step.entries === batch;
        } catch (error) {
          this.#due.add(companyId);
          throw error;
        }
      }
    }
  }

  #isFarBehind(companyId: string, entries: readonly Entry[]): boolean {
    const written = this.#written.get(companyId) ?? 0;
    return (entries.at(-1)?.position ?? 0) - written > unwritten;
  }
}

/** Everything so far makes no mail: for a company that is filled with what happened before. */
export function* skipMail(tx: Tx, companyId: string): Work<void> {
  const head = yield* headOf(tx, companyId);
  yield* lockPosition(tx, companyId, reader);
  yield* writePosition(tx, companyId, reader, head);
}

function* headOf(tx: Tx, companyId: string): Work<number> {
  const { companies } = tx.t;
  const company = yield* one(
    tx.select({ position: companies.journalPosition }).from(companies).where(eq(companies.id, companyId)),
  );
  return company?.position ?? 0;
}

function* readStep(tx: Tx, triggers: MailTriggers, companyId: string): Work<{ position: number; entries: number }> {
  const { journal } = tx.t;
  let position = yield* lockPosition(tx, companyId, reader);
  const entries = yield* rows(
    tx
      .select()
      .from(journal)
      .where(and(eq(journal.companyId, companyId), gt(journal.position, position)))
      .orderBy(asc(journal.position))
      .limit(batch),
  );
  for (const entry of entries) {
    yield* putInOutbox(tx, triggers, entry);
    position = entry.position;
  }
  // Read while the reader is held: nobody has moved it on since.
  if (entries.length === 0) position = Math.min(position, yield* headOf(tx, companyId));
  yield* writePosition(tx, companyId, reader, position);
  return { position, entries: entries.length };
}

function* putInOutbox(tx: Tx, triggers: MailTriggers, entry: Entry): Work<void> {
  const { outbox } = tx.t;
  const { companyId, position } = entry;
  for (const mail of yield* triggers.mailsOf(tx, entry)) {
    const { gathered = [], coalesces, ...about } = mail;
    const to = { companyId, ...about };
    const count = 1 + gathered.length;
    const waiting = coalesces ? yield* addToWaiting(tx, coalesces, to, mail.subjectId) : null;
    if (waiting !== null) {
      yield* append(tx, {
        companyId,
        kind: 'mail.changed',
        actor: 'system',
        subject: { type: 'mail', id: waiting },
        audience: mailAudience(mail),
      });
      continue;
    }
    // Of the entry and the person: where the database lost that this mail was made, and it has left, it leaves again under
    // the same Message-ID.
    const id = idOf(entry.at, [companyId, position, entry.kind, entry.subjectId, mail.recipient].join(' '));
    const createdAt = now();
    const nextAttemptAt = coalesces ? yield* leavesAt(tx, coalesces, to) : createdAt;
    yield* run(tx.insert(outbox).values({ id, position, ...to, gathered, count, createdAt, nextAttemptAt }));
    yield* append(tx, {
      companyId,
      kind: 'mail.created',
      actor: 'system',
      subject: { type: 'mail', id },
      audience: mailAudience(mail),
    });
  }
}
