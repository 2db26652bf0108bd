/** Which mails a journal entry makes, and for whom. */
import type { ChangeKind, MailKind } from '@parvis/sdk/contract';
import type { Entry } from '../journal/journal.ts';
import type { Tx, Work } from '../store/store.ts';
import type { Mail, Mails, NewMail } from './mail.ts';

/** A mail to write, and how it is declared. */
export interface Made extends NewMail {
  kind: MailKind;
  isGathered: boolean;
}

export class MailMakers {
  /** By kind of entry. */
  readonly #makers: ReadonlyMap<ChangeKind, [MailKind, Mail]>;

  constructor(mails: Mails) {
    const all = Object.entries(mails) as [MailKind, Mail][];
    this.#makers = new Map(all.flatMap(([kind, mail]) => (mail.made?.by ?? []).map((entry) => [entry, [kind, mail]])));
  }

  /** Told from the entry alone, so that a company where much happens costs its mail reader nothing. */
  mayMail(entry: Entry): boolean {
    const made = this.#makers.get(entry.kind)?.[1].made;
    return made !== undefined && (made.where?.(entry) ?? true);
  }

  *mailsOf(tx: Tx, entry: Entry): Work<Made[]> {
    const maker = this.#makers.get(entry.kind);
    if (!maker || !this.mayMail(entry)) return [];
    const [kind, { made, isGathered = false }] = maker;
    const to = made!.to(tx, entry);
    return (Array.isArray(to) ? to : yield* to).map((mail) => ({ ...mail, kind, isGathered }));
  }
}
