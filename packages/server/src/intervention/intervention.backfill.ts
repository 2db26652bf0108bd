/**
 * What a change elsewhere asks of very many interventions is done in batches outside of any request: others write, and are
 * answered, in between. What is still to be done stands in the database, so a restart loses nothing.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { eq, inArray } from 'drizzle-orm';
import { lockRow } from '../edit.ts';
import { fieldsOf } from '../work/field.list.ts';
import { append } from '../journal/append.ts';
import { startWorker, type Worker } from '../worker.ts';
import type { Services } from '../services.ts';
import { one, type Schema, type Tx, type Work } from '../store/store.ts';
import { atOnce, endBackfill, takeBatch } from '../work/intervention.batch.ts';
import { unmarkAmong } from './intervention.incomplete.ts';
import { reindexAmong } from '../work/intervention.search.ts';
import { everybody } from '../access/audience.ts';

type Backfill = Schema['backfills']['$inferSelect'];

/** Of these changes some leave work. */
const beginners = new Set([
  'company.changed',
  'contact.changed',
  'contact.created',
  'contact.removed',
  'customer.changed',
  'field.changed',
  'site.changed',
]);

export function startBackfills(s: Services): Worker {
  const worker = startWorker(s.log, 'backfill', 60_000, (stopping) => backfill(s, stopping));
  const unfollow = s.journal.follow((_companyId, entries) => {
    if (entries.some(({ kind }) => beginners.has(kind))) worker.wake();
  }, worker.wake);
  return {
    wake: worker.wake,
    async stop() {
      unfollow();
      await worker.stop();
    },
  };
}

/** Does all that is to be done, of each change a batch in turn. One that fails is told in the end and waits for the next time. */
export async function backfill(s: Services, stopping?: AbortSignal): Promise<void> {
  const { read, t } = s.store;
  const failed = new Map<string, unknown>();
  const nameOf = ({ companyId, kind, subject }: Backfill) => `${companyId} ${kind} ${subject}`;
  for (;;) {
    const open = (await read.select().from(t.backfills)).filter((each) => !failed.has(nameOf(each)));
    if (open.length === 0) break;
    for (const each of open) {
      if (stopping?.aborted) return;
      await s.store.transaction((tx) => step(tx, each)).catch((error: unknown) => failed.set(nameOf(each), error));
      await breathe();
    }
  }
  for (const error of failed.values()) throw error;
}

/** The next batch. Of several servers each takes another: whose turn it is, and what names are now, is read when it is held. */
function* step(tx: Tx, taken: Backfill): Work<void> {
  const { companies } = tx.t;
  const { companyId, kind, subject } = taken;
  // What a name is written from must not change meanwhile; who renames holds the company before the backfill, too.
  if (kind !== 'field') yield* lockRow(tx, 'companies', companyId);
  const position = yield* takeBatch(tx, taken);
  if (position === null) return;
  const numbers = Array.from({ length: atOnce }, (_, n) => position - n);
  const among = inArray(tx.t.interventions.number, numbers);
  if (kind === 'field') yield* unmarkAmong(tx, companyId, yield* fieldsOf(tx, companyId), among);
  else yield* reindexAmong(tx, companyId, { kind, subject }, among);

  const company = yield* one(
    tx.select({ last: companies.interventionNumber }).from(companies).where(eq(companies.id, companyId)),
  );
  if (company && position < company.last) return;
  yield* endBackfill(tx, taken);
  if (kind !== 'field') return;
  // Open screens read again what the first entry came too early for.
  yield* append(tx, {
    companyId,
    kind: 'field.changed',
    actor: 'system',
    subject: { type: 'field', id: subject },
    audience: everybody,
    fields: ['incomplete'],
  });
}
