/** « Lien sécurisé » on an intervention: it opens this one, for a contact of its customer. */
import type { Contact, Intervention } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { Words } from '../../shared/locale.ts';
import { NewLink, newLinkStyles } from '../customers/new-link.ts';
import { linksWords } from '../customers/words.ts';
import { Editing } from '../editing.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { sheetStyles } from '../sheet.ts';

/** Who is named on the intervention, whose words are a copy, if they are a contact; else the one that links go to first. */
const likeliest = (contacts: readonly Contact[], { contact: { name, email } }: Intervention) =>
  contacts.find((each) => email && each.email === email) ??
  contacts.find((each) => each.name === name) ??
  contacts.find(({ main }) => main);

/** `<parvis-desk-intervention-link>` */
export class InterventionLink extends DeskElement {
  static override styles = [sheetStyles, newLinkStyles];
  static override properties = { item: { attribute: false }, contacts: { state: true } };
  declare item: Intervention;
  /** Of its customer, once they were asked for. */
  declare protected contacts: Contact[] | undefined;
  readonly #words = new Words(this, linksWords);
  readonly #form = new Form(this);
  readonly #new = new NewLink(this, this.#form, () => this.#editing);
  readonly #editing: Editing<'new'> = new Editing<'new'>(this, this.#form, (what) => {
    if (what) this.#new.forget();
  });

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const before = changed.get('item') as Intervention | undefined;
    if (!before || before.id === this.item.id) return;
    this.#editing.drop();
    this.#new.forget();
    this.contacts = undefined;
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { contacts, item } = this;
    return html`<section class="stack" aria-label=${w.ofIntervention}>
      <div class="title">
        <h3>${w.ofIntervention}</h3>
        <button
          data-opens="new"
          aria-disabled=${this.#form.busy}
          ?disabled=${this.#editing.now !== undefined}
          @click=${this.#open}
        >
          ${w.make}
        </button>
      </div>
      ${contacts?.length === 0 ? html`<p class="quiet">${w.noContact}</p>` : nothing}
      ${
        this.#editing.now && contacts
          ? this.#new.draw({
              contacts,
              contactId: likeliest(contacts, item)?.id,
              scope: async () => ({ kind: 'intervention', id: item.id }),
            })
          : html`${this.#form.problem()} ${this.#new.result()}`
      }
    </section>`;
  }
  readonly #open = async () => {
    const { id, customerId } = this.item;
    const read = async () => {
      const { contacts } = await this.desk.client.customers.get(customerId);
      if (this.item.id === id) this.contacts = contacts;
    };
    await this.#form.act(read, undefined, '');
    if (this.item.id === id && this.contacts?.length) this.#editing.edit('new');
  };
}
