/** The portal exactly as a contact sees it, to read only. */
import type { Contact } from '@parvis/sdk';
import { css, html, type PropertyValues } from 'lit';
import { dialogStyles } from '../../shared/dialog.ts';
import { ParvisElement } from '../../shared/element.ts';
import { DeskElement } from '../element.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';

/**
 * `<parvis-desk-preview>`
 * @fires {Event} close - The preview is closed.
 */
export class Preview extends DeskElement {
  static override styles = [
    DeskElement.styles,
    dialogStyles,
    css`
      dialog {
        --width: 64em;
        height: calc(100dvh - 48px);
      }
      .head {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: calc(3 * var(--u));
        padding-bottom: calc(4 * var(--u));
        margin-bottom: calc(4 * var(--u));
        border-bottom: 1px solid var(--line);
      }
    `,
  ];
  static override properties = { contact: { attribute: false }, missing: { state: true } };
  declare contact: Contact;
  /** The portal's file did not come, or is of another version: no network, or a server that was renewed meanwhile. */
  declare protected missing: boolean | undefined;
  readonly #words = new Words(this, customersWords);
  readonly #getSession = () => this.desk.client.session.preview(this.contact.id);

  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    void this.#fetch();
    this.renderRoot.querySelector('dialog')?.showModal();
  }
  async #fetch() {
    try {
      await import('../../define/portal.ts');
      // What came of another version shares nothing with this one, neither looks nor session.
      if (!(customElements.get('parvis-portal')?.prototype instanceof ParvisElement)) throw new TypeError();
    } catch (error) {
      this.missing = true;
      this.report(error);
    }
  }
  protected override content(): unknown {
    const w = this.#words.now;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('close'))}>
      <div class="head">
        <h2 id="title">${w.previewOf(this.contact.name)}</h2>
        <form method="dialog"><button>${this.common.close}</button></form>
      </div>
      ${
        this.missing
          ? html`<div class="notice bad stack" role="alert">
              <p>${this.sentence({ code: navigator.onLine ? 'other' : 'offline' })}</p>
              <div><button @click=${() => location.reload()}>${this.common.retry}</button></div>
            </div>`
          : html`<parvis-portal api=${this.connection?.api ?? ''} .getSession=${this.#getSession}></parvis-portal>`
      }
    </dialog>`;
  }
}
