/** Customers: found by the start of the name or by number, the open one beside the list. */
import type { Change, Customer, CustomerSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { DialogOpener } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { ListDetail, listStyles } from '../list-detail.ts';
import type { Lists } from '../lists.ts';
import { CustomerSheet } from './customer-sheet.ts';
import { ManyLinks } from './many-links.ts';
import { NewCustomer } from './new-customer.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';

define('parvis-desk-customer', CustomerSheet);
define('parvis-desk-new-customer', NewCustomer);
define('parvis-desk-many-links', ManyLinks);

/** Shown are those who are customers, or those who are archived. */
const byName = { q: '', shelf: '' as '' | 'archived', sort: 'name' as 'name' | 'number' };

/** `<parvis-desk-customers>` */
export class DeskCustomers extends DeskElement implements Lists<CustomerSummary, typeof byName> {
  static override styles = [
    listStyles,
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
  readonly #words = new Words(this, customersWords);
  readonly defaults = byName;
  readonly #list: ListDetail<CustomerSummary, typeof byName> = new ListDetail(this);
  readonly #links = new DialogOpener(this);

  override onDeskKey(key: string) {
    return this.#list.onKey(key);
  }
  protected override content(): unknown {
    const { shown, closed, done } = this.#links;
    return html`${this.#list.draw()}
    ${
      shown === undefined
        ? nothing
        : html`<parvis-desk-many-links
            .desk=${this.desk}
            .customers=${this.#listed}
            .shown=${shown}
            @close=${closed}
            @done=${done}
          ></parvis-desk-many-links>`
    }`;
  }
  readonly #listed = () => this.items();
  normalized({ q, shelf, sort }: typeof byName): typeof byName {
    // What is archived has one order: no index keeps another.
    if (shelf) return { ...byName, q, shelf: 'archived' };
    return { ...byName, q, sort: sort === 'number' ? sort : byName.sort };
  }
  items() {
    const { q, shelf, sort } = this.#list.chosen;
    const order = sort === 'name' ? 'asc' : 'desc';
    return this.desk.client.customers.list({
      q: q || undefined,
      ...(shelf && { archived: 'true' as const }),
      sort,
      order,
      limit: 100,
    });
  }
  one(id: string) {
    return this.desk.client.customers.get(id);
  }
  stays(before: CustomerSummary, now: CustomerSummary) {
    const isArchived = (now as Customer).archivedAt !== null;
    return before.name === now.name && before.status === now.status && isArchived === (this.#list.chosen.shelf !== '');
  }
  concerns({ kind }: Change) {
    return kind.startsWith('customer.');
  }
  texts() {
    const w = this.#words.now;
    const { q, shelf } = this.#list.chosen;
    return { create: w.create, search: w.searchHint, empty: q ? w.noMatch : shelf ? w.noneArchived : w.empty };
  }
  tools() {
    const w = this.#words.now;
    const orders = [
      ['name', w.byName],
      ['number', w.byNumber],
    ] as const;
    const shelves = [
      ['', w.notArchived],
      ['archived', w.archived],
    ] as const;
    const { shelf, sort } = this.#list.chosen;
    return html`${this.#list.filter(w.shown, shelves, shelf, (chosen) => this.#list.choose({ shelf: chosen as typeof shelf }))}
    ${shelf ? nothing : this.#list.filter(w.order, orders, sort, (chosen) => this.#list.choose({ sort: chosen as typeof sort }))}
    ${
      // A whole space shows what colleagues do as well.
      shelf || !this.desk.viewer.rights.includes('see_all')
        ? nothing
        : html`<button @click=${this.#links.open}>${w.linkToMany}</button>`
    }`;
  }
  row(customer: CustomerSummary) {
    return html`<span class="quiet number">${this.common.number(customer.number)}</span>
      <strong>${customer.name}</strong>
      <span class="quiet small where">${customer.address.postalCode} ${customer.address.city}</span>`;
  }
  sheet() {
    return html`<parvis-desk-customer .desk=${this.desk} .open=${this.open}></parvis-desk-customer>`;
  }
  creator({ shown, closed, done }: DialogOpener) {
    return html`<parvis-desk-new-customer
      .desk=${this.desk}
      .shown=${shown}
      @close=${closed}
      @done=${done}
    ></parvis-desk-new-customer>`;
  }
}

export { DeskCustomers as element };
