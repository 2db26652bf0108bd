/**
 * `<parvis-intervention-form>`: a customer asks for an intervention. This file is what it takes to start writing;
 * everything else comes with form-body.ts while the first words are typed.
 */
import type { Portal } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { words as french } from './form.fr.ts';
import { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { Words } from '../shared/locale.ts';
import { later } from '../shared/later.ts';
import type { FormBody } from './form-body.ts';
import { formStyles } from './intervention-form.styles.ts';

Connection.acting = () => import('../shared/acting.ts');

const lexicon = { fr: french, en: () => import('./form.en.ts') };

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
  static override styles = [CustomerElement.styles, formStyles];
  static override properties = {
    siteId: { attribute: 'site-id' },
    equipmentId: { attribute: 'equipment-id' },
    description: { state: true },
    body: { state: true },
  };
  declare siteId: string | null | undefined;
  declare equipmentId: string | null | undefined;
  declare description: string;
  /** Whether what has arrived can be opened; the element around then hears `intervention-seen`. */
  declare mayFollow: boolean | undefined;
  declare protected body: FormBody | undefined;
  readonly #words = new Words(this, lexicon);

  constructor() {
    super();
    this.description = '';
  }
  protected override get speaks() {
    // Until something has to be said about an error, its own few words do.
    return !!this.#words.there && (!this.connection?.error || super.speaks);
  }
  /** It can be written into before anything is known of who writes. */
  protected override get ready() {
    return true;
  }
  #filled: Promise<void> | undefined;
  protected override firstUpdated() {
    this.#filled = this.#fill();
  }
  async #fill() {
    const { FormBody } = await later();
    this.body = new FormBody(this);
  }
  /** What was typed is kept as its writer's draft, and another form begins. */
  override forget() {
    this.body?.rest();
    this.body = undefined;
    this.description = '';
    void this.#fill();
  }
  override connectedCallback() {
    super.connectedCallback();
    this.body?.listen();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.body?.rest();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    this.body?.start();
  }

  protected override view(portal: Portal | undefined) {
    const w = this.#words.now;
    const body = this.body?.speaks ? this.body : undefined;
    if (body && portal && !portal.can.includes('create_intervention') && !portal.preview)
      return body.closed(portal);
    const wrong = body?.wrong('description');
    return (
      body?.confirmation() ||
      html`<form class="stack" part="form" novalidate @submit=${this.#submit}>
        <slot name="intro"><h2>${w.title}</h2></slot>
        ${body?.above()}
        <fieldset class="stack" ?disabled=${body?.sending}>
          <div class="field">
            <label for="description">${w.description}</label>
            <small class="quiet" id="hint">${w.descriptionHint} ${body?.asksMore ? '' : w.alone}</small>
            <textarea
              id="description"
              name="description"
              dir="auto"
              rows="4"
              required
              aria-invalid=${!!wrong}
              aria-describedby="hint${wrong ? ' description-wrong' : ''}"
              .value=${this.description}
              @input=${this.#type}
            ></textarea>
            ${wrong ? html`<p class="wrong" id="description-wrong">${wrong}</p>` : nothing}
          </div>
          ${body?.below(portal) ?? this.waiting()}
        </fieldset>
        ${body?.end(portal)}
      </form>`
    );
  }
  protected override waiting() {
    return html`<i class="bone area"></i>`;
  }
  readonly #type = (event: Event) => {
    this.description = (event.target as HTMLTextAreaElement).value;
    this.body?.change({}, 'description');
  };
  readonly #submit = (event: Event) => {
    event.preventDefault();
    void this.body?.submit();
  };

  /** Opens a request that waits, or was refused, to be written again. */
  async correct(id: string) {
    await this.#filled;
    await this.body?.correct(id);
  }
  /** Puts the reader where they can start. */
  focusFirst() {
    this.renderRoot.querySelector('textarea')?.focus();
  }
}
