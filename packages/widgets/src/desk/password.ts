/** Choosing a password by the one-time link of an invitation or reset. */
import type { MemberClient } from '@parvis/sdk/member';
import { html, nothing, type PropertyValues } from 'lit';
import { words as french } from './sign-in.fr.ts';
import { ParvisElement } from '../shared/element.ts';
import { Words } from '../shared/locale.ts';
import { clientOf } from './client.ts';
import { Keyboard } from './keyboard.ts';
import { gateStyles } from './sign-in.ts';

const lexicon = { fr: french, en: () => import('./sign-in.en.ts') };
type Invited = Awaited<ReturnType<MemberClient['password']['token']>>;

/** As the server asks (NIST SP 800-63B: length, not recipes). */
const shortest = 12;

/**
 * `<parvis-desk-password>`
 * @fires {Event} done - The password is chosen and the member signed in, or the way there was given up.
 */
export class Password extends ParvisElement {
  static override styles = [ParvisElement.styles, gateStyles];
  static override properties = {
    token: { attribute: false },
    invited: { state: true },
    failed: { state: true },
    length: { state: true },
    wrong: { state: true },
    busy: { state: true },
  };
  declare token: string;
  declare protected invited: Invited | undefined;
  declare protected failed: unknown;
  declare protected length: number;
  declare protected wrong: string | undefined;
  declare protected busy: boolean;
  readonly #words = new Words(this, lexicon);
  protected readonly keyboard = new Keyboard(this);

  constructor() {
    super();
    this.length = 0;
    this.busy = false;
  }

  protected override get ready() {
    return Boolean(this.invited ?? this.failed);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('token') && this.connection) void this.#look();
    // There is nothing else to do here.
    if (changed.has('invited')) this.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  }
  async #look() {
    try {
      this.invited = await clientOf(this.connection!).password.token(this.token);
    } catch (error) {
      this.failed = error;
    }
  }

  protected override content(): unknown {
    const w = this.#words.now;
    if (this.failed) {
      const gone = (this.failed as { code?: string }).code === 'not-found';
      return html`<div class="gate stack">
        <h2>${gone ? w.linkUsed : w.trouble}</h2>
        <p>${gone ? w.linkUsedWhy : this.sentence(this.failed)}</p>
        <div><button @click=${() => this.#done()}>${w.toSignIn}</button></div>
      </div>`;
    }
    const { invited } = this;
    if (!invited) return this.waiting();
    return html`<form class="gate stack" novalidate @submit=${this.#submit}>
      <h2>${invited.purpose === 'invitation' ? w.welcome(invited.name) : w.newPassword}</h2>
      <p>${invited.purpose === 'invitation' ? w.welcomeWhy(invited.company.name) : w.newPasswordWhy(invited.email)}</p>
      <input
        type="email"
        autocomplete="username"
        class="hidden"
        tabindex="-1"
        aria-hidden="true"
        readonly
        .value=${invited.email}
      />
      <div class="field">
        <label for="password">${w.password}</label>
        <input
          id="password"
          type="password"
          autocomplete="new-password"
          required
          minlength=${shortest}
          aria-invalid=${Boolean(this.wrong)}
          aria-describedby="hint ${this.wrong ? 'wrong' : ''}"
          @input=${(event: Event) => (this.length = (event.target as HTMLInputElement).value.length)}
        />
        <p class="small quiet" id="hint">${this.length < shortest ? w.hint(shortest) : w.longEnough}</p>
        ${this.wrong ? html`<p class="wrong" id="wrong" role="alert">${this.wrong}</p>` : nothing}
      </div>
      <button class="primary wide" aria-disabled=${this.busy}>${w.choose}</button>
    </form>`;
  }
  #done() {
    this.dispatchEvent(new Event('done'));
  }
  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (this.busy) return;
    const input = this.renderRoot.querySelector<HTMLInputElement>('#password')!;
    const w = this.#words.now;
    this.wrong = input.value.length < shortest ? w.tooShort(shortest) : undefined;
    if (!this.wrong) {
      this.busy = true;
      try {
        await clientOf(this.connection!).password.choose(this.token, input.value);
        this.#done();
        return;
      } catch (error) {
        const { errors = [] } = error as { errors?: { code: string }[] };
        this.wrong = errors.some(({ code }) => code === 'too-common') ? w.tooCommon : this.sentence(error);
        this.report(error);
      } finally {
        this.busy = false;
      }
    }
    await this.updateComplete;
    input.focus();
  };
}
