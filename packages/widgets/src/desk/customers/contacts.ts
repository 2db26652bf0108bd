/** The people of a customer: whom to write to, and as whom the portal opens. */
import type { Contact, Customer } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { define } from '../../shared/define.ts';
import { Editing } from '../editing.ts';
import { check, type Text } from '../fields.ts';
import { contactLinks } from '../contact-links.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';
import { Preview } from './preview.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';

define('parvis-desk-preview', Preview);

/** `<parvis-desk-contacts>` */
export class Contacts extends DeskElement {
  static override styles = sheetStyles;
  static override properties = {
    customer: { attribute: false },
    readAgain: { attribute: false },
    previewed: { state: true },
  };
  declare customer: Customer;
  /** Reads the customer again; resolves once it is handed over. */
  declare readAgain: () => Promise<void>;
  /** The contact whose portal is looked at. */
  declare protected previewed: Contact | undefined;
  readonly #words = new Words(this, customersWords);
  readonly #form = new Form(this, {
    read: () => this.readAgain(),
    changing: () => this.#editing.changing(this.customer.contacts),
  });
  readonly #editing = new Editing<Contact | 'new'>(this, this.#form);
  protected readonly draft = this.#editing.draft(() => this.customer.id);

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('customer')) this.#editing.closeIfGone(this.customer.contacts);
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { previewed } = this;
    const editing = this.#editing.now;
    return html`<section class="stack" aria-label=${w.contacts}>
        <h3>${w.contacts}</h3>
        <ul
          ${rows(this.customer.contacts, (contact) =>
            this.#editing.edits(contact) ? this.#contactForm(editing as Contact) : this.#line(contact),
          )}
        ></ul>
        ${editing === 'new' ? this.#contactForm(undefined) : html`<div class="add">${this.#editing.button('new', w.addContact)}</div>`}
      </section>
      ${
        previewed
          ? html`<parvis-desk-preview
              .desk=${this.desk}
              .contact=${previewed}
              @close=${() => (this.previewed = undefined)}
            ></parvis-desk-preview>`
          : nothing
      }`;
  }
  #line(contact: Contact) {
    const w = this.#words.now;
    const { name, email, phone } = contact;
    const by = contactLinks(this, name);
    const isMain = contact.main && this.customer.contacts.length > 1;
    return entry(
      html`<strong>${name}</strong> ${isMain ? html`<small class="quiet">${w.mainContact}</small>` : nothing}`,
      email || phone ? html`${by.email(email)}${email && phone ? html`<br />` : nothing}${by.phone(phone)}` : w.noReach,
      html`${this.#editing.button(contact, w.edit, w.editOf(name))}
      ${
        // The space as a whole shows what colleagues do as well.
        this.desk.viewer.rights.includes('see_all')
          ? html`<button class="bare" aria-label=${w.previewBy(name)} @click=${() => (this.previewed = contact)}>
              ${w.preview}
            </button>`
          : nothing
      }`,
    );
  }
  #contactForm(contact: Contact | undefined) {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    return this.#editing.draw(
      html`<div class="pair">
          ${text('firstName', w.firstName, contact?.firstName)}
          ${text('lastName', w.lastName, contact?.lastName, { required: true })}
        </div>
        <div class="pair">
          ${text('email', w.email, contact?.email, { type: 'email', hint: contact?.email ? w.emailHint : undefined })}
          ${text('phone', w.phone, contact?.phone, { type: 'tel' })}
        </div>
        ${choice('lang', w.lang, Object.entries(w.langs), { required: true, chosen: contact?.lang ?? this.desk.company.lang })}
        ${contact?.main || !this.customer.contacts.length ? nothing : check('main', w.makeMain)}`,
      w.save,
      (text) => this.#save(text, contact),
      {
        more: contact
          ? html`<div>
              <button type="button" class="bare" @click=${() => this.#remove(contact)}>${w.removeContact}</button>
            </div>`
          : nothing,
      },
    );
  }

  async #save(text: Text, contact: Contact | undefined) {
    const given = {
      firstName: text('firstName'),
      lastName: text('lastName'),
      email: text('email'),
      phone: text('phone'),
      lang: text('lang') as Contact['lang'],
      ...(text('main') && { main: true }),
    };
    const { contacts } = this.desk.client;
    const now = this.customer.contacts.find(({ id }) => id === contact?.id);
    if (!now) await this.#editing.save(() => contacts.create(this.customer.id, given, this.#form.once));
    // An address that changed has ended links: there is no way back from that.
    else await this.#editing.change(now, given, contacts.update, given.email === contact?.email && !given.main);
  }
  async #remove({ id, name }: Contact) {
    // What ends with a contact cannot be brought back, so it is asked first.
    if (confirm(this.#words.now.removeContactWhy(name)))
      await this.#editing.save(async () => {
        await this.desk.client.contacts.remove(id);
        // Before they are missed among those that are read again.
        this.#editing.edit(undefined);
      });
  }
}
