/** Customers: found by the start of the name or by number, the open one beside the list. */
import type { CustomerSummary } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { words as french } from '../../locales/fr/desk-customers.ts';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { Windowed, windowedStyles } from '../../shared/windowed.ts';
import { Listing } from '../listing.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';
import { CustomerSheet } from './customer-sheet.ts';
import { NewCustomer } from './new-customer.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-customers.ts') };
define('parvis-desk-customer', CustomerSheet);
define('parvis-desk-new-customer', NewCustomer);
const pause = 250;

/** `<parvis-desk-customers>` */
export class DeskCustomers extends DeskSection {
  static override styles = [
    DeskSection.styles,
    windowedStyles,
    splitStyles,
    css`
      .line.customer {
        grid-template: 'who number' 'where where' / minmax(0, 1fr) auto;
      }
      .number {
        grid-area: number;
      }
      .customer strong {
        grid-area: who;
      }
      .where {
        grid-area: where;
      }
      @container (min-width: 52em) {
        .split:not(.opened) .line.customer {
          grid-template: 'number who where' / 5em minmax(10em, 2fr) minmax(8em, 2fr);
          align-items: center;
        }
      }
    `,
  ];
  static override properties = { query: { state: true }, sort: { state: true }, creating: { state: true } };
  declare protected query: string;
  declare protected sort: 'name' | 'number';
  declare protected creating: boolean;
  readonly #words = new Words(this, lexicon);
  readonly #list = new Listing<CustomerSummary>(this, () =>
    this.desk.client.customers.list({
      q: this.query || undefined,
      sort: this.sort,
      order: this.sort === 'name' ? 'asc' : 'desc',
      limit: 100,
    }),
  );
  readonly #rows = new Windowed(this, {
    estimate: 61,
    count: () => this.#list.items.length,
    nearEnd: () => void this.#list.more(),
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = '';
    this.sort = 'name';
    this.creating = false;
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('query') || changed.has('sort') || !this.#list.state) void this.#list.load();
    if (changed.has('creating') && this.creating)
      void this.renderRoot.querySelector<NewCustomer>('parvis-desk-new-customer')?.show();
  }
  override onDeskKey(key: string) {
    if (key === '/') this.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
    else if (key === 'n') this.creating = true;
    else if (key === 'Escape' && this.open) this.#close();
    else return false;
    return true;
  }
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value.trim()), pause);
  };
  #close() {
    this.desk.go({ section: 'customers', id: null });
  }

  protected override content() {
    const w = this.#words.now;
    return html`<div class="split ${this.open ? 'opened' : ''}">
        <section class="list" aria-label=${w.title}>
          <div class="tools">
            <div class="row">
              <h2>${w.title}</h2>
              <button class="primary" @click=${() => (this.creating = true)}>${w.create}</button>
            </div>
            <div class="search">
              <label class="hidden" for="search">${w.searchHint}</label>
              <input id="search" type="search" placeholder=${w.searchHint} @input=${this.#type} />
            </div>
            <select
              aria-label=${w.order}
              @change=${(event: Event) => (this.sort = (event.target as HTMLSelectElement).value as 'name' | 'number')}
            >
              <option value="name">${w.byName}</option>
              <option value="number">${w.byNumber}</option>
            </select>
          </div>
          ${this.#content()}
        </section>
        ${
          this.open
            ? html`<section class="sheet">
                <button class="bare back" @click=${() => this.#close()}>${w.back}</button>
                <parvis-desk-customer
                  .desk=${this.desk}
                  .open=${this.open}
                  @changed=${() => void this.#list.load()}
                ></parvis-desk-customer>
              </section>`
            : nothing
        }
      </div>
      ${
        this.creating
          ? html`<parvis-desk-new-customer
              .desk=${this.desk}
              @close=${() => {
                this.creating = false;
                void this.#list.load();
              }}
            ></parvis-desk-new-customer>`
          : nothing
      }`;
  }
  #content() {
    const list = this.#list;
    const w = this.#words.now;
    if (list.state === 'failed' && !list.items.length) {
      return html`<div class="notice bad stack" role="alert">
        <p>${this.sentence(list.error)}</p>
        <div><button @click=${() => void list.load()}>${this.common.retry}</button></div>
      </div>`;
    }
    if (list.empty) return html`<p class="empty">${this.query ? w.noMatch : w.empty}</p>`;
    if (!list.items.length)
      return html`<div aria-hidden="true">
        ${[0, 1, 2, 3, 4, 5].map(() => html`<div class="line"><i class="bone">&nbsp;</i></div>`)}
      </div>`;
    return html`<div class="windowed" role="list" aria-busy=${list.state === 'loading'} @keydown=${this.#rows.onKey}>
      ${repeat(
        this.#rows.rows,
        (row) => list.items[row]?.id ?? row,
        (row) => this.#line(list.items[row]!, row),
      )}
    </div>`;
  }
  #line(customer: CustomerSummary, row: number) {
    return html`<div role="listitem" data-row=${row} aria-setsize=${this.#list.items.length} aria-posinset=${row + 1}>
      <a
        class="line customer"
        href="#/customers/${customer.id}"
        tabindex=${row === this.#rows.active ? 0 : -1}
        aria-current=${customer.id === this.open ? 'true' : nothing}
        @focus=${() => (this.#rows.active = row)}
        @click=${(event: MouseEvent) => this.#openCustomer(event, customer.id)}
      >
        <span class="quiet number">${this.common.number(customer.number)}</span>
        <strong>${customer.name}</strong>
        <span class="quiet small where">${customer.address.postalCode} ${customer.address.city}</span>
      </a>
    </div>`;
  }
  #openCustomer(event: MouseEvent, id: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.desk.go({ section: 'customers', id });
  }
}
