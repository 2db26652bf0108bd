/** « Un empêchement ? »: the customer calls, or writes when they could instead. Loaded when it is pressed. */
import type { ParvisError, Portal } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import cross from 'lucide/dist/esm/icons/x.mjs';
import { closeStyles } from '../shared/close.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { dialogStyles } from '../shared/dialog.ts';
import { describedBy, field } from '../shared/field.ts';
import { icon } from '../shared/icon.ts';
import { words as english } from './reschedule.en.ts';
import { words as french } from './reschedule.fr.ts';

export const mostWished = 1000;

/** `<parvis-reschedule>`: a part of the portal. */
export class Reschedule extends CustomerElement {
  static override styles = [
    CustomerElement.styles,
    dialogStyles,
    closeStyles,
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

  get #dialog() {
    return this.renderRoot.querySelector('dialog');
  }
  /** What was typed before and not sent is there still. */
  async open() {
    this.isSent = false;
    this.wrong = undefined;
    await this.updateComplete;
    this.#dialog?.showModal();
    this.renderRoot.querySelector('textarea')?.focus();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    // What was written of one appointment is not said of another.
    if (changed.has('interventionId')) this.#field?.form?.reset();
  }
  get #field() {
    return this.renderRoot.querySelector('textarea');
  }

  protected override view(portal: Portal | undefined) {
    const w = this.language === 'fr' ? french : english;
    if (!portal) return nothing;
    const { phone } = portal.company;
    const options = { name: 'wish', label: w.when, hint: w.hint, wrong: this.wrong };
    const close = () => this.#dialog?.close();
    return html`<dialog aria-labelledby="title">
      <button type="button" class="icon close" aria-label=${this.common.close} @click=${close}>${icon(cross)}</button>
      <div class="stack" ?hidden=${!this.isSent} role="status">
        <h2 id=${this.isSent ? 'title' : nothing} tabindex="-1">${w.sentTitle}</h2>
        <p>${w.sent}</p>
        <div class="row acts"><button class="primary" @click=${close}>${w.done}</button></div>
      </div>
      <form class="stack" novalidate ?hidden=${!!this.isSent} @submit=${this.#send}>
        <h2 id=${this.isSent ? nothing : 'title'}>${w.title}</h2>
        ${
          phone
            ? html`<p>${w.callUs}</p>
                <a class="button call" href="tel:${phone.replaceAll(/\s/g, '')}">${phone}</a>`
            : nothing
        }
        ${field(
          options,
          html`<textarea
            id="wish"
            name="wish"
            rows="3"
            maxlength=${mostWished}
            required
            aria-invalid=${!!this.wrong}
            aria-describedby=${describedBy(options)}
          ></textarea>`,
        )}
        <div class="row acts">
          <button class="primary" aria-disabled=${!!this.busy}>${this.busy ? w.sending : w.send}</button>
        </div>
      </form>
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
    const w = this.language === 'fr' ? french : english;
    const wish = text.value.trim();
    this.wrong = wish ? undefined : w.missing;
    if (!wish) return text.focus();
    this.busy = true;
    try {
      await client.call('POST /interventions/:interventionId/reschedule-requests', id, { wish });
      text.value = '';
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
