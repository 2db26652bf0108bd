/** A form of the desk in a dialog. */
import { html, type ReactiveController } from 'lit';
import { closeBeside, dialogStyles } from '../shared/dialog.ts';
import { DeskElement } from './element.ts';
import { formStyles } from './fields.ts';

/**
 * Closed by `Escape` or a press beside it, it keeps what was typed for when it is opened again.
 * @fires {Event} close - The dialog is closed.
 * @fires {Event} done - What was typed is no longer needed: it was sent, or given up.
 */
export interface DialogElement extends DeskElement {
  /** Whether it is open. */
  shown: boolean;
}

export const formDialogStyles = [DeskElement.styles, formStyles, dialogStyles];

export class Dialog implements ReactiveController {
  readonly #host: DialogElement;
  readonly #opened: () => void;

  /** `opened` puts the keyboard where it is needed first. */
  constructor(host: DialogElement, opened: () => void) {
    this.#host = host;
    this.#opened = opened;
    host.addController(this);
  }
  hostUpdated() {
    // Not there before the words are.
    const dialog = this.#dialog;
    if (!dialog || dialog.open || !this.#host.shown) return;
    dialog.showModal();
    this.#opened();
  }
  /** `inside` is what it holds; its heading is `#title`. */
  draw(inside: unknown) {
    return html`<dialog aria-labelledby="title" @click=${closeBeside} @close=${this.#closed}>${inside}</dialog>`;
  }
  get #dialog() {
    return this.#host.renderRoot.querySelector('dialog');
  }
  /** Told a moment later, when it may be open again, or another in its place. */
  readonly #closed = ({ target }: Event) => {
    const { isConnected, open } = target as HTMLDialogElement;
    if (!isConnected || open) return;
    this.#host.shown = false;
    this.#host.dispatchEvent(new Event('close'));
  };
  /** What was typed waits for it to be opened again. */
  readonly close = () => {
    this.#host.shown = false;
    this.#dialog?.close();
  };
  readonly done = () => {
    const host = this.#host;
    host.desk.forgetTyping(host.renderRoot);
    host.shown = false;
    this.#dialog?.close();
    host.dispatchEvent(new Event('done'));
  };
}

/** Of an element that opens one: it is made when it is first opened, and stays as long as something may be typed in it. */
export class DialogOpener {
  readonly #host: DeskElement;
  /** Undefined: not there; false: closed with something typed in it. */
  #shown: boolean | undefined;

  constructor(host: DeskElement) {
    this.#host = host;
  }
  get shown() {
    return this.#shown;
  }
  set shown(shown) {
    this.#shown = shown;
    this.#host.requestUpdate();
  }
  readonly open = () => (this.shown = true);
  readonly closed = () => (this.shown &&= false);
  readonly done = () => (this.shown = undefined);
}
