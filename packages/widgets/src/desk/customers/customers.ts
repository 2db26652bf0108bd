/** Customers: found by the start of the name or by number, the open one beside the list. */
import type { Change, CustomerSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { ListSection } from '../list-detail.ts';
import { CustomerSheet } from './customer-sheet.ts';
import { NewCustomer } from './new-customer.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';

define('parvis-desk-customer', CustomerSheet);
define('parvis-desk-new-customer', NewCustomer);

/** `<parvis-desk-customers>` */
export class DeskCustomers extends ListSection<CustomerSummary> {
  static override styles = [
    ListSection.styles,
    css`
      .line {
        grid-template: 'who number' 'where where' / minmax(0, 1fr) auto;
      }
      .number {
        grid-area: number;
      }
      .line strong {
        grid-area: who;
      }
      .where {
        grid-area: where;
      }
      @container (min-width: 52em) {
        .split:not(.opened) .line {
          grid-template: 'number who where' / 5em minmax(10em, 2fr) minmax(8em, 2fr);
          align-items: center;
        }
      }
    `,
  ];
  static override properties = { sort: { state: true }, shelf: { state: true } };
  declare protected sort: 'name' | 'number';
  /** Those who are customers, or those in the bin. */
  declare protected shelf: '' | 'binned';
  readonly #words = new Words(this, customersWords);
  protected readonly section = 'customers';

  constructor() {
    super();
    this.sort = 'name';
    this.shelf = '';
  }

  protected get asked() {
    return {
      q: this.query || undefined,
      ...(this.shelf && { status: this.shelf }),
      sort: this.sort,
      order: this.sort === 'name' ? ('asc' as const) : ('desc' as const),
      limit: 100,
    };
  }
  protected list() {
    return this.desk.client.customers.list(this.asked);
  }
  protected override one(id: string) {
    return this.desk.client.customers.get(id);
  }
  protected override stays(before: CustomerSummary, now: CustomerSummary) {
    return before.name === now.name && before.status === now.status;
  }
  protected override concerns({ kind }: Change) {
    return kind.startsWith('customer.');
  }
  protected get texts() {
    const w = this.#words.now;
    return {
      create: w.create,
      search: w.searchHint,
      empty: this.query ? w.noMatch : this.shelf ? w.binEmpty : w.empty,
    };
  }

  protected tools() {
    const w = this.#words.now;
    const orders = [
      ['name', w.byName],
      ['number', w.byNumber],
    ] as const;
    const shelves = [
      ['', w.outOfBin],
      ['binned', w.bin],
    ] as const;
    return html`${this.filter(w.shown, shelves, this.shelf, (shelf) => this.#open(shelf as typeof this.shelf))}
    ${this.shelf ? nothing : this.filter(w.order, orders, this.sort, (sort) => (this.sort = sort as typeof this.sort))}`;
  }
  /** The bin has one order: no index keeps another. */
  #open(shelf: typeof this.shelf) {
    this.shelf = shelf;
    if (shelf) this.sort = 'name';
  }
  protected row(customer: CustomerSummary) {
    return html`<span class="quiet number">${this.common.number(customer.number)}</span>
      <strong>${customer.name}</strong>
      <span class="quiet small where">${customer.address.postalCode} ${customer.address.city}</span>`;
  }
  protected sheet() {
    return html`<parvis-desk-customer .desk=${this.desk} .open=${this.open}></parvis-desk-customer>`;
  }
  protected override dialog() {
    return html`<parvis-desk-new-customer
      .desk=${this.desk}
      .shown=${this.creating}
      @close=${() => (this.creating &&= false)}
      @done=${() => (this.creating = undefined)}
    ></parvis-desk-new-customer>`;
  }
}

export { DeskCustomers as element };
