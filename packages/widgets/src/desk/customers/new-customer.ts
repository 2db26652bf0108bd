/** Writing down a new customer, with the person to write to. */
import { html } from 'lit';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { doubtStyles, submitted, type Text } from '../fields.ts';
import { Words } from '../../shared/locale.ts';
import { CustomerFields } from './customer-fields.ts';
import { customersWords } from './words.ts';
import { Form } from '../form.ts';

/** `<parvis-desk-new-customer>` */
export class NewCustomer extends DeskElement {
  static override styles = [...formDialogStyles, doubtStyles];
  static override properties = { shown: { attribute: false } };
  declare shown: boolean;
  readonly #words = new Words(this, customersWords);
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.renderRoot.querySelector<HTMLElement>('.pair input')?.focus());

  readonly #fields = new CustomerFields(
    this,
    this.#form,
    () => this.#words.now,
    ({ id }) => this.#show(id),
  );
  protected readonly draft = new Draft(this, { of: () => 'new', take: () => null, put: () => {} });

  protected override content(): unknown {
    const w = this.#words.now;
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((text) => this.#create(text))}>
        <h2 id="title">${w.create}</h2>
        ${this.#fields.draw()} ${this.#form.end(this.#fields.isDoubted ? w.createAnyway : w.create, this.#dialog.done)}
      </form>`,
    );
  }

  async #create(text: Text) {
    if (!(await this.#fields.isNew(text))) return;
    await this.#form.act(async () => {
      const { id } = await this.desk.client.customers.create(this.#fields.typed(text), this.#form.once);
      this.#show(id);
    });
  }
  #show(id: string) {
    this.#dialog.done();
    this.desk.go({ section: 'customers', id });
  }
}
