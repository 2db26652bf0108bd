/** Writing down a new customer, with the person to write to. */
import { html, nothing } from 'lit';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { submitted, type Text } from '../fields.ts';
import { addressFields, addressIn } from './address.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';
import { Form } from '../form.ts';

/** `<parvis-desk-new-customer>` */
export class NewCustomer extends DeskElement {
  static override styles = formDialogStyles;
  static override properties = { shown: { attribute: false }, kind: { state: true } };
  declare shown: boolean;
  declare protected kind: 'person' | 'organization';
  readonly #words = new Words(this, customersWords);
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.renderRoot.querySelector<HTMLElement>('.pair input')?.focus());

  protected readonly draft = new Draft<'person' | 'organization'>(this, {
    of: () => 'new',
    take: () => this.kind,
    put: (kind) => (this.kind = kind),
  });

  constructor() {
    super();
    this.kind = 'person';
  }
  protected override content(): unknown {
    const { text } = this.#form;
    const w = this.#words.now;
    const person = this.kind === 'person';
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((text) => this.#create(text))}>
        <h2 id="title">${w.create}</h2>
        <div class="row" role="radiogroup" aria-label=${w.kind}>
          ${(['person', 'organization'] as const).map(
            (kind) =>
              html`<label class="check"
                ><input
                  type="radio"
                  name="kind"
                  value=${kind}
                  ?checked=${this.kind === kind}
                  @change=${() => (this.kind = kind)}
                />${w.kinds[kind]}</label
              >`,
          )}
        </div>
        <div class="pair">
          ${person ? text('firstName', w.firstName) : nothing}
          ${text('lastName', person ? w.lastName : w.organizationName, '', { required: true })}
        </div>
        ${addressFields(text, w)}
        <h3>${person ? w.reach : w.contact}</h3>
        ${
          person
            ? nothing
            : html`<div class="pair">
                ${text('contact.firstName', w.firstName)} ${text('contact.lastName', w.lastName)}
              </div>`
        }
        <div class="pair">
          ${text('contact.email', w.email, '', { type: 'email' })}
          ${text('contact.phone', w.phone, '', { type: 'tel' })}
        </div>
        ${this.#form.end(w.create, this.#dialog.done)}
      </form>`,
    );
  }

  async #create(text: Text) {
    const firstName = this.kind === 'person' ? text('firstName') : '';
    // A person is their own contact; an organization has one when somebody was named.
    const contact =
      this.kind === 'person'
        ? { firstName, lastName: text('lastName') }
        : { firstName: text('contact.firstName'), lastName: text('contact.lastName') };
    const reach = { email: text('contact.email'), phone: text('contact.phone') };
    const { customers } = this.desk.client;
    await this.#form.act(async () => {
      const { id } = await customers.create(
        {
          kind: this.kind,
          firstName,
          lastName: text('lastName'),
          address: addressIn(text),
          // Somebody of whom anything was written: without a name the server says that one is missing.
          ...([...Object.values(contact), ...Object.values(reach)].some(Boolean) && {
            contact: { ...contact, ...reach, main: true },
          }),
        },
        this.#form.once,
      );
      this.#dialog.done();
      this.desk.go({ section: 'customers', id });
    });
  }
}
