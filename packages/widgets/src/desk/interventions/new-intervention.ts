/** The company writes an intervention down itself: somebody phoned. */
import type { Equipment, Ref, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { define } from '../../shared/define.ts';
import { CustomerChoice, type CustomerChosenEvent } from '../customer-choice.ts';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { namesOf, submitted, type Text } from '../fields.ts';
import { answersIn, ownField } from './own-fields.ts';
import { Words } from '../../shared/locale.ts';
import { interventionsWords } from './words.ts';
import { Form } from '../form.ts';

define('parvis-desk-customer-choice', CustomerChoice);

/** `<parvis-desk-new-intervention>` */
export class NewIntervention extends DeskElement {
  static override styles = formDialogStyles;
  static override properties = {
    shown: { attribute: false },
    customer: { attribute: false },
    sites: { state: true },
    equipment: { state: true },
    siteId: { state: true },
  };
  declare shown: boolean;
  /** For whom; chosen in the dialog when it is not known. */
  declare customer: Ref | undefined;
  declare protected sites: Site[];
  declare protected equipment: Equipment[];
  declare protected siteId: string;
  readonly #words = new Words(this, interventionsWords);
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.#begin());

  /** For whom it was opened: in the dialog another may be chosen. */
  #of: string | undefined;
  protected readonly draft = new Draft<{ customer: Ref | undefined; siteId: string }>(this, {
    of: () => (this.#of ??= this.customer?.id ?? 'new'),
    take: () => ({ customer: this.customer, siteId: this.siteId }),
    put: (state) => Object.assign(this, state),
  });

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
  #begin() {
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

  protected override content(): unknown {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((text) => this.#create(text))}>
        <h2 id="title">${w.create}</h2>
        ${
          this.customer
            ? html`<p>${this.customer.name}</p>`
            : html`<parvis-desk-customer-choice
                .desk=${this.desk}
                .wrong=${this.#form.errors['customerId']}
                @customer-chosen=${(event: CustomerChosenEvent) => this.#chosen(event)}
              ></parvis-desk-customer-choice>`
        }
        ${text('description', w.description, '', { rows: 3, required: true })}
        ${choice(
          'type',
          w.type,
          this.desk.company.types
            .filter(({ retired }) => !retired)
            .map(({ key, label }) => [key, label[this.language]]),
        )}
        ${
          this.sites.length
            ? choice('siteId', w.site, namesOf(this.sites), { changed: (siteId) => this.#move(siteId) })
            : nothing
        }
        ${
          this.equipment.length
            ? choice(
                'equipmentId',
                w.equipment,
                this.equipment
                  .filter(({ site }) => !this.siteId || site?.id === this.siteId)
                  .map(({ id, kind, brand, model }) => [id, [kind, brand, model].filter(Boolean).join(' ')]),
              )
            : nothing
        }
        ${this.desk.fields.filter(({ active }) => active).map((field) => ownField(field, this.language, this.#form))}
        ${this.#form.end(w.create, this.#dialog.done)}
      </form>`,
    );
  }
  /** What is at another site is no longer offered: chosen, it is no longer so. A select would go on with what took its place. */
  #move(siteId: string) {
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#equipmentId');
    const chosen = this.equipment.find(({ id }) => id === select?.value);
    this.siteId = siteId;
    const stays = chosen && (!siteId || chosen.site?.id === siteId);
    void this.updateComplete.then(() => select && (select.value = stays ? chosen.id : ''));
  }
  #chosen({ customer }: CustomerChosenEvent) {
    this.customer = { id: customer.id, name: customer.name };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus());
  }

  async #create(text: Text) {
    const { customer } = this;
    if (!customer) {
      this.#form.refuse({ customerId: this.#words.now.customerMissing });
      this.#begin();
      return;
    }
    await this.#form.act(async () => {
      const { id } = await this.desk.client.interventions.create(
        {
          customerId: customer.id,
          description: text('description'),
          type: text('type') || null,
          ...(text('siteId') && { siteId: text('siteId') }),
          ...(text('equipmentId') && { equipmentId: text('equipmentId') }),
          fields: answersIn(this.desk.fields, text),
        },
        this.#form.once,
      );
      this.#dialog.done();
      this.desk.go({ section: 'interventions', id });
    });
  }
}
