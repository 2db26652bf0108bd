/** What was just done, said for a while, and the way to take it back. */
import { html, nothing } from 'lit';
import type { words as french } from './desk.fr.ts';
import type { ParvisElement } from '../shared/element.ts';
import type { Words } from '../shared/locale.ts';

const hovers = matchMedia('(hover: hover)');
/** How long it is said, and can be undone. */
const sayTime = 8000;

interface Said {
  text: string;
  undo?: (() => Promise<void>) | undefined;
}

export class Toast {
  readonly #host: ParvisElement;
  readonly #failed: (error: unknown) => void;
  readonly #words: Words<typeof french>;
  #said: Said | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `failed` hears of what could not be taken back. */
  constructor(host: ParvisElement, words: Words<typeof french>, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    this.#words = words;
  }
  get canUndo() {
    return Boolean(this.#said?.undo);
  }
  say(text: string, undo?: () => Promise<void>) {
    this.#show({ text, undo });
    this.#host.announce(text);
    this.#endLater();
  }
  end() {
    this.#show(undefined);
  }
  readonly undo = async () => {
    const undo = this.#said?.undo;
    this.end();
    try {
      await undo?.();
      this.say(this.#words.now.undone);
    } catch (error) {
      this.say(this.#host.sentence(error));
      this.#failed(error);
    }
  };
  #show(said: Said | undefined) {
    this.#said = said;
    this.#host.requestUpdate();
  }
  #endLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Who is on their way to it needs no hurry. A finger leaves its hover behind where it last pressed.
      const held = hovers.matches ? ':is(:hover, :focus-within)' : ':focus-within';
      if (this.#host.renderRoot.querySelector(`.toast${held}`)) this.#endLater();
      else this.end();
    }, sayTime);
  }

  draw() {
    if (!this.#said) return nothing;
    const { text, undo } = this.#said;
    return html`<div class="toast">
      <span>${text}</span>
      ${undo ? html`<button @click=${this.undo}>${this.#words.now.undo}</button>` : nothing}
    </div>`;
  }
}
