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
  readonly #triggers: ReadonlyMap<ChangeKind, readonly [MailKind, Mail][]>;

  constructor(mails: Mails) {
    const all = (Object.entries(mails) as [MailKind, Mail][]).flatMap(([kind, mail]) =>
      (mail.trigger?.by ?? []).map((entry) => ({ entry, mail: [kind, mail] as [MailKind, Mail] })),
    );
    const byEntry = Map.groupBy(all, ({ entry }) => entry);
    this.#triggers = new Map([...byEntry].map(([entry, some]) => [entry, some.map((each) => each.mail)]));
  }

  /** Told from the entry alone, so that a company where much happens costs its mail reader nothing. */
  mayMail(entry: Entry): boolean {
    return this.#triggeredBy(entry).length > 0;
  }

  *mailsOf(tx: Tx, entry: Entry): Work<TriggeredMail[]> {
    const mails: TriggeredMail[] = [];
    for (const [kind, { trigger, coalesces }] of this.#triggeredBy(entry)) {
      const to = trigger!.to(tx, entry);
      for (const mail of Array.isArray(to) ? to : yield* to) mails.push({ ...mail, kind, coalesces });
    }
    return mails;
  }

  #triggeredBy(entry: Entry): readonly [MailKind, Mail][] {
    return (this.#triggers.get(entry.kind) ?? []).filter(([, { trigger }]) => trigger?.where?.(entry) ?? true);
  }
}
