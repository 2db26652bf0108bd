/** The outbox: every mail that left, waits or failed, the open one beside the list. */
import type { OutboxMail } from '@parvis/sdk';
import { css, html } from 'lit';
import { define } from '../../shared/define.ts';
import { DeskElement } from '../element.ts';
import { ListDetail, listStyles } from '../list-detail.ts';
import type { Lists } from '../lists.ts';
import { concernsMail, MailSheet } from './mail-sheet.ts';
import { stateOf } from './state.ts';
import { Words } from '../../shared/locale.ts';
import { outboxWords } from './words.ts';

define('parvis-desk-mail', MailSheet);

const all = { q: '', status: '' as OutboxMail['status'] | '' };

/** `<parvis-desk-outbox>` */
export class DeskOutbox extends DeskElement implements Lists<OutboxMail, typeof all> {
  static override styles = [
    listStyles,
    css`
      .failed {
        color: var(--danger);
      }
    `,
  ];
  readonly #words = new Words(this, outboxWords);
  readonly defaults = all;
  readonly concerns = concernsMail;
  readonly #list: ListDetail<OutboxMail, typeof all> = new ListDetail(this);

  override onDeskKey(key: string) {
    return this.#list.onKey(key);
  }
  protected override content(): unknown {
    return this.#list.draw();
  }
  normalized({ q, status }: typeof all): typeof all {
    return { q, status: Object.hasOwn(this.#words.now.statuses, status) ? status : '' };
  }
  items() {
    const { q, status } = this.#list.chosen;
    return this.desk.client.outbox.list({ q: q || undefined, status: status || undefined, limit: 100 });
  }
  texts() {
    const w = this.#words.now;
    const { q, status } = this.#list.chosen;
    return { search: w.search, empty: q ? w.noneFound : status ? w.noMatch : w.empty };
  }
  tools() {
    const w = this.#words.now;
    const statuses = [['', w.all] as const, ...Object.entries(w.statuses)];
    return this.#list.filter(w.status, statuses, this.#list.chosen.status, (status) =>
      this.#list.choose({ status: status as typeof all.status }),
    );
  }
  row(mail: OutboxMail) {
    const w = this.#words.now;
    return html`<strong>${mail.subject}</strong>
      <span class="small quiet">${w.kinds[mail.kind]} · ${mail.to}</span>
      <span class="small ${mail.status}">${stateOf(mail, this.calendar, w)}</span>`;
  }
  sheet() {
    return html`<parvis-desk-mail .desk=${this.desk} .open=${this.open}></parvis-desk-mail>`;
  }
}

export { DeskOutbox as element };
