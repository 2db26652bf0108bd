/** One's own password, changed by the present one. */
import { profileCalls } from '@parvis/sdk/profile';
import { html, nothing } from 'lit';
import { Editing } from '../editing.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { partStyles } from '../settings/part.styles.ts';
import { Words } from '../../shared/locale.ts';
import { profileWords } from './words.ts';

/** As the server asks (NIST SP 800-63B: length, not recipes). */
const shortest = 12;

/** `<parvis-desk-own-password>` */
export class OwnPassword extends DeskElement {
  static override styles = partStyles;
  static override properties = { length: { state: true } };
  declare protected length: number;
  readonly #words = new Words(this, profileWords);
  readonly #form = new Form(this);
  readonly #editing = new Editing<'password'>(this, this.#form);

  constructor() {
    super();
    this.length = 0;
  }
  protected override content(): unknown {
    const w = this.#words.now;
    return html`<section class="stack">
      <div class="title">
        <h2>${w.password}</h2>
        ${this.#editing.button('password', w.changePassword)}
      </div>
      ${this.#editing.now ? this.#passwordForm() : nothing}
    </section>`;
  }
  #passwordForm() {
    const { text } = this.#form;
    const w = this.#words.now;
    const rest = shortest - this.length;
    return html`<form class="stack notice" novalidate @submit=${this.#submit} @input=${this.#measure}>
      ${text('current', w.current, '', { type: 'password', autocomplete: 'current-password', required: true })}
      ${text('password', w.chosen, '', { type: 'password', autocomplete: 'new-password', required: true, hint: w.passwordHint(shortest) })}
      <div>
        <meter
          min="0"
          max="24"
          low=${shortest}
          high="18"
          optimum="24"
          value=${this.length}
          aria-label=${w.strength}
        ></meter>
        <p class="small" role="status">${rest > 0 ? w.tooShortBy(rest) : this.length < 18 ? w.longEnough : w.strong}</p>
      </div>
      <p class="small quiet">${w.othersEnd}</p>
      ${this.#form.end(w.changePassword, this.#editing.cancel)}
    </form>`;
  }
  readonly #measure = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    if (name === 'password') this.length = [...value].length;
  };
  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    // As they were typed: spaces at their ends belong to them.
    const given = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<
      'current' | 'password',
      string
    >;
    const w = this.#words.now;
    const required = this.common.fieldErrors.required;
    if (!given.current || !given.password)
      return this.#form.refuse({
        ...(!given.current && { current: required }),
        ...(!given.password && { password: required }),
      });
    const change = () => profileCalls(this.desk.client.call).changePassword(given);
    if (await this.#editing.save(change, undefined, w.passwordChanged)) {
      this.length = 0;
      this.dispatchEvent(new Event('password-changed'));
    }
  };
}
