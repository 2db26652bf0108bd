/** The password typed again, before who may do what is changed. */
import { profileCalls } from '@parvis/sdk/profile';
import { html } from 'lit';
import type { Question } from '../ask.ts';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { submitted } from '../fields.ts';
import { Words } from '../../shared/locale.ts';
import { profileWords } from './words.ts';
import { Form } from '../form.ts';

/** `<parvis-desk-password-again>` */
export class PasswordAgain extends DeskElement implements Question<true> {
  static override styles = formDialogStyles;
  static override properties = { shown: { attribute: false } };
  declare shown: boolean;
  answer: true | undefined;
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.renderRoot.querySelector<HTMLElement>('#password')?.focus());
  readonly #words = new Words(this, profileWords);

  protected override content(): unknown {
    const w = this.#words.now;
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((_, event) => this.#check(event))}>
        <h2 id="title">${w.passwordAgain}</h2>
        <p>${w.passwordAgainWhy}</p>
        ${this.#form.text('password', w.password, '', { type: 'password', autocomplete: 'current-password', required: true })}
        ${this.#form.end(w.goOn, this.#dialog.done)}
      </form>`,
    );
  }
  async #check(event: SubmitEvent) {
    const { value } = (event.target as HTMLFormElement).elements.namedItem('password') as HTMLInputElement;
    if (!value) return this.#form.refuse({ password: this.common.fieldErrors.required });
    // As it was typed: spaces at its ends belong to it.
    if (!(await this.#form.act(() => profileCalls(this.desk.client.call).confirmPassword(value), undefined, '')))
      return;
    this.answer = true;
    this.#dialog.done();
  }
}
