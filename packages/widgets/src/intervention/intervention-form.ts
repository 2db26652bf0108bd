/**
 * `<parvis-intervention-form>`: a customer asks for an intervention. This file is what it takes to start writing;
 * everything else comes with form-body.ts while the first words are typed.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { form } from '../in-loader.ts';
import { asStyles } from '../shared/as-styles.ts';
import { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { Words } from '../shared/locale.ts';
import { importAgain } from '../shared/load-chunk.ts';
import { loadActing } from '../shared/load-acting.ts';
import type { FormBody } from './form-body.ts';
import { takeOver } from './take-over.ts';
import { keepTyped, takeTyped } from './typed.ts';

Connection.acting = () => import('../shared/acting.ts');

/**
 * Pre-filled from what the company knows; only the description is compulsory. Keeps a draft on the device until the
 * request has arrived.
 *
 * @element parvis-intervention-form
 * @attr site-id - The site it starts with, rather than the one the company's records suggest.
 * @attr equipment-id - The piece of equipment it starts with.
 * @slot intro - The company's own words above the form, in place of the heading.
 * @csspart form - The form.
 * @csspart submit - The button that sends it.
 * @csspart message - What the form says about itself: kept, closed, refused.
 * @fires {ParvisInterventionCreatedEvent} parvis-intervention-created - The request has arrived.
 */
export class InterventionForm extends CustomerElement {
  static override styles = [CustomerElement.styles, asStyles(form.styles)];
  static override properties = {
    siteId: { attribute: 'site-id' },
    equipmentId: { attribute: 'equipment-id' },
    typed: { state: true },
    body: { state: true },
  };
  declare siteId: string | null | undefined;
  declare equipmentId: string | null | undefined;
  /** Before the body has come. */
  declare protected typed: string;
  /** Whether what has arrived can be opened; the element around then hears `intervention-seen`. */
  declare mayFollow: boolean | undefined;
  /** Null: its file did not come, and is asked for again. */
  declare protected body: FormBody | null | undefined;
  readonly #words = new Words(this, form.words);

  /** The field that the loader drew before this file had come (first-field.ts), until it is taken over. */
  #early = this.shadowRoot?.querySelector('textarea');

  constructor() {
    super();
    this.typed = '';
  }
  get description(): string {
    return this.body?.state.description ?? this.typed;
  }
  protected override get wordsReady() {
    // Until it gives way to what is said of a session that ended, its own few words do.
    return !this.connection?.ended || super.wordsReady;
  }
  /** It can be written into before anything is known of who writes. */
  protected override get ready() {
    return true;
  }
  #filled: Promise<void> | undefined;
  protected override firstUpdated() {
    if (this.#early) takeOver(this.#early, this.renderRoot);
    this.#early = null;
    this.#filled = this.#fill();
  }
  async #fill() {
    const keep = () => keepTyped(this.typed);
    const { FormBody } = await importAgain(Connection.acting!).catch(() => {
      this.body = null;
      addEventListener('pagehide', keep);
      return loadActing();
    });
    removeEventListener('pagehide', keep);
    const body = new FormBody(this, this.typed);
    body.state.addEventListener('changed', () => this.requestUpdate());
    this.body = body;
  }
  /** What was typed is kept as its writer's draft, and another form begins. */
  override forget() {
    this.body?.disconnect(this);
    this.body = undefined;
    this.typed = '';
    void this.#fill();
  }
  override connectedCallback() {
    super.connectedCallback();
    this.body?.connect();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.body?.disconnect(this);
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (!this.hasUpdated) this.typed = this.#early?.value || takeTyped();
    this.body?.update(this, this.portal);
  }

  protected override view() {
    const w = this.#words.now;
    const isWorded = super.wordsReady;
    const body = isWorded ? this.body : undefined;
    const state = body?.state;
    const around = body?.around(this);
    const wrong = around?.wrong;
    return (
      around?.instead ??
      html`<form class="stack" part="form" novalidate @submit=${this.#submit}>
        <slot name="intro"><h2>${w.title}</h2></slot>
        ${isWorded ? this.unread() : nothing} ${around?.above}
        <fieldset class="stack" ?disabled=${state?.isSending}>
          <div class="field">
            <label for="description">${w.description}</label>
            <small class="quiet" id="hint">${w.descriptionHint} ${state?.asksMore ? '' : w.alone}</small>
            <textarea
              id="description"
              name="description"
              dir="auto"
              required
              aria-invalid=${!!wrong}
              aria-describedby="hint${wrong ? ' description-wrong' : ''}"
              .value=${this.description}
              @input=${this.#type}
            ></textarea>
            ${wrong ? html`<p class="wrong" id="description-wrong">${wrong}</p>` : nothing}
          </div>
          ${around?.below ?? (this.body === null ? this.failed(w.lost, false) : this.waiting())}
        </fieldset>
        ${around?.end}
      </form>`
    );
  }
  protected override waiting() {
    return html`<i class="skeleton area"></i>`;
  }
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLTextAreaElement;
    if (this.body) this.body.state.edit({ description: value }, 'description');
    else this.typed = value;
  };
  readonly #submit = (event: Event) => {
    event.preventDefault();
    void this.body?.submit(this);
  };

  /** Opens a request that waits, or was refused, to be written again. */
  async correct(id: string) {
    await this.#filled;
    await this.body?.correct(this, id);
  }
  /** Puts the reader where they can start. */
  focusFirst() {
    this.renderRoot.querySelector('textarea')?.focus();
  }
}
