/** The password typed again, before who may do what is changed. */
import { profileCalls } from '@parvis/sdk/profile';
import { html } from 'lit';
import { submitted } from '../fields.ts';
import { Question } from '../question.ts';
import { Words } from '../../shared/locale.ts';
import { profileWords } from './words.ts';

/** `<parvis-desk-password-again>` */
export class PasswordAgain extends Question<true> {
  readonly #words = new Words(this, profileWords);
  protected inside() {
    const w = this.#words.now;
    return html`<form class="stack" novalidate @submit=${submitted((_, event) => this.#check(event))}>
      <h2 id="title">${w.passwordAgain}</h2>
      <p>${w.passwordAgainWhy}</p>
      ${this.text('password', w.password, '', { type: 'password', autocomplete: 'current-password', required: true })}
      ${this.formEnd(w.goOn, this.done)}
    </form>`;
  }
  protected override opened() {
    this.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  }
  async #check(event: SubmitEvent) {
    const { value } = (event.target as HTMLFormElement).elements.namedItem('password') as HTMLInputElement;
    if (!value) return this.refuse({ password: this.common.fieldErrors.required });
    // As it was typed: spaces at its ends belong to it.
    if (await this.act(() => profileCalls(this.desk.client.call).confirmPassword(value), undefined, ''))
      this.give(true);
  }
}
