/**
 * What every form asks that makes a customer, with the person to write to; and who may be that customer already. That is
 * shown before a second one is made, and refuses nothing: who presses then, makes them all the same.
 */
import type { Found } from '@parvis/sdk';
import { html, nothing } from 'lit';
import type { DeskElement } from '../element.ts';
import type { Text } from '../fields.ts';
import type { Form } from '../form.ts';
import { LatestOnly } from '../latest-only.ts';
import { addressFields, addressIn } from './address.ts';
import { findCustomers } from './find-customers.ts';
import type { words as french } from './customers.fr.ts';

type Words = typeof french;
/** By what one customer is told to be another: an address, a number. */
type Reach = Record<'email' | 'phone', string>;

export class CustomerFields {
  readonly #host: DeskElement;
  readonly #form: Form;
  readonly #words: () => Words;
  readonly #known: (customer: Found<'customer'>) => void;
  readonly #readings = new LatestOnly();
  #kind: 'person' | 'organization' = 'person';
  /** Who has this address or number already. */
  #same: Found<'customer'>[] = [];
  /** What they were looked for by, and whether that found nobody who was not shown before. */
  #asked = '';
  #answer = Promise.resolve(true);

  /** `known` is told of the customer who is taken instead of a new one. */
  constructor(host: DeskElement, form: Form, words: () => Words, known: (customer: Found<'customer'>) => void) {
    this.#host = host;
    this.#form = form;
    this.#words = words;
    this.#known = known;
  }
  /** Whether something is shown that speaks against a new one. */
  get isDoubted() {
    return this.#same.length > 0;
  }

  /**
   * `known` is what they were searched by: a name, a telephone number, an address. How to reach them comes before where they
   * are: who answers the telephone has it first, and so hears first who is known already.
   */
  draw(known = '') {
    const { text } = this.#form;
    const isPhone = /^[+\d][\d .()-]*$/.test(known);
    const isEmail = known.includes('@');
    const w = this.#words();
    const isPerson = this.#kind === 'person';
    return html`<div class="row" role="radiogroup" aria-label=${w.kind}>
        ${(['person', 'organization'] as const).map(
          (kind) =>
            html`<label class="check"
              ><input
                type="radio"
                name="kind"
                value=${kind}
                ?checked=${this.#kind === kind}
                @change=${() => this.#turn(kind)}
              />${w.kinds[kind]}</label
            >`,
        )}
      </div>
      <div class="pair">
        ${isPerson ? text('firstName', w.firstName) : nothing}
        ${text('lastName', isPerson ? w.lastName : w.organizationName, isPhone || isEmail ? '' : known, { required: true })}
      </div>
      ${
        isPerson
          ? nothing
          : html`<h3>${w.contact}</h3>
              <div class="pair">${text('contact.firstName', w.firstName)} ${text('contact.lastName', w.lastName)}</div>`
      }
      <div class="pair" @change=${this.#change}>
        ${text('contact.phone', w.phone, isPhone ? known : '', { type: 'tel' })}
        ${text('contact.email', w.email, isEmail ? known : '', { type: 'email' })}
      </div>
      <div class="doubts stack" role="status">${this.#same.length ? this.#say(w) : nothing}</div>
      ${isPerson ? nothing : html`<h3>${w.organizationAddress}</h3>`} ${addressFields(text, w)}`;
  }
  #turn(kind: 'person' | 'organization') {
    this.#kind = kind;
    this.#host.requestUpdate();
  }
  #say(w: Words) {
    return html`<div>
      <p>${w.same}</p>
      <ul>
        ${this.#same.map(
          (each) =>
            html`<li>
              ${[`${this.#host.common.number(each.number)} ${each.name}`, each.address.city].filter(Boolean).join(', ')}
              <button type="button" class="bare" aria-label=${w.isThem(each.name)} @click=${() => this.#known(each)}>
                ${w.them}
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  /** What was typed, as it is sent. */
  typed(text: Text) {
    const firstName = this.#kind === 'person' ? text('firstName') : '';
    // A person is their own contact; an organization has one when somebody was named.
    const contact =
      this.#kind === 'person'
        ? { firstName, lastName: text('lastName') }
        : { firstName: text('contact.firstName'), lastName: text('contact.lastName') };
    const reach = reachIn(text);
    return {
      kind: this.#kind,
      firstName,
      lastName: text('lastName'),
      address: addressIn(text),
      // Somebody of whom anything was written: without a name the server says that one is missing.
      ...([...Object.values(contact), ...Object.values(reach)].some(Boolean) && {
        contact: { ...contact, ...reach, main: true },
      }),
    };
  }
  /** Whether nobody is known to be this customer who was not shown before; the form shows who. */
  isNew(text: Text): Promise<boolean> {
    return this.#look(reachIn(text));
  }
  readonly #change = (event: Event) => {
    const { form } = event.target as HTMLInputElement;
    if (!form) return;
    void this.#look(reachIn((name) => (form.elements.namedItem(name) as HTMLInputElement).value.trim()));
  };
  /** Pressed while the answer is on its way, it is that answer which is waited for. */
  #look(reach: Reach): Promise<boolean> {
    const asked = `${reach.email} ${reach.phone}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#answer = this.#ask(reach);
    }
    return this.#answer;
  }
  async #ask(reach: Reach): Promise<boolean> {
    const isLatest = this.#readings.begin();
    let found: Found<'customer'>[] = [];
    try {
      const asked = [reach.email, reach.phone].filter(Boolean);
      const all = (await Promise.all(asked.map((q) => findCustomers(this.#host.desk.client, q, 20)))).flat();
      // A search answers also what only begins like it.
      found = all.filter(({ contact }) => contact && isSame(contact, reach));
    } catch (error) {
      // Without an answer nothing is known against it, and making them says itself what is wrong.
      this.#host.report(error);
      if (isLatest()) this.#asked = '';
    }
    if (!isLatest()) return false;
    this.#same = [...new Map(found.map((each) => [each.id, each])).values()];
    // From here on that is shown.
    this.#answer = Promise.resolve(true);
    this.#host.requestUpdate();
    return !this.#same.length;
  }
}

const reachIn = (text: Text): Reach => ({ email: text('contact.email'), phone: text('contact.phone') });
/** However it is written, from home or abroad. */
const digitsOf = (phone: string) => phone.replaceAll(/\D/g, '').slice(-9);
const isSame = (a: Reach, b: Reach) =>
  Boolean(
    (a.email && a.email.toLowerCase() === b.email.toLowerCase()) ||
    (digitsOf(a.phone) && digitsOf(a.phone) === digitsOf(b.phone)),
  );
