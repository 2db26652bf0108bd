/** « Un empêchement ? »: the customer calls, or writes when they could instead. Loaded when it is pressed. */
import type { ParvisError, Portal } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { bar, barStyles } from '../shared/bar.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { dialogStyles } from '../shared/dialog.ts';
import { describedBy, field } from '../shared/field.ts';
import { unbroken } from '../shared/naming.ts';
import { Words } from '../shared/locale.ts';
import { tooLong } from '../shared/too-long.ts';
import { words as french } from './reschedule.fr.ts';

const lexicon = { fr: french, en: () => import('./reschedule.en.ts') };

/** As many as the server takes. */
const mostWished = 1000;

/** `<parvis-reschedule>`: a part of the portal. */
export class Reschedule extends CustomerElement {
  static override styles = [
    CustomerElement.styles,
    dialogStyles,
    barStyles,
    css`
      .acts {
        justify-content: end;
      }
      .call {
        justify-self: start;
      }
    `,
  ];
  static override properties = {
    interventionId: { attribute: false },
    busy: { state: true },
    wrong: { state: true },
    isSent: { state: true },
  };
  declare interventionId: string | undefined;
  declare protected busy: boolean | undefined;
  declare protected wrong: string | undefined;
  declare protected isSent: boolean | undefined;
  readonly #words = new Words(this, lexicon);

  #isOpening = false;

  get #dialog() {
    return this.renderRoot.querySelector('dialog');
  }
  get #field() {
    return this.renderRoot.querySelector('textarea');
  }
  /** What was typed before and not sent is there still. */
  open() {
    this.isSent = false;
    this.wrong = undefined;
    this.#isOpening = true;
    this.requestUpdate();
  }
  readonly close = () => this.#dialog?.close();
  /** Told a moment later, when it may be open again. */
  readonly #closed = () => this.#dialog?.open || this.dispatchEvent(new CustomEvent('close'));
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    // What was written of one appointment is not said of another.
    if (changed.has('interventionId')) this.#field?.form?.reset();
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Not before its words are there.
    if (!this.#isOpening || !this.#dialog) return;
    this.#isOpening = false;
    this.#dialog.showModal();
    this.#field?.focus();
  }

  protected override view(portal: Portal | undefined) {
    const w = this.#words.now;
    if (!portal) return nothing;
    const { phone } = portal.company;
    const options = { name: 'wish', label: w.when, hint: w.hint, wrong: this.wrong };
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      ${bar(this.isSent ? w.sentTitle : w.title, this.common.close, this.close)}
      ${
        this.isSent
          ? html`<div class="stack">
              <p>${w.sent}</p>
              <div class="row acts"><button class="primary" @click=${this.close}>${this.common.close}</button></div>
            </div>`
          : html`<form class="stack" novalidate @submit=${this.#send}>
              ${
                phone
                  ? html`<p>${w.callUs}</p>
                      <a class="button call" href="tel:${phone.replaceAll(/\s/g, '')}">${unbroken(phone)}</a>`
                  : nothing
              }
              ${field(
                options,
                html`<textarea
                  id="wish"
                  name="wish"
                  dir="auto"
                  rows="3"
                  required
                  aria-invalid=${!!this.wrong}
                  aria-describedby=${describedBy(options)}
                ></textarea>`,
              )}
              <div class="row acts">
                <button class="primary" aria-disabled=${!!this.busy}>${this.busy ? w.sending : w.send}</button>
              </div>
            </form>`
      }
    </dialog>`;
  }
  protected override waiting() {
    return nothing;
  }

  readonly #send = async (event: Event) => {
    event.preventDefault();
    const { client } = this.connection ?? {};
    const id = this.interventionId;
    const text = this.#field;
    if (this.busy || !client || !id || !text) return;
    const w = this.#words.now;
    const wish = text.value.trim();
    this.wrong = !wish ? w.missing : tooLong(this.language, wish, mostWished);
    if (this.wrong) return text.focus();
    this.busy = true;
    try {
      await client.call('POST /interventions/:interventionId/reschedule-requests', id, { wish });
      this.isSent = true;
      await this.updateComplete;
      this.renderRoot.querySelector('h2')?.focus();
    } catch (error) {
      // What was typed stays where it is.
      const tooLate = (error as ParvisError).code === 'move-not-allowed';
      this.wrong = tooLate ? w.tooLate : this.sentence(error);
      this.report(error);
    } finally {
      this.busy = false;
      this.connection?.readPortal().catch((error: unknown) => this.report(error));
    }
  };
}
