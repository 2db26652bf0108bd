/** The company writes an intervention down itself: somebody phoned. */
import type { Equipment, Field, Ref, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { define } from '../../shared/define.ts';
import { CustomerChoice, type CustomerChosenEvent } from '../customer-choice.ts';
import { DeskDialog } from '../dialog.ts';
import { textIn } from '../form.ts';

define('parvis-desk-customer-choice', CustomerChoice);

/** `<parvis-desk-new-intervention>` */
export class NewIntervention extends DeskDialog {
  static override properties = {
    customer: { attribute: false },
    sites: { state: true },
    equipment: { state: true },
    siteId: { state: true },
  };
  /** For whom; chosen in the dialog when it is not known. */
  declare customer: Ref | undefined;
  declare protected sites: Site[];
  declare protected equipment: Equipment[];
  declare protected siteId: string;

  constructor() {
    super();
    this.sites = [];
    this.equipment = [];
    this.siteId = '';
  }

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const before = changed.get('customer') as Ref | undefined;
    if (changed.has('customer') && this.customer && this.customer.id !== before?.id)
      void this.#readPlaces(this.customer.id);
  }
  protected override opened() {
    this.renderRoot.querySelector<HTMLElement>(this.customer ? 'textarea' : 'parvis-desk-customer-choice')?.focus();
  }
  async #readPlaces(customerId: string) {
    try {
      const [sites, equipment] = await Promise.all([
        this.desk.client.sites.list({ customerId, limit: 200 }).page(),
        this.desk.client.equipment.list({ customerId, limit: 200 }).page(),
      ]);
      if (customerId !== this.customer?.id) return;
      this.sites = sites.items;
      this.equipment = equipment.items;
    } catch (error) {
      // Without them the intervention can still be written down.
      this.report(error);
    }
  }

  protected inside() {
    const w = this.words.interventions;
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2 id="title">${w.create}</h2>
      ${
        this.customer
          ? html`<p>${this.customer.name}</p>`
          : html`<parvis-desk-customer-choice
              .desk=${this.desk}
              .wrong=${this.wrongs['customerId']}
              @customer-chosen=${(event: CustomerChosenEvent) => this.#chosen(event)}
            ></parvis-desk-customer-choice>`
      }
      ${this.text('description', w.description, '', { rows: 3, required: true })}
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
              { changed: (event) => (this.siteId = (event.target as HTMLSelectElement).value) },
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
      ${this.desk.fields.filter(({ active }) => active).map((field) => this.#ownField(field))}
      ${this.formEnd(w.create, this.done)}
    </form>`;
  }
  #ownField({ id, label, kind, required, choices }: Field) {
    const name = `fields.${id}`;
    if (kind !== 'choice') return this.text(name, label[this.language], '', { type: kind, required });
    return this.#choice(
      name,
      label[this.language],
      choices.map(({ key, label }) => [key, label[this.language]]),
      { required },
    );
  }
  #choice(
    name: string,
    label: string,
    options: (readonly [string, string])[],
    { required = false, changed }: { required?: boolean; changed?: (event: Event) => void } = {},
  ) {
    const wrong = this.wrongs[name];
    return html`<div class="field">
      <label for=${name}
        >${label} ${required ? nothing : html`<span class="optional">${this.common.optional}</span>`}</label
      >
      <select
        id=${name}
        name=${name}
        aria-invalid=${!!wrong}
        aria-describedby=${wrong ? `${name}-wrong` : nothing}
        @change=${changed ?? nothing}
      >
        <option value=""></option>
        ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select>
      ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : nothing}
    </div>`;
  }
  #chosen({ customer }: CustomerChosenEvent) {
    this.customer = { id: customer.id, name: customer.name };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus());
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const text = textIn(event);
    const { customer } = this;
    if (!customer) {
      this.refuse({ customerId: this.words.interventions.customerMissing });
      this.opened();
      return;
    }
    await this.save(async () => {
      const { id } = await this.desk.client.interventions.create(
        {
          customerId: customer.id,
          description: text('description'),
          type: text('type') || null,
          ...(text('siteId') && { siteId: text('siteId') }),
          ...(text('equipmentId') && { equipmentId: text('equipmentId') }),
          fields: Object.fromEntries(
            this.desk.fields.flatMap(({ id, kind }) => {
              const value = text(`fields.${id}`);
              return value ? [[id, kind === 'number' ? Number(value) : value]] : [];
            }),
          ),
        },
        this.once,
      );
      this.done();
      this.desk.go({ section: 'interventions', id });
    });
  };
}
