/** Opening a dossier: what it is about, for whom, and when it begins. */
import type { Ref } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { chipStyles } from '../chip.styles.ts';
import { CustomerChoice, type CustomerChosenEvent } from '../customer-choice.ts';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { submitted, type Text } from '../fields.ts';
import { Form } from '../form.ts';
import { dossiersWords } from './words.ts';

define('parvis-desk-customer-choice', CustomerChoice);

/** As many as the server takes. */
const most = 10;

/** `<parvis-desk-new-dossier>` */
export class NewDossier extends DeskElement {
  static override styles = [...formDialogStyles, chipStyles];
  static override properties = {
    shown: { attribute: false },
    customer: { attribute: false },
    customers: { state: true },
  };
  declare shown: boolean;
  /** For whom it was opened, if for anybody: others can join. */
  declare customer: Ref | undefined;
  /** Who take part in it so far; undefined before the dialog is first drawn. */
  declare protected customers: readonly Ref[] | undefined;
  readonly #words = new Words(this, dossiersWords);
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.renderRoot.querySelector<HTMLElement>('#name')?.focus());
  protected readonly draft = new Draft<{ customers: readonly Ref[]; once: Form['once'] }>(this, {
    of: () => this.customer?.id ?? 'new',
    take: () => ({ customers: this.#taking, once: this.#form.once }),
    put: ({ customers, once }) => {
      this.customers = customers;
      // Sent before the page was loaded anew, too, it is made once.
      this.#form.once = once;
    },
  });

  get #taking(): readonly Ref[] {
    return this.customers ?? (this.customer ? [this.customer] : []);
  }
  get #choice() {
    return this.renderRoot.querySelector<CustomerChoice>('parvis-desk-customer-choice');
  }
  protected override content(): unknown {
    const { text } = this.#form;
    const w = this.#words.now;
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((typed) => this.#create(typed))}>
        <h2 id="title">${w.create}</h2>
        ${text('name', w.name, '', { required: true, hint: w.nameHint })} ${this.#whom()}
        ${text('startsOn', w.startsOn, '', { type: 'date' })} ${this.#form.end(w.confirm, this.#dialog.done)}
      </form>`,
    );
  }
  #whom() {
    const w = this.#words.now;
    const taking = this.#taking;
    return html`${
      taking.length < most
        ? html`<parvis-desk-customer-choice
            .desk=${this.desk}
            .known=${true}
            .wrong=${this.#form.errors['customerIds']}
            @customer-chosen=${this.#add}
          ></parvis-desk-customer-choice>`
        : html`<p class="quiet">${w.mostCustomers}</p>`
    }
    ${
      taking.length
        ? html`<div class="chips">
            <ul role="list" aria-label=${w.customers}>
              ${taking.map(
                (each) =>
                  html`<li class="chip">
                    <span>${each.name}</span
                    ><button
                      type="button"
                      class="bare"
                      aria-label=${w.remove(each.name)}
                      @click=${() => this.#remove(each)}
                    >
                      <span aria-hidden="true">×</span>
                    </button>
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }`;
  }
  readonly #add = ({ customer }: CustomerChosenEvent) => {
    if (!customer) return;
    const { id, name } = customer;
    this.#take([...this.#taking.filter((each) => each.id !== id), { id, name }]);
    this.#choice?.clear();
    this.announce(this.#words.now.added(name));
  };
  #remove({ id }: Ref) {
    this.#take(this.#taking.filter((each) => each.id !== id));
    void this.updateComplete.then(() => this.#choice?.focus());
  }
  #take(customers: readonly Ref[]) {
    this.customers = customers;
    this.#form.set({ errors: {} });
    void this.updateComplete.then(() => this.draft.keep());
  }
  async #create(typed: Text) {
    const customerIds = this.#taking.map(({ id }) => id);
    this.#form.refuse({
      ...(!typed('name') && { name: this.common.fieldErrors.required }),
      ...(!customerIds.length && { customerIds: this.#words.now.customerMissing }),
    });
    const { name, customerIds: whom } = this.#form.errors;
    if (!name && whom) this.#choice?.focus();
    if (name || whom) return;
    await this.#form.act(
      async () => {
        const given = { name: typed('name'), customerIds, startsOn: typed('startsOn') || null };
        const { id } = await this.desk.client.dossiers.create(given, this.#form.once);
        this.#dialog.done();
        this.desk.go({ section: 'dossiers', id });
      },
      undefined,
      this.#words.now.isCreated,
    );
  }
}
