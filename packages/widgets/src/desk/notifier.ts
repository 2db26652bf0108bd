/** Notifications of the browser (Notifications API) for a member who is not looking at the desk, and has switched them on. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Of all pages of the desk that are open, one notification; a newer one takes its place. */
const tag = 'parvis-desk';

interface Told {
  /** How much waits; undefined until it was counted. */
  waiting: number | undefined;
  isOn: boolean;
  title: string;
  body: (waiting: number) => string;
}

export class Notifier implements ReactiveController {
  readonly #of: () => Told;
  readonly #pressed: () => void;
  /** How much waited when the member last looked, or was told. */
  #known: number | undefined;
  #shown: Notification | undefined;

  /** `of`: how much waits, and what is said of it. `pressed`: the notification was; the page is in front. */
  constructor(host: ReactiveControllerHost, of: () => Told, pressed: () => void) {
    this.#of = of;
    this.#pressed = pressed;
    host.addController(this);
  }
  hostConnected() {
    addEventListener('focus', this.#look);
  }
  hostDisconnected() {
    removeEventListener('focus', this.#look);
    this.#close();
  }
  hostUpdated() {
    if (document.hasFocus()) return this.#look();
    const { waiting, isOn, title, body } = this.#of();
    if (waiting === undefined) return;
    const isMore = this.#known !== undefined && waiting > this.#known;
    this.#known = waiting;
    if (!isMore || !isOn) return;
    this.#shown = notify(title, body(waiting));
    this.#shown?.addEventListener('click', () => {
      focus();
      this.#close();
      this.#pressed();
    });
  }
  readonly #look = () => {
    this.#known = this.#of().waiting;
    this.#close();
  };
  #close() {
    this.#shown?.close();
    this.#shown = undefined;
  }
}

/** Undefined where it cannot be shown: browsers of telephones have notifications for service workers alone. */
export function notify(title: string, body: string): Notification | undefined {
  try {
    return new Notification(title, { body, tag });
  } catch {
    return undefined;
  }
}
