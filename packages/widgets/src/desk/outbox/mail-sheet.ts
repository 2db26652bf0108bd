/** One mail, readable with its secret address masked. */
import type { Change, ErrorCode, OutboxMail } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { Editing } from '../editing.ts';
import { Reading } from '../reading.ts';
import { facts, skeleton } from '../sheet.ts';
import { splitStyles } from '../split.styles.ts';
import { stateOf } from './state.ts';
import { Words } from '../../shared/locale.ts';
import type { Sentences } from '../../shared/sentences.ts';
import { outboxWords } from './words.ts';

/** An address that is none may be put right; whatever else kept a mail from leaving stays so, and a new one is asked for. */
const lasting = ['replaced', 'recipient-gone', 'link-ended', 'already-active', 'not-active', 'subject-gone'];
const isLasting = (reason: string | null) => reason !== null && lasting.includes(reason);

/** `<parvis-desk-mail>` */
export class MailSheet extends Editing {
  static override styles = [
    Editing.styles,
    splitStyles,
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
  readonly #mail = new Reading(this, () => this.desk.client.outbox.get(this.open!));

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (!changed.has('open')) return;
    this.fieldErrors = {};
    this.#mail.clear();
    void this.read();
  }
  protected override read() {
    return this.#mail.load();
  }
  protected override concerns({ subject }: Change) {
    return ['mail', 'link', 'member'].includes(subject.type);
  }
  override sentence(error: unknown): string {
    return (this.#words.now.refusals as Sentences)[(error as { code?: ErrorCode }).code!] ?? super.sentence(error);
  }
  protected override onChange() {
    void this.read();
  }
  protected override content() {
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
        lastError ? [lastError in w.reasons ? w.unsent : w.lastError, w.reasons[lastError] ?? lastError] : ['', null],
      )}
      ${
        mail.status === 'sent' || (mail.status === 'failed' && isLasting(lastError))
          ? nothing
          : html`<div><button aria-disabled=${this.busy} @click=${() => this.#retry(mail)}>${w.retry}</button></div>`
      }
      ${this.problem()}
      <p class="text">${mail.text}</p>
    </article>`;
  }
  #retry({ id }: OutboxMail) {
    return this.act(() => this.desk.client.outbox.send(id), undefined, this.#words.now.retried);
  }
}
