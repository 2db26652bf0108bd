/** Mails that have not reached a customer, said where whoever is on the telephone with them looks. */
import type { Customer, OutboxMail } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { span } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { concernsMail } from '../outbox/mail-sheet.ts';
import { reasonOf } from '../outbox/state.ts';
import { isGivenUp } from '../outbox/undelivered.ts';
import { outboxWords } from '../outbox/words.ts';
import { Reading } from '../reading.ts';
import { sheetStyles } from '../sheet.ts';

/** How many of their latest mails are looked at. */
const latest = 20;

/** Of each address the latest mail (they come newest first), where the mail server refused it; what was sent since tells that all is well again. */
export function undeliveredAmong(mails: readonly OutboxMail[]): OutboxMail[] {
  return mails.filter(
    (mail, n) =>
      mails.findIndex(({ to }) => to === mail.to) === n &&
      mail.status !== 'sent' &&
      mail.lastError !== null &&
      !isGivenUp(mail.lastError),
  );
}

/** `<parvis-desk-undelivered>` */
export class Undelivered extends DeskElement {
  static override styles = [
    sheetStyles,
    css`
      .row > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = { customer: { attribute: false } };
  declare customer: Customer;
  readonly #words = new Words(this, outboxWords);
  readonly #mails = new Reading<OutboxMail[]>(this, {
    read: async () => {
      const { items } = await this.desk.client.outbox.list({ customerId: this.customer.id, limit: latest }).page();
      return undeliveredAmong(items);
    },
    of: () => this.customer.id,
    concerns: concernsMail,
  });
  readonly #form = new Form(this, { read: this.#mails.load, refusals: () => this.#words.now.refusals });

  protected override content(): unknown {
    // Nothing is said of mails that cannot be read: the sheet is about the customer.
    return html`${this.#mails.value?.map((mail) => this.#line(mail)) ?? nothing} ${this.#form.problem()}`;
  }
  #line(mail: OutboxMail) {
    const w = this.#words.now;
    const when = span(this.calendar, mail.createdAt, null);
    return html`<p class="notice row">
      <span
        ><strong>${w.undelivered(mail.to, when)}</strong> ${reasonOf(mail, w) ?? mail.lastError}
        ${this.linkTo(w.read, { section: 'outbox', id: mail.id })}</span
      >
      <button aria-disabled=${this.#form.busy} @click=${() => this.#retry(mail)}>${w.retry}</button>
    </p>`;
  }
  #retry({ id }: OutboxMail) {
    return this.#form.act(() => this.desk.client.outbox.send(id), undefined, this.#words.now.retried);
  }
}
