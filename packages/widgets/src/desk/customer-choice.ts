/** Finds a customer by the start of the name or by number: a field and what it finds below (ARIA combobox pattern). */
import type { CustomerSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { DeskElement } from './element.ts';
import { Words } from '../shared/locale.ts';
import { customersWords } from './customers/words.ts';

const pause = 200;

/** A customer was chosen. Stays inside the element that asked. */
export class CustomerChosenEvent extends Event {
  readonly customer: CustomerSummary;
  constructor(customer: CustomerSummary) {
    super('customer-chosen');
    this.customer = customer;
  }
}

/** `<parvis-desk-customer-choice>` */
export class CustomerChoice extends DeskElement {
  static override styles = [
    DeskElement.styles,
    css`
      input {
        scroll-margin-block: calc(10 * var(--u));
      }
      ul {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        margin-top: var(--u);
      }
      li {
        display: flex;
        gap: calc(3 * var(--u));
        min-height: 44px;
        align-items: center;
        padding: 0 calc(3 * var(--u));
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--tint);
      }
      @media (forced-colors: active) {
        li[aria-selected='true'] {
          outline: 2px solid;
          outline-offset: -2px;
        }
      }
    `,
  ];
  static override properties = {
    wrong: { attribute: false },
    found: { state: true },
    active: { state: true },
    chosen: { state: true },
  };
  /** What is wrong with the choice. */
  declare wrong: string | undefined;
  declare protected found: CustomerSummary[] | undefined;
  declare protected active: number;
  declare protected chosen: CustomerSummary | undefined;
  readonly #words = new Words(this, customersWords);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  constructor() {
    super();
    this.active = 0;
  }
  override focus() {
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  protected override content(): unknown {
    const w = this.#words.now;
    const { found } = this;
    const shown = found !== undefined && !this.chosen;
    return html`<div class="field">
      <label for="customer">${w.customer}</label>
      <input
        id="customer"
        role="combobox"
        autocomplete="off"
        maxlength="120"
        placeholder=${w.searchHint}
        aria-expanded=${shown}
        aria-controls="found"
        aria-invalid=${Boolean(this.wrong)}
        aria-describedby=${this.wrong ? 'wrong' : nothing}
        aria-activedescendant=${shown && found.length ? `option-${this.active}` : nothing}
        .value=${this.chosen?.name ?? ''}
        @input=${this.#type}
        @keydown=${this.#onKey}
      />
      <ul id="found" role="listbox" ?hidden=${!shown}>
        ${found?.map(
          (customer, index) =>
            html`<li
              id="option-${index}"
              role="option"
              aria-selected=${index === this.active}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#choose(customer)}
            >
              <span class="quiet">${this.common.number(customer.number)}</span><span>${customer.name}</span
              ><span class="quiet small">${customer.address.city}</span>
            </li>`,
        )}
        ${found?.length === 0 ? html`<li class="quiet">${w.noMatch}</li>` : nothing}
      </ul>
      ${this.wrong ? html`<p class="wrong" id="wrong">${this.wrong}</p>` : nothing}
    </div>`;
  }
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    this.chosen = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(value.trim()), pause);
  };
  async #search(q: string) {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    if (!q) {
      this.found = undefined;
      return;
    }
    try {
      const { items } = await this.desk.client.customers.list({ q, limit: 8 }).page(null, { signal });
      this.found = items;
      this.active = 0;
    } catch (error) {
      if (!signal.aborted) this.report(error);
    }
  }
  readonly #onKey = (event: KeyboardEvent) => {
    const { found } = this;
    if (!found?.length || this.chosen) return;
    if (event.key === 'ArrowDown') this.active = Math.min(found.length - 1, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key === 'Enter') this.#choose(found[this.active]!);
    else return;
    event.preventDefault();
  };
  #choose(customer: CustomerSummary) {
    this.chosen = customer;
    this.dispatchEvent(new CustomerChosenEvent(customer));
  }
}
