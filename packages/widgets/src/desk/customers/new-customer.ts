/** Writing down a new customer, with the person to write to. */
import { html } from 'lit';
import { words as french } from '../../locales/fr/desk-customers.ts';
import { closeBeside, dialogStyles } from '../../shared/dialog.ts';
import { Words } from '../../shared/locale.ts';
import { focusWrong, formStyles, textField, textsOf, wrongsOf, type Wrongs } from '../form.ts';
import { DeskSection } from '../section.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-customers.ts') };

/**
 * `<parvis-desk-new-customer>`
 * @fires {Event} close - The dialog is closed.
 */
export class NewCustomer extends DeskSection {
  static override styles = [DeskSection.styles, dialogStyles, formStyles];
  static override properties = { kind: { state: true }, wrongs: { state: true }, busy: { state: true } };
  declare protected kind: 'person' | 'organization';
  declare protected wrongs: Wrongs;
  declare protected busy: boolean;
  readonly #words = new Words(this, lexicon);
  readonly #idempotencyKey = crypto.randomUUID();

  constructor() {
    super();
    this.kind = 'person';
    this.wrongs = {};
    this.busy = false;
  }
  async show() {
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override content() {
    const w = this.#words.now;
    const text = (name: string, label: string, more: object = {}) =>
      textField({ name, label, ...more }, this.wrongs, this.common.optional);
    const person = this.kind === 'person';
    return html`<dialog
      aria-labelledby="title"
      @click=${closeBeside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <form class="stack" novalidate @submit=${this.#submit}>
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
          ${person ? text('firstName', w.firstName) : ''}
          ${text('lastName', person ? w.lastName : w.organizationName, { required: true })}
        </div>
        ${text('address.line1', w.line1, { required: true })} ${text('address.line2', w.line2)}
        <div class="pair">
          ${text('address.postalCode', w.postalCode, { required: true })}
          ${text('address.city', w.city, { required: true })}
        </div>
        <h3>${person ? w.reach : w.contact}</h3>
        ${
          person
            ? ''
            : html`<div class="pair">
                ${text('contact.firstName', w.firstName)} ${text('contact.lastName', w.lastName)}
              </div>`
        }
        <div class="pair">
          ${text('contact.email', w.email, { type: 'email' })} ${text('contact.phone', w.phone, { type: 'tel' })}
        </div>
        ${this.wrongs[''] ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : ''}
        <div class="row">
          <button class="primary" aria-disabled=${this.busy}>${w.create}</button>
          <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>
            ${this.common.cancel}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (this.busy) return;
    const given = textsOf(event.target as HTMLFormElement);
    const text = (name: string) => (given[name] ?? '').trim();
    this.busy = true;
    this.wrongs = {};
    const firstName = this.kind === 'person' ? text('firstName') : '';
    // A person is their own contact; an organization has one when somebody was named.
    const contactName =
      this.kind === 'person'
        ? { firstName, lastName: text('lastName') }
        : { firstName: text('contact.firstName'), lastName: text('contact.lastName') };
    try {
      const made = await this.desk.client.customers.create(
        {
          kind: this.kind,
          firstName,
          lastName: text('lastName'),
          address: {
            line1: text('address.line1'),
            line2: text('address.line2'),
            postalCode: text('address.postalCode'),
            city: text('address.city'),
          },
          ...(contactName.lastName && {
            contact: { ...contactName, email: text('contact.email'), phone: text('contact.phone'), main: true },
          }),
        },
        { idempotencyKey: this.#idempotencyKey },
      );
      this.renderRoot.querySelector('dialog')?.close();
      this.desk.go({ section: 'customers', id: made.id });
    } catch (error) {
      this.wrongs = wrongsOf(error, this.common, (each) => this.sentence(each));
      this.report(error);
      await this.updateComplete;
      focusWrong(this.renderRoot);
    } finally {
      this.busy = false;
    }
  };
}
