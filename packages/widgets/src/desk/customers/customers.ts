/** Customers: found by the start of the name or by number, the open one beside the list. */
import type { Change, CustomerSummary } from '@parvis/sdk';
import { css, html } from 'lit';
import { define } from '../../shared/define.ts';
import { ListSection } from '../list-section.ts';
import { CustomerSheet } from './customer-sheet.ts';
import { NewCustomer } from './new-customer.ts';

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
  static override properties = { sort: { state: true } };
  declare protected sort: 'name' | 'number';
  protected readonly section = 'customers';

  constructor() {
    super();
    this.sort = 'name';
  }

  protected get asked() {
    return {
      q: this.query || undefined,
      sort: this.sort,
      order: this.sort === 'name' ? ('asc' as const) : ('desc' as const),
      limit: 100,
    };
  }
  protected list() {
    return this.desk.client.customers.list(this.asked);
  }
  protected concerns({ kind }: Change) {
    return kind.startsWith('customer.');
  }
  protected get texts() {
    const w = this.words.customers;
    return {
      title: w.title,
      create: w.create,
      search: w.searchHint,
      empty: this.query ? w.noMatch : w.empty,
      back: w.back,
    };
  }

  protected tools() {
    const w = this.words.customers;
    return html`<select
      aria-label=${w.order}
      @change=${(event: Event) => (this.sort = (event.target as HTMLSelectElement).value as 'name' | 'number')}
    >
      <option value="name">${w.byName}</option>
      <option value="number">${w.byNumber}</option>
    </select>`;
  }
  protected row(customer: CustomerSummary) {
    return html`<span class="quiet number">${this.common.number(customer.number)}</span>
      <strong>${customer.name}</strong>
      <span class="quiet small where">${customer.address.postalCode} ${customer.address.city}</span>`;
  }
  protected sheet() {
    return html`<parvis-desk-customer .desk=${this.desk} .open=${this.open}></parvis-desk-customer>`;
  }
  protected dialog() {
    return html`<parvis-desk-new-customer
      .desk=${this.desk}
      .shown=${this.creating}
      @close=${() => (this.creating &&= false)}
      @done=${() => (this.creating = undefined)}
    ></parvis-desk-new-customer>`;
  }
}
