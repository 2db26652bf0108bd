/** A form of the desk in a dialog. */
import { html, type CSSResultGroup, type PropertyDeclarations, type PropertyValues } from 'lit';
import { closeBeside, dialogStyles } from '../shared/dialog.ts';
import { Editing } from './editing.ts';

/**
 * Closed by `Escape` or a press beside it, it keeps what was typed for when it is opened again.
 * @fires {Event} close - The dialog is closed.
 * @fires {Event} done - What was typed is no longer needed: it was sent, or given up.
 */
export abstract class DeskDialog extends Editing {
  static override styles: CSSResultGroup = [Editing.styles, dialogStyles];
  static override properties: PropertyDeclarations = { shown: { attribute: false } };
  declare shown: boolean;

  /** What the dialog holds; its heading is `#title`. */
  protected abstract inside(): unknown;

  protected override content() {
    return html`<dialog aria-labelledby="title" @click=${closeBeside} @close=${this.#closed}>${this.inside()}</dialog>`;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Not there before the words are.
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || dialog.open || !this.shown) return;
    dialog.showModal();
    this.opened();
  }
  /** Called when the dialog opens: puts the keyboard where it is needed first. */
  protected opened() {}
  readonly #closed = () => {
    this.shown = false;
    this.dispatchEvent(new Event('close'));
  };
  protected readonly done = () => {
    this.desk.forgetTyping(this.renderRoot);
    this.shown = false;
    this.renderRoot.querySelector('dialog')?.close();
    this.dispatchEvent(new Event('done'));
  };
}
