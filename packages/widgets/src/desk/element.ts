/** What every element of the desk is: it gets the desk, and what is open in it. All else it is composed of. */
import { NotFoundError } from '@parvis/sdk';
import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Calendar } from '../shared/dates.ts';
import { ParvisElement } from '../shared/element.ts';
import { Words } from '../shared/locale.ts';
import { Keyboard } from './keyboard.ts';
import { addressOf } from './place.ts';
import { printStyles } from './print.styles.ts';
import type { Desk, Place } from './section.ts';
import { deskWords } from './words.ts';

export abstract class DeskElement extends ParvisElement {
  /** Paper has the last word. */
  protected static override finalizeStyles(styles?: CSSResultGroup) {
    return [...super.finalizeStyles(styles), printStyles];
  }
  static override properties: PropertyDeclarations = { desk: { attribute: false }, open: { attribute: false } };
  declare desk: Desk;
  /** Id of what is open. */
  declare open: string | null;
  readonly #words = new Words(this, deskWords);
  protected readonly keyboard = new Keyboard(this);
  /** Reads again what could not be read; undefined when nothing like that is shown. */
  #again: (() => unknown) | undefined;

  /** The words of the desk, which all its elements have in common. */
  get words() {
    return this.#words.now;
  }
  protected override get ready(): boolean {
    return Boolean(this.desk);
  }
  get calendar(): Calendar {
    return { language: this.language, timeZone: this.desk.company.timeZone };
  }
  /** Goes to a place by a link's press; one with a key held opens another tab, as everywhere. */
  follow(event: MouseEvent, place: Place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.desk.go(place);
  }
  /** The way to a place; `label` where it stands beside others that say the same. */
  linkTo(
    text: unknown,
    place: Place,
    look: string | typeof nothing = nothing,
    label: string | typeof nothing = nothing,
  ) {
    return html`<a
      class=${look}
      aria-label=${label}
      href=${addressOf(place)}
      @click=${(event: MouseEvent) => this.follow(event, place)}
      >${text}</a
    >`;
  }
  protected override update(changed: PropertyValues) {
    this.#again = undefined;
    super.update(changed);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Another context comes also when the network is back.
    if (changed.has('desk')) this.#again?.();
  }
  /** What stands in place of what could not be read, and the way to it. */
  failed(error: unknown, retry: () => unknown) {
    this.#again = retry;
    return html`<div class="notice bad stack" role="alert">
      <p>${this.sentence(error)}</p>
      ${error instanceof NotFoundError ? nothing : html`<div><button @click=${retry}>${this.common.retry}</button></div>`}
    </div>`;
  }
  /** What a key of the whole desk does here: `/` searches, `n` makes a new one. Answers whether it did something. */
  onDeskKey(_key: string): boolean {
    return false;
  }
}
