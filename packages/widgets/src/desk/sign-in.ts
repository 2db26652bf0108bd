/** Signing in at the desk, and asking for a new password by mail. */
import { OfflineError, type Ref } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { words as french } from './sign-in.fr.ts';
import { ParvisElement } from '../shared/element.ts';
import { Words } from '../shared/locale.ts';
import { clientOf } from './client.ts';
import { Keyboard } from './keyboard.ts';

const lexicon = { fr: french, en: () => import('./sign-in.en.ts') };

type Step = 'sign-in' | 'choose-company' | 'forgotten' | 'mailed';

export const gateStyles = css`
  .gate {
    max-width: 26em;
    margin: min(14vh, 120px) auto;
    padding: calc(4 * var(--u));
  }
  .gate h2 {
    font-size: 1.44em;
  }
`;

/** `<parvis-desk-sign-in>` */
export class SignIn extends ParvisElement {
  static override styles = [ParvisElement.styles, gateStyles];
  static override properties = {
    comesFirst: { attribute: false },
    why: { attribute: false },
    step: { state: true },
    busy: { state: true },
    wrong: { state: true },
    companies: { state: true },
  };
  /** Whether it is all that can be done here: the keyboard is put in its first field. */
  declare comesFirst: boolean;
  /** Why signing in is needed again. */
  declare why: string | undefined;
  declare protected step: Step;
  declare protected busy: boolean;
  /** What is wrong, as a sentence, and beside which field it stands. */
  declare protected wrong: { field: 'email' | 'password' | null; text: string } | undefined;
  declare protected companies: Ref[];
  readonly #words = new Words(this, lexicon);
  protected readonly keyboard = new Keyboard(this);
  /** Kept between the steps, so that nothing is typed twice. */
  #isBegun = false;
  #given = { email: '', password: '' };

  constructor() {
    super();
    this.comesFirst = false;
    this.step = 'sign-in';
    this.busy = false;
    this.companies = [];
  }

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Not there before the words are.
    const first = this.#input('email');
    if (!first || this.#isBegun) return;
    this.#isBegun = true;
    if (this.comesFirst) first.focus();
  }
  override sentence(error: unknown): string {
    return error instanceof OfflineError ? this.#words.now.offline : super.sentence(error);
  }

  protected override content(): unknown {
    const w = this.#words.now;
    switch (this.step) {
      case 'mailed':
        return html`<div class="gate stack" role="status">
          <h2>${w.mailed}</h2>
          <p>${w.mailedWhy}</p>
          <div><button @click=${() => this.#to('sign-in')}>${w.back}</button></div>
        </div>`;
      case 'choose-company':
        return html`<div class="gate stack">
          <h2 tabindex="-1">${w.whichCompany}</h2>
          ${this.#alert()}
          <ul class="stack">
            ${this.companies.map(
              ({ id, name }) =>
                html`<li>
                  <button class="wide" aria-disabled=${this.busy} @click=${() => this.#signIn(id)}>${name}</button>
                </li>`,
            )}
          </ul>
          <div><button class="bare" @click=${() => this.#to('sign-in')}>${w.back}</button></div>
        </div>`;
      case 'forgotten':
        return html`<form class="gate stack" novalidate @submit=${this.#askReset}>
          <h2>${w.forgottenTitle}</h2>
          <p>${w.forgottenWhy}</p>
          ${this.#email()} ${this.#alert()}
          <button class="primary wide" aria-disabled=${this.busy}>${w.mailReset}</button>
          <button type="button" class="bare" @click=${() => this.#to('sign-in')}>${w.back}</button>
        </form>`;
      case 'sign-in':
        return html`<form class="gate stack" novalidate @submit=${this.#submit}>
          <h2>${w.title}</h2>
          ${this.why ? html`<p class="notice">${this.why}</p>` : nothing} ${this.#email()}
          <div class="field">
            <label for="password">${w.password}</label>
            <input
              id="password"
              name="password"
              type="password"
              autocomplete="current-password"
              required
              .value=${this.#given.password}
              aria-invalid=${this.wrong?.field === 'password'}
              aria-describedby=${this.wrong?.field === 'password' ? 'password-wrong' : nothing}
            />
            ${this.#beside('password')}
          </div>
          ${this.#alert()}
          <button class="primary wide" aria-disabled=${this.busy}>${w.signIn}</button>
          <button type="button" class="bare" @click=${() => this.#to('forgotten')}>${w.forgotten}</button>
        </form>`;
    }
  }
  #email() {
    const w = this.#words.now;
    return html`<div class="field">
      <label for="email">${w.email}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        required
        .value=${this.#given.email}
        aria-invalid=${this.wrong?.field === 'email'}
        aria-describedby=${this.wrong?.field === 'email' ? 'email-wrong' : nothing}
      />
      ${this.#beside('email')}
    </div>`;
  }
  #beside(field: 'email' | 'password') {
    return this.wrong?.field === field ? html`<p class="wrong" id="${field}-wrong">${this.wrong.text}</p>` : nothing;
  }
  #alert() {
    return this.wrong?.field === null ? html`<p class="wrong" role="alert">${this.wrong.text}</p>` : nothing;
  }
  #to(step: Step) {
    this.#remember();
    this.wrong = undefined;
    this.step = step;
  }
  #input(name: 'email' | 'password') {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${name}`);
  }
  #remember() {
    this.#given = {
      email: this.#input('email')?.value.trim() ?? this.#given.email,
      password: this.#input('password')?.value ?? this.#given.password,
    };
  }
  async #refuse(field: 'email' | 'password', text: string) {
    this.wrong = { field, text };
    await this.updateComplete;
    this.#input(field)?.focus();
  }
  /** Whether the form can be sent; otherwise the first field that cannot says so. */
  async #complete(): Promise<boolean> {
    this.#remember();
    this.wrong = undefined;
    const w = this.#words.now;
    if (!this.#input('email')?.validity.valid) await this.#refuse('email', w.emailWrong);
    else if (this.#input('password')?.value === '') await this.#refuse('password', w.passwordMissing);
    else return true;
    return false;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (!this.busy && (await this.#complete())) await this.#signIn();
  };
  async #signIn(companyId?: string) {
    if (this.busy) return;
    this.busy = true;
    const w = this.#words.now;
    try {
      await clientOf(this.connection!).session.signIn({ ...this.#given, companyId });
      this.#given = { email: '', password: '' };
    } catch (error) {
      const { code, problem } = error as { code: string; problem?: { companies?: Ref[] } };
      if (code === 'choose-company') {
        this.companies = problem?.companies ?? [];
        this.step = 'choose-company';
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
      } else if (code === 'invalid-credentials') await this.#refuse('password', w.wrongCredentials);
      else {
        this.wrong = { field: null, text: this.sentence(error) };
        this.report(error);
      }
    } finally {
      this.busy = false;
    }
  }
  readonly #askReset = async (event: Event) => {
    event.preventDefault();
    if (this.busy || !(await this.#complete())) return;
    this.busy = true;
    try {
      await clientOf(this.connection!).password.reset(this.#given.email);
      this.step = 'mailed';
    } catch (error) {
      this.wrong = { field: null, text: this.sentence(error) };
      this.report(error);
    } finally {
      this.busy = false;
    }
  };
}
