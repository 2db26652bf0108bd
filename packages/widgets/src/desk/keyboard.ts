/** The keyboard is never left nowhere: when what it was on is gone, what stands nearest takes it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const pressable = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary';

export class Keyboard implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #resting: string | undefined;
  /** What has the focus before the host is drawn, and what is around it. */
  #held: HTMLElement[] = [];

  /** `resting` is where the keyboard waits when what it was on was of the whole screen. */
  constructor(host: ReactiveControllerHost & HTMLElement, resting?: string) {
    this.#host = host;
    this.#resting = resting;
    host.addController(this);
  }
  hostUpdate() {
    this.#held = [];
    const held = this.#host.shadowRoot?.activeElement;
    for (let at = held; at instanceof HTMLElement; at = at.parentElement) this.#held.push(at);
  }
  hostUpdated() {
    const [held, ...around] = this.#held;
    // Later: who took it away most often puts the keyboard somewhere.
    if (held && isGone(held)) setTimeout(() => this.#hand(held, around));
  }
  #hand(held: HTMLElement, around: HTMLElement[]) {
    const isFree = isNowhere() || this.#host.shadowRoot?.activeElement === held;
    if (!isFree || !isGone(held) || !this.#host.isConnected) return;
    const nearest = around.find(isSeen);
    if (!nearest) return;
    const resting = this.#resting ? nearest.querySelector<HTMLElement>(this.#resting) : null;
    const next = [...nearest.querySelectorAll<HTMLElement>(pressable)].find(isSeen);
    if (resting || !next) rest(resting ?? nearest);
    else next.focus();
  }
  /** Puts the keyboard where it waits, if it is nowhere. */
  rest() {
    const resting = this.#resting && this.#host.shadowRoot?.querySelector<HTMLElement>(this.#resting);
    if (resting && isNowhere()) rest(resting);
  }
}

/** Nothing there can be pressed: the place itself takes the keyboard, for the reader to go on from. */
function rest(place: HTMLElement) {
  place.tabIndex = -1;
  place.focus();
}
const isNowhere = () => !document.activeElement || document.activeElement === document.body;
const isGone = (held: HTMLElement) => held.matches(':disabled') || !isSeen(held);
/** Takes room on the page; `checkVisibility` is not in Safari before 17.4. */
export const isSeen = (element: Element | null) => element?.getClientRects()[0];
