/**
 * What is typed in a form of the desk and not saved, kept in the tab: it is there again when the form is come back to from
 * another row or section, by the way back, or after the page was loaded anew. Passwords and files are not kept.
 */
import type { ReactiveController } from 'lit';
import type { DeskElement } from './element.ts';
import { keepInTab, keptInTab } from './tab.ts';

interface Options<State> {
  /** What the form is of; undefined while that is not known. */
  of: () => string | undefined;
  /** What decides which form is open, and what no field says. */
  take: () => State;
  /** Opens the form that was left. */
  put: (state: State) => void;
}
interface Kept {
  state: unknown;
  values: Record<string, string>;
}
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const drafts = new WeakMap<Node, Draft>();
/** That of the forms that stand in this root; undefined where what is typed there is not kept. */
export const draftOf = (root: Node) => drafts.get(root);

const isCheck = (control: Control): control is HTMLInputElement => /^(checkbox|radio)$/.test(control.type);
const controlsOf = (root: ParentNode) =>
  [...root.querySelectorAll<Control>('form [name]')].filter(
    ({ type }) => type && !/^(password|file|submit)$/.test(type),
  );
/** What there is to choose from may still be read. */
const isToCome = (control: Control, value: string) =>
  control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === value);
/** A radio button is one of several of its name. */
const keyOf = ({ name, type, value }: Control) => (type === 'radio' ? `${name}=${value}` : name);

export class Draft<State = unknown> implements ReactiveController {
  readonly #host: DeskElement;
  readonly #options: Options<State>;
  #of: string | undefined;
  /** What was typed, and has no field yet to stand in. */
  #waiting: Record<string, string> = {};

  constructor(host: DeskElement, options: Options<State>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }
  hostUpdated() {
    drafts.set(this.#host.renderRoot, this as Draft);
    const of = this.#options.of();
    if (of !== this.#of) {
      this.#of = of;
      this.#restore();
    }
    this.#fill();
  }
  get #name() {
    const { localName, desk } = this.#host;
    return this.#of && `${desk.company.id} ${desk.viewer.id} draft ${localName} ${this.#of}`;
  }
  #restore() {
    const kept = this.#name ? keptInTab<Kept>(this.#name) : undefined;
    this.#waiting = kept?.values ?? {};
    if (!kept) return;
    this.#options.put(kept.state as State);
    this.#host.requestUpdate();
    this.#host.announce(this.#host.words.typingRestored);
  }
  /** Each field as somebody left it; some are there only once others say so. */
  #fill() {
    for (const control of controlsOf(this.#host.renderRoot)) {
      const value = this.#waiting[keyOf(control)];
      if (value === undefined || isToCome(control, value)) continue;
      delete this.#waiting[keyOf(control)];
      if (isCheck(control)) control.checked = value === 'on';
      else control.value = value;
      // As by hand, for what follows from it; a radio button that is off says nothing.
      if (value !== 'off') control.dispatchEvent(new Event('change', { bubbles: true }));
      control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }
  }
  /** Something was typed. */
  keep() {
    if (!this.#name) return;
    const values = controlsOf(this.#host.renderRoot).map((control) => [
      keyOf(control),
      isCheck(control) ? (control.checked ? 'on' : 'off') : control.value,
    ]);
    // What has no field yet is still to come.
    keepInTab(this.#name, {
      state: this.#options.take(),
      values: { ...this.#waiting, ...(Object.fromEntries(values) as Kept['values']) },
    } satisfies Kept);
  }
  /** It was saved, or given up. Later of what is open now, whatever is open then. */
  readonly drop = () => this.dropper()();
  dropper(): () => void {
    const name = this.#name;
    return () => {
      if (name) keepInTab(name, undefined);
      if (name === this.#name) this.#waiting = {};
    };
  }
}
