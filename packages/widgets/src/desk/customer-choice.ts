/**
 * Finds a customer by whatever is known of them, or says that they are new: a field and what it finds below (combobox
 * pattern of the ARIA Authoring Practices Guide).
 */
import type { Found } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { DeskElement } from './element.ts';
import { Words } from '../shared/locale.ts';
import { findCustomers } from './customers/find-customers.ts';
import { customersWords } from './customers/words.ts';

const pause = 200;

/** A customer was chosen, or somebody new. Stays inside the element that asked. */
export class CustomerChosenEvent extends Event {
  /** Null: they are new. */
  readonly customer: Found<'customer'> | null;
  /** By what they were searched. */
  readonly typed: string;
  constructor(customer: Found<'customer'> | null, typed: string) {
    super('customer-chosen');
    this.customer = customer;
    this.typed = typed;
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
    known: { attribute: false },
    wrong: { attribute: false },
    found: { state: true },
    active: { state: true },
  };
  /** Only who is a customer already can be chosen. */
  declare known: boolean | undefined;
  /** What is wrong with the choice. */
  declare wrong: string | undefined;
  /** What there is to choose from; undefined until something was asked. */
  declare protected found: Found<'customer'>[] | undefined;
  declare protected active: number;
  readonly #words = new Words(this, customersWords);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  /** What was found is what was asked: not while another answer is on its way. */
  #isCurrent = false;
  #trouble: unknown;

  constructor() {
    super();
    this.active = 0;
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }
  override focus() {
    void this.updateComplete.then(() => this.#input?.focus());
  }
  /** Another is to be found. */
  clear() {
    if (this.#input) this.#input.value = '';
    this.found = undefined;
    this.focus();
  }
  /** Below what was found stands who is new. */
  get #options() {
    return this.found && (this.known ? this.found : [...this.found, null]);
  }
  get #input() {
    return this.renderRoot.querySelector('input');
  }

  protected override content(): unknown {
    const w = this.#words.now;
    const { found, wrong } = this;
    const options = this.#options ?? [];
    return html`<div class="field">
      <label for="customer">${w.customer}</label>
      <input
        id="customer"
        role="combobox"
        autocomplete="off"
        maxlength="120"
        placeholder=${w.searchHint}
        aria-autocomplete="list"
        aria-expanded=${options.length > 0}
        aria-controls="found"
        aria-invalid=${Boolean(wrong)}
        aria-describedby=${wrong ? 'wrong' : nothing}
        aria-activedescendant=${options.length ? `option-${this.active}` : nothing}
        @input=${this.#type}
        @keydown=${this.#onKey}
      />
      ${found?.length === 0 ? html`<p class="quiet small">${this.#none}</p>` : nothing}
      <ul id="found" role="listbox" aria-label=${w.customer} ?hidden=${!options.length}>
        ${options.map((customer, index) => this.#option(customer, index))}
      </ul>
      ${wrong ? html`<p class="wrong" id="wrong">${wrong}</p>` : nothing}
    </div>`;
  }
  #option(customer: Found<'customer'> | null, index: number) {
    return html`<li
      id="option-${index}"
      role="option"
      aria-selected=${index === this.active}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(customer)}
    >
      ${
        customer
          ? html`<span class="quiet">${this.common.number(customer.number)}</span><span>${customer.name}</span
              ><span class="quiet small"
                >${[customer.address.city, customer.contact?.phone].filter(Boolean).join(' · ')}</span
              >`
          : html`<strong>${this.#words.now.newCustomer}</strong>`
      }
    </li>`;
  }
  readonly #type = () => {
    this.#isCurrent = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(this.#typed), pause);
  };
  get #none() {
    return this.#trouble ? this.sentence(this.#trouble) : this.#words.now.noMatch;
  }
  get #typed() {
    return this.#input!.value.trim();
  }
  async #search(q: string) {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    this.#trouble = undefined;
    if (!q) {
      this.found = undefined;
      return;
    }
    try {
      this.found = await findCustomers(this.desk.client, q, 8, { signal });
    } catch (error) {
      if (signal.aborted) return;
      // Who is new can be written down all the same.
      this.#trouble = error;
      this.found = [];
      this.report(error);
    }
    this.active = 0;
    this.#isCurrent = true;
    this.announce(this.found.length ? '' : this.#none);
  }
  readonly #onKey = (event: KeyboardEvent) => {
    const options = this.#options;
    if (!options?.length || event.isComposing) return;
    if (event.key === 'ArrowDown') this.active = Math.min(options.length - 1, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key !== 'Enter') return;
    else if (this.#isCurrent) this.#choose(options[this.active]!);
    event.preventDefault();
  };
  #choose(customer: Found<'customer'> | null) {
    this.dispatchEvent(new CustomerChosenEvent(customer, this.#typed));
  }
}
