/** The outbox: every mail that left, waits or failed, the open one beside the list. */
import type { Change, OutboxMail } from '@parvis/sdk';
import { css, html } from 'lit';
import { define } from '../../shared/define.ts';
import { ListSection } from '../list-detail.ts';
import { MailSheet } from './mail-sheet.ts';
import { stateOf } from './state.ts';
import { Words } from '../../shared/locale.ts';
import { outboxWords } from './words.ts';

define('parvis-desk-mail', MailSheet);

type Status = OutboxMail['status'];

/** `<parvis-desk-outbox>` */
export class DeskOutbox extends ListSection<OutboxMail> {
  static override styles = [
    ListSection.styles,
    css`
      .failed {
        color: var(--danger);
      }
    `,
  ];
  static override properties = { status: { state: true } };
  declare protected status: Status | '';
  readonly #words = new Words(this, outboxWords);
  protected readonly section = 'outbox';

  constructor() {
    super();
    this.status = '';
  }

  protected get asked() {
    return { status: this.status || undefined, limit: 100 };
  }
  protected list() {
    return this.desk.client.outbox.list(this.asked);
  }
  /** What is about a mail is about the link or the member that it is for. */
  protected override concerns({ subject }: Change) {
    return ['mail', 'link', 'member'].includes(subject.type);
  }
  protected get texts() {
    const w = this.#words.now;
    return { empty: this.status ? w.noMatch : w.empty };
  }
  protected tools() {
    const w = this.#words.now;
    const statuses = [['', w.all] as const, ...Object.entries(w.statuses)];
    return this.filter(w.status, statuses, this.status, (status) => (this.status = status as Status | ''));
  }
  protected row(mail: OutboxMail) {
    const w = this.#words.now;
    return html`<strong>${mail.subject}</strong>
      <span class="small quiet">${w.kinds[mail.kind]} · ${mail.to}</span>
      <span class="small ${mail.status}">${stateOf(mail, this.calendar, w)}</span>`;
  }
  protected sheet() {
    return html`<parvis-desk-mail .desk=${this.desk} .open=${this.open}></parvis-desk-mail>`;
  }
}

export { DeskOutbox as element };
