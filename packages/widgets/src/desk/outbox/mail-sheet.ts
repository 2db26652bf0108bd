/** One mail, readable with its secret address masked. */
import type { Change, OutboxMail } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { Reading } from '../reading.ts';
import { skeleton, sheetStyles } from '../sheet.ts';
import { facts } from '../../shared/facts.ts';
import { reasonOf, stateOf } from './state.ts';
import { isGivenUp } from './undelivered.ts';
import { Words } from '../../shared/locale.ts';
import { outboxWords } from './words.ts';

/** What is about a mail is about the link or the member that it is for. */
export const concernsMail = ({ subject }: Change) => ['mail', 'link', 'member'].includes(subject.type);

/** `<parvis-desk-mail>` */
export class MailSheet extends DeskElement {
  static override styles = [
    sheetStyles,
    css`
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        padding-top: calc(4 * var(--u));
        border-top: 1px solid var(--line);
      }
    `,
  ];
  readonly #words = new Words(this, outboxWords);
  readonly #mail = new Reading(this, {
    read: () => this.desk.client.outbox.get(this.open!),
    of: () => this.open,
    turned: () => this.#form.set({ errors: {} }),
    concerns: concernsMail,
  });
  readonly #form = new Form(this, { read: this.#mail.load, refusals: () => this.#words.now.refusals });

  protected override content(): unknown {
    const w = this.#words.now;
    const { value: mail, error } = this.#mail;
    if (error) return this.failed(error, this.#mail.load);
    if (!mail) return skeleton();
    const { lastError } = mail;
    return html`<article class="stack">
      <h2>${mail.subject}</h2>
      ${facts(
        [w.to, mail.to],
        [w.status, stateOf(mail, this.calendar, w)],
        [w.unsent, reasonOf(mail, w)],
        [w.lastError, lastError && lastError in w.reasons ? null : lastError],
      )}
      ${
        mail.status === 'sent' || (mail.status === 'failed' && isGivenUp(lastError))
          ? nothing
          : html`<div>
              <button aria-disabled=${this.#form.busy} @click=${() => this.#retry(mail)}>${w.retry}</button>
            </div>`
      }
      ${this.#form.problem()}
      <p class="text">${mail.text}</p>
    </article>`;
  }
  #retry({ id }: OutboxMail) {
    return this.#form.act(() => this.desk.client.outbox.send(id), undefined, this.#words.now.retried);
  }
}
