/** The company writes an intervention down itself: somebody phoned. */
import type { Equipment, Ref, Site } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { words as french } from '../../locales/fr/desk-interventions.ts';
import { define } from '../../shared/define.ts';
import { closeBeside, dialogStyles } from '../../shared/dialog.ts';
import { Words } from '../../shared/locale.ts';
import { CustomerChoice, type CustomerChosenEvent } from '../customer-choice.ts';
import { DeskSection } from '../section.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-interventions.ts') };
define('parvis-desk-customer-choice', CustomerChoice);

/**
 * `<parvis-desk-new-intervention>`
 * @fires {Event} close - The dialog is closed.
 */
export class NewIntervention extends DeskSection {
  static override styles = [DeskSection.styles, dialogStyles];
  static override properties = {
    customer: { attribute: false },
    sites: { state: true },
    equipment: { state: true },
    siteId: { state: true },
    wrong: { state: true },
    busy: { state: true },
  };
  /** For whom; chosen in the dialog when it is not known. */
  declare customer: Ref | undefined;
  declare protected sites: Site[];
  declare protected equipment: Equipment[];
  declare protected siteId: string;
  declare protected wrong: { field: string; text: string } | undefined;
  declare protected busy: boolean;
  readonly #words = new Words(this, lexicon);
  /** One for the dialog: pressed twice or sent again after a lost answer, it still creates once. */
  readonly #idempotencyKey = crypto.randomUUID();

  constructor() {
    super();
    this.sites = [];
    this.equipment = [];
    this.siteId = '';
    this.busy = false;
  }

  async show() {
    if (this.customer) void this.#readPlaces(this.customer.id);
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
    (this.customer
      ? this.renderRoot.querySelector<HTMLElement>('textarea')
      : this.renderRoot.querySelector<HTMLElement>('parvis-desk-customer-choice')
    )?.focus();
  }
  async #readPlaces(customerId: string) {
    try {
      const [sites, equipment] = await Promise.all([
        this.desk.client.sites.list({ customerId, limit: 200 }).page(),
        this.desk.client.equipment.list({ customerId, limit: 200 }).page(),
      ]);
      this.sites = sites.items;
      this.equipment = equipment.items;
    } catch (error) {
      // Without them the intervention can still be written down.
      this.report(error);
    }
  }

  protected override content() {
    const w = this.#words.now;
    return html`<dialog
      aria-labelledby="title"
      @click=${closeBeside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 id="title">${w.create}</h2>
        ${
          this.customer
            ? html`<p>${this.customer.name}</p>`
            : html`<parvis-desk-customer-choice
                .desk=${this.desk}
                @customer-chosen=${(event: CustomerChosenEvent) => this.#chosen(event)}
              ></parvis-desk-customer-choice>`
        }
        ${this.#beside('customerId')}
        <div class="field">
          <label for="description">${w.description}</label>
          <textarea
            id="description"
            name="description"
            required
            maxlength="4000"
            aria-invalid=${this.wrong?.field === 'description'}
          ></textarea>
          ${this.#beside('description')}
        </div>
        ${this.#choice(
          'type',
          w.type,
          this.desk.company.types.map(({ key, label }) => [key, label[this.language]]),
        )}
        ${
          this.sites.length
            ? this.#choice(
                'siteId',
                w.site,
                this.sites.map(({ id, name }) => [id, name]),
                (event) => (this.siteId = (event.target as HTMLSelectElement).value),
              )
            : nothing
        }
        ${
          this.equipment.length
            ? this.#choice(
                'equipmentId',
                w.equipment,
                this.equipment
                  .filter(({ site }) => !this.siteId || site?.id === this.siteId)
                  .map(({ id, kind, brand, model }) => [id, [kind, brand, model].filter(Boolean).join(' ')]),
              )
            : nothing
        }
        ${this.#beside('')}
        <div class="row">
          <button class="primary" aria-disabled=${this.busy}>${w.create}</button>
          <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>
            ${this.common.cancel}
          </button>
        </div>
      </form>
    </dialog>`;
  }
  #choice(name: string, label: string, options: (readonly [string, string])[], changed?: (event: Event) => void) {
    return html`<div class="field">
      <label for=${name}>${label} <span class="optional">${this.common.optional}</span></label>
      <select id=${name} name=${name} @change=${changed ?? nothing}>
        <option value=""></option>
        ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select>
    </div>`;
  }
  #beside(field: string) {
    return this.wrong?.field === field ? html`<p class="wrong" role="alert">${this.wrong.text}</p>` : nothing;
  }
  #chosen({ customer }: CustomerChosenEvent) {
    this.customer = { id: customer.id, name: customer.name };
    void this.#readPlaces(customer.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus());
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '');
    const w = this.#words.now;
    this.wrong = undefined;
    if (!this.customer) this.wrong = { field: 'customerId', text: w.customerMissing };
    else if (!text('description').trim()) {
      this.wrong = { field: 'description', text: this.common.fieldErrors['required']! };
      this.renderRoot.querySelector('textarea')?.focus();
    }
    if (this.wrong || !this.customer) return;
    this.busy = true;
    try {
      const made = await this.desk.client.interventions.create(
        {
          customerId: this.customer.id,
          description: text('description'),
          type: text('type') || null,
          ...(text('siteId') && { siteId: text('siteId') }),
          ...(text('equipmentId') && { equipmentId: text('equipmentId') }),
        },
        { idempotencyKey: this.#idempotencyKey },
      );
      this.renderRoot.querySelector('dialog')?.close();
      this.desk.go({ section: 'interventions', id: made.id });
    } catch (error) {
      const [first] = (error as { errors?: { field: string; code: string }[] }).errors ?? [];
      this.wrong = {
        field: first?.field === 'description' ? 'description' : '',
        text: (first && this.common.fieldErrors[first.code]) ?? this.sentence(error),
      };
      this.report(error);
    } finally {
      this.busy = false;
    }
  };
}
