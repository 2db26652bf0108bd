/**
 * What was just done, said for a while, and the way to take it back. What nobody outside may hear of before it could be taken back is
 * done only then: when the while is over, something else is done, or the page is left.
 */
import { html, nothing, type ReactiveController } from 'lit';
import type { words as french } from './desk.fr.ts';
import type { ParvisElement } from '../shared/element.ts';
import type { Words } from '../shared/locale.ts';

const hovers = matchMedia('(hover: hover)');
/** How long it is said, and can be undone. */
const sayTime = 8000;

/** What is done once it can be taken back no longer. */
export interface Deferred {
  /** Id of what it is done to. */
  of: string;
  work: () => Promise<unknown>;
}

interface Said {
  text: string;
  undo?: (() => Promise<void>) | undefined;
  deferred?: Deferred | undefined;
}

export class Toast implements ReactiveController {
  readonly #host: ParvisElement;
  readonly #failed: (error: unknown) => void;
  readonly #words: Words<typeof french>;
  #said: Said | undefined;
  /** Id of what is being done to what waited. */
  #doing: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `failed` hears of what could not be taken back. */
  constructor(host: ParvisElement, words: Words<typeof french>, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    this.#words = words;
    host.addController(this);
  }
  hostConnected() {
    addEventListener('pagehide', this.end);
    document.addEventListener('visibilitychange', this.#hidden);
  }
  hostDisconnected() {
    void this.end();
    removeEventListener('pagehide', this.end);
    document.removeEventListener('visibilitychange', this.#hidden);
  }
  // A telephone may end the page at any moment from here on, and says nothing.
  readonly #hidden = () => {
    if (document.visibilityState === 'hidden') void this.end();
  };
  /** Id of what something is still to be done to. */
  get waits() {
    return this.#said?.deferred?.of ?? this.#doing;
  }
  get canUndo() {
    return Boolean(this.#said?.undo);
  }
  /** Says it, and does it later unless it is taken back. */
  defer(text: string, deferred: Deferred) {
    this.#say({ text, undo: async () => {}, deferred });
  }
  say(text: string, undo?: () => Promise<void>) {
    this.#say({ text, undo });
  }
  #say(said: Said) {
    void this.end();
    this.#show(said);
    this.#host.announce(said.text);
    this.#endLater();
  }
  /** Says no more of it; resolves once what waited is done. */
  readonly end = async () => {
    const deferred = this.#said?.deferred;
    this.#doing = deferred?.of;
    this.drop();
    try {
      await deferred?.work();
    } catch (error) {
      this.#refuse(error);
    }
    if (!deferred) return;
    this.#doing = undefined;
    this.#host.requestUpdate();
  };
  /** Says no more of it, and does not do what waited. */
  drop() {
    this.#show(undefined);
  }
  readonly undo = async () => {
    const undo = this.#said?.undo;
    this.drop();
    try {
      await undo?.();
      this.say(this.#words.now.undone);
    } catch (error) {
      this.#refuse(error, undo);
    }
  };
  /** Says what went wrong. `again` can be tried again, unless somebody else has changed it since. */
  #refuse(error: unknown, again?: () => Promise<void>) {
    const isStale = (error as { code?: string }).code === 'stale';
    const why = isStale ? this.#words.now.stale : this.#host.sentence(error);
    const next = this.#said;
    if (next?.undo) {
      // What was done since neither ends its own while by this, nor is it done at once.
      this.#show({ ...next, text: `${why} ${next.text}` });
      this.#host.announce(why);
      this.#endLater();
    } else this.#say({ text: why, undo: isStale ? undefined : again });
    this.#failed(error);
  }
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
      else void this.end();
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
