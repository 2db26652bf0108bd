/** Mail, beside the requests: the journal fills the outbox, the outbox is sent. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { startWorker, type Worker } from '../worker.ts';
import { systemClock } from '../time.ts';
import type { DeliveryServices } from './mail.ts';
import { MailReader } from './reader.ts';
import { Sender } from './sender.ts';
import { openTransport, type MailTransport } from './transport.ts';

/** How often pauses are looked at for being over, and the journal for what another server did not come to. */
const every = 5_000;

/** How long a stop waits for the mails that are on their way. */
const patience = 5_000;

/** Without a mail server the outbox fills, and waits. */
export function startDelivery(s: DeliveryServices, transport = transportOf(s.config), clock = systemClock): Worker {
  const sender = transport && new Sender(s, transport, clock, () => worker.wake());
  const reader = new MailReader(s);
  let caughtUp = false;
  const worker: Worker = startWorker(s.log, 'mail', every, async (stopping) => {
    if (!caughtUp) {
      // Before the look: the journal may begin anew during it.
      caughtUp = true;
      try {
        await reader.findBehind();
      } catch (error) {
        caughtUp = false;
        throw error;
      }
    }
    try {
      await reader.readOn(stopping);
    } finally {
      // What is written already leaves, whatever keeps the reader from reading on.
      await sender?.sendDue(stopping);
    }
  });
  const unfollow = s.journal.follow(
    (companyId, entries) => {
      const isAskedFor = entries.some(({ kind }) => kind === 'mail.retried');
      if (isAskedFor) sender?.tryAgain();
      if (reader.hear(companyId, entries) || isAskedFor) worker.wake();
    },
    () => {
      caughtUp = false;
      worker.wake();
    },
  );
  return {
    wake: worker.wake,
    async stop() {
      unfollow();
      // A mail that is on its way longer than that leaves again, under its Message-ID, after the next start.
      await Promise.race([worker.stop().then(() => sender?.ended()), pause(patience, undefined, { ref: false })]);
      sender?.close();
    },
  };
}

const transportOf = (config: Config): MailTransport | null =>
  config.smtpUrl === null ? null : openTransport(config.smtpUrl, config);
