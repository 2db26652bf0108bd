/** One customer: who they are, whom to write to, what their portal shows, and the links they were given. */
import {
  NotFoundError,
  StaleError,
  type Contact,
  type Customer,
  type Equipment,
  type PortalPart,
  type Site,
} from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { words as french } from '../../locales/fr/desk-customers.ts';
import { define } from '../../shared/define.ts';
import { dialogStyles } from '../../shared/dialog.ts';
import { fileList, fileStyles } from '../../shared/files.ts';
import { Words } from '../../shared/locale.ts';
import { focusWrong, formStyles, textField, textsOf, wrongsOf, type Wrongs } from '../form.ts';
import { NewIntervention } from '../interventions/new-intervention.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';
import { Links } from './links.ts';
import { Preview } from './preview.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-customers.ts') };
define('parvis-desk-links', Links);
define('parvis-desk-preview', Preview);
define('parvis-desk-new-intervention', NewIntervention);

/** The parts that exist so far; the others join as they are built. */
const shownParts: PortalPart[] = ['creation', 'sites', 'equipment', 'documents'];

/**
 * `<parvis-desk-customer>`
 * @fires {Event} changed - What the list shows of this customer changed.
 */
export class CustomerSheet extends DeskSection {
  static override styles = [
    DeskSection.styles,
    dialogStyles,
    fileStyles,
    formStyles,
    splitStyles,
    css`
      .row > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = {
    item: { state: true },
    places: { state: true },
    failure: { state: true },
    editing: { state: true },
    wrongs: { state: true },
    busy: { state: true },
    creating: { state: true },
    previewed: { state: true },
  };
  declare protected item: Customer | undefined;
  declare protected places: { sites: Site[]; equipment: Equipment[] } | undefined;
  declare protected failure: unknown;
  /** What is being edited: the customer, a contact by id, or a new contact. */
  declare protected editing: 'customer' | 'new-contact' | { contact: string } | undefined;
  declare protected wrongs: Wrongs;
  declare protected busy: boolean;
  declare protected creating: boolean;
  /** The contact whose portal is looked at. */
  declare protected previewed: Contact | undefined;
  readonly #words = new Words(this, lexicon);

  constructor() {
    super();
    this.wrongs = {};
    this.busy = this.creating = false;
  }

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('open') && this.open && this.item?.id !== this.open) {
      this.item = this.places = this.editing = this.failure = undefined;
      this.wrongs = {};
      void this.#read();
    }
    if (changed.has('creating') && this.creating)
      void this.renderRoot.querySelector<NewIntervention>('parvis-desk-new-intervention')?.show();
  }
  async #read() {
    const id = this.open;
    if (!id) return;
    try {
      const [item, sites, equipment] = await Promise.all([
        this.desk.client.customers.get(id),
        this.desk.client.sites.list({ customerId: id, limit: 200 }).page(),
        this.desk.client.equipment.list({ customerId: id, limit: 200 }).page(),
      ]);
      if (id !== this.open) return;
      this.item = item;
      this.places = { sites: sites.items, equipment: equipment.items };
    } catch (error) {
      if (!this.item || error instanceof NotFoundError) this.failure = error;
    }
  }

  /** Saves; a change that somebody else made meanwhile is read again, and what was typed stays in the form. */
  async #save(work: () => Promise<unknown>) {
    if (this.busy) return;
    this.busy = true;
    this.wrongs = {};
    try {
      await work();
      this.editing = undefined;
      this.announce(this.#words.now.saved);
      this.dispatchEvent(new Event('changed'));
      await this.#read();
    } catch (error) {
      this.wrongs = wrongsOf(error, this.common, (each) => this.sentence(each));
      this.report(error);
      if (error instanceof StaleError) await this.#read();
      await this.updateComplete;
      focusWrong(this.renderRoot);
    } finally {
      this.busy = false;
    }
  }

  protected override content() {
    const w = this.#words.now;
    if (this.failure) {
      return html`<div class="notice bad" role="alert"><p>${this.sentence(this.failure)}</p></div>`;
    }
    const { item } = this;
    if (!item)
      return html`<div class="stack" aria-hidden="true">
        ${[0, 1, 2, 3].map(() => html`<i class="bone">&nbsp;</i>`)}
      </div>`;
    return html`<article class="stack">
        <div class="row">
          <h2>${item.name}</h2>
          <span class="quiet">${this.common.number(item.number)}</span>
        </div>
        ${this.editing === 'customer' ? this.#customerForm(item) : this.#facts(item)}
        <h3>${w.contacts}</h3>
        ${this.#contacts(item)}
        <parvis-desk-links .desk=${this.desk} .customer=${item} .places=${this.places}></parvis-desk-links>
        ${this.#portal(item)} ${this.#places()}
      </article>
      ${
        this.creating
          ? html`<parvis-desk-new-intervention
              .desk=${this.desk}
              .customer=${{ id: item.id, name: item.name }}
              @close=${() => (this.creating = false)}
            ></parvis-desk-new-intervention>`
          : nothing
      }
      ${
        this.previewed
          ? html`<parvis-desk-preview
              .desk=${this.desk}
              .contact=${this.previewed}
              @close=${() => (this.previewed = undefined)}
            ></parvis-desk-preview>`
          : nothing
      }`;
  }

  #facts(item: Customer) {
    const w = this.#words.now;
    const { line1, line2, postalCode, city } = item.address;
    return html`<dl class="facts">
        <dt>${w.address}</dt>
        <dd class="lines">${[line1, line2, `${postalCode} ${city}`].filter((line) => line.trim()).join('\n')}</dd>
        ${
          item.extra
            ? html`<dt>${w.extra}</dt>
                <dd>${item.extra}</dd>`
            : nothing
        }
        ${
          item.attachments.length
            ? html`<dt>${this.common.attachments}</dt>
                <dd>${fileList(item.attachments, this.desk.client, this.common)}</dd>`
            : nothing
        }
      </dl>
      <div class="row">
        <button @click=${() => (this.creating = true)}>${w.createIntervention}</button>
        <button @click=${() => this.#edit('customer')}>${w.edit}</button>
        <label class="button"
          >${w.attach}<input
            class="hidden"
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp,application/pdf"
            @change=${this.#attach}
        /></label>
      </div>
      ${this.wrongs[''] && !this.editing ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}`;
  }
  #edit(what: typeof this.editing) {
    this.wrongs = {};
    this.editing = what;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('form input')?.focus());
  }
  readonly #attach = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const chosen = [...(input.files ?? [])].slice(0, 10);
    input.value = '';
    const { client } = this.desk;
    await this.#save(async () => {
      const uploaded = await Promise.all(chosen.map((file) => client.files.upload(file)));
      await client.customers.addAttachments(
        this.item!.id,
        uploaded.map(({ id }) => id),
      );
    });
  };

  #customerForm(item: Customer) {
    const w = this.#words.now;
    const text = (name: string, label: string, value: string, more: object = {}) =>
      textField({ name, label, value, ...more }, this.wrongs, this.common.optional);
    const person = item.kind === 'person';
    return html`<form class="stack notice" novalidate @submit=${this.#saveCustomer}>
      <div class="pair">
        ${person ? text('firstName', w.firstName, item.firstName) : nothing}
        ${text('lastName', person ? w.lastName : w.organizationName, item.lastName, { required: true })}
      </div>
      ${text('address.line1', w.line1, item.address.line1)} ${text('address.line2', w.line2, item.address.line2)}
      <div class="pair">
        ${text('address.postalCode', w.postalCode, item.address.postalCode)}
        ${text('address.city', w.city, item.address.city)}
      </div>
      ${text('extra', w.extra, item.extra, { rows: 3, hint: w.extraHint })} ${this.#formEnd()}
    </form>`;
  }
  #formEnd() {
    return html`${this.wrongs[''] ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${this.#words.now.save}</button>
        <button type="button" @click=${() => (this.editing = undefined)}>${this.common.cancel}</button>
      </div>`;
  }
  readonly #saveCustomer = (event: Event) => {
    event.preventDefault();
    const given = textsOf(event.target as HTMLFormElement);
    const text = (name: string) => (given[name] ?? '').trim();
    const { customers } = this.desk.client;
    void this.#save(() =>
      customers.update(this.item!, {
        ...(given['firstName'] !== undefined && { firstName: text('firstName') }),
        lastName: text('lastName'),
        address: {
          line1: text('address.line1'),
          line2: text('address.line2'),
          postalCode: text('address.postalCode'),
          city: text('address.city'),
          country: this.item!.address.country,
        },
        extra: text('extra'),
      }),
    );
  };

  #contacts(item: Customer) {
    const w = this.#words.now;
    return html`<ul class="stack">
        ${item.contacts.map((contact) => {
          const edited = typeof this.editing === 'object' && this.editing.contact === contact.id;
          return html`<li>
            ${
              edited
                ? this.#contactForm(contact)
                : html`<div class="row">
                    <span
                      ><strong>${contact.name}</strong>
                      ${contact.main && item.contacts.length > 1 ? html`<small class="quiet">${w.mainContact}</small>` : nothing}<br />
                      <span class="small quiet"
                        >${[contact.email, contact.phone].filter(Boolean).join(' · ') || w.noReach}</span
                      ></span
                    >
                    <button class="bare" @click=${() => this.#edit({ contact: contact.id })}>${w.edit}</button>
                    <button class="bare" @click=${() => (this.previewed = contact)}>${w.preview}</button>
                  </div>`
            }
          </li>`;
        })}
      </ul>
      ${
        this.editing === 'new-contact'
          ? this.#contactForm(undefined)
          : html`<div><button class="bare" @click=${() => this.#edit('new-contact')}>${w.addContact}</button></div>`
      }`;
  }
  #contactForm(contact: Contact | undefined) {
    const w = this.#words.now;
    const text = (name: string, label: string, value = '', more: object = {}) =>
      textField({ name, label, value, ...more }, this.wrongs, this.common.optional);
    return html`<form class="stack notice" novalidate @submit=${(event: Event) => this.#saveContact(event, contact)}>
      <div class="pair">
        ${text('firstName', w.firstName, contact?.firstName)}
        ${text('lastName', w.lastName, contact?.lastName, { required: true })}
      </div>
      <div class="pair">
        ${text('email', w.email, contact?.email, { type: 'email', hint: contact ? w.emailHint : undefined })}
        ${text('phone', w.phone, contact?.phone, { type: 'tel' })}
      </div>
      ${this.#formEnd()}
      ${contact ? html`<div><button type="button" class="bare" @click=${() => this.#remove(contact)}>${w.removeContact}</button></div>` : nothing}
    </form>`;
  }
  #saveContact(event: Event, contact: Contact | undefined) {
    event.preventDefault();
    const { firstName = '', lastName = '', email = '', phone = '' } = textsOf(event.target as HTMLFormElement);
    const given = { firstName: firstName.trim(), lastName: lastName.trim(), email: email.trim(), phone: phone.trim() };
    const { contacts } = this.desk.client;
    void this.#save(() => (contact ? contacts.update(contact, given) : contacts.create(this.item!.id, given)));
  }
  #remove(contact: Contact) {
    // What ends with a contact cannot be brought back, so it is asked first.
    if (confirm(this.#words.now.removeContactWhy(contact.name)))
      void this.#save(() => this.desk.client.contacts.remove(contact.id));
  }

  #portal(item: Customer) {
    const w = this.#words.now;
    return html`<details>
      <summary><h3>${w.portal}</h3></summary>
      <fieldset>
        <legend class="hidden">${w.portal}</legend>
        ${shownParts.map((part) => {
          const own = item.options[part] ?? null;
          const general = this.desk.company.options[part];
          return html`<div class="field">
            <label for="part-${part}">${w.parts[part]}</label>
            <select
              id="part-${part}"
              @change=${(event: Event) => this.#setPart(part, (event.target as HTMLSelectElement).value)}
            >
              <option value="" ?selected=${own === null}>${general ? w.asAllOn : w.asAllOff}</option>
              <option value="true" ?selected=${own === true}>${w.on}</option>
              <option value="false" ?selected=${own === false}>${w.off}</option>
            </select>
          </div>`;
        })}
      </fieldset>
    </details>`;
  }
  #setPart(part: PortalPart, value: string) {
    const options = { [part]: value === '' ? null : value === 'true' };
    void this.#save(() => this.desk.client.customers.update(this.item!, { options }));
  }
  #places() {
    const w = this.#words.now;
    const { sites = [], equipment = [] } = this.places ?? {};
    if (!sites.length && !equipment.length) return nothing;
    return html`<details>
      <summary><h3>${w.placesTitle(sites.length, equipment.length)}</h3></summary>
      <ul class="stack">
        ${sites.map(
          (site) =>
            html`<li>
              <strong>${site.name}</strong><br />
              <span class="small quiet">${site.address.line1}, ${site.address.postalCode} ${site.address.city}</span>
              <ul>
                ${equipment
                  .filter((each) => each.site?.id === site.id)
                  .map(
                    (each) =>
                      html`<li class="small">${[each.kind, each.brand, each.model].filter(Boolean).join(' ')}</li>`,
                  )}
              </ul>
            </li>`,
        )}
      </ul>
    </details>`;
  }
}
