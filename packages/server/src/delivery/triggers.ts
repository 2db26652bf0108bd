/** Which mails a journal entry makes, and for whom. */
import type { ChangeKind, MailKind } from '@parvis/sdk/contract';
import type { Entry } from '../journal/journal.ts';
import type { Tx, Work } from '../store/store.ts';
import type { Coalescing } from './coalesce.ts';
import type { Mail, Mails, NewMail } from './mail.ts';

/** A mail to write, and how it is declared. */
export interface TriggeredMail extends NewMail {
  kind: MailKind;
  coalesces: Coalescing | undefined;
}

export class MailTriggers {
  /** By kind of entry. */
  readonly #triggers: ReadonlyMap<ChangeKind, [MailKind, Mail]>;

  constructor(mails: Mails) {
    const all = Object.entries(mails) as [MailKind, Mail][];
    this.#triggers = new Map(
      all.flatMap(([kind, mail]) => (mail.trigger?.by ?? []).map((entry) => [entry, [kind, mail]])),
    );
  }

  /** Told from the entry alone, so that a company where much happens costs its mail reader nothing. */
  mayMail(entry: Entry): boolean {
    const trigger = this.#triggers.get(entry.kind)?.[1].trigger;
    return trigger !== undefined && (trigger.where?.(entry) ?? true);
  }

  *mailsOf(tx: Tx, entry: Entry): Work<TriggeredMail[]> {
    const found = this.#triggers.get(entry.kind);
    if (!found || !this.mayMail(entry)) return [];
    const [kind, { trigger, coalesces }] = found;
    const to = trigger!.to(tx, entry);
    return (Array.isArray(to) ? to : yield* to).map((mail) => ({ ...mail, kind, coalesces }));
  }
}
