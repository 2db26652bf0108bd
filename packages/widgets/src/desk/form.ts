/** What all forms of the desk do: save, say so, show beside its field what was refused, and keep what was typed. */
import { ConflictError, OfflineError, StaleError, type ErrorCode } from '@parvis/sdk';
import { PasswordRequiredError } from '@parvis/sdk/profile';
import { html, nothing } from 'lit';
import type { Sentences } from '../shared/sentences.ts';
import { ask, type Question } from './ask.ts';
import type { DeskElement } from './element.ts';
import {
  choiceField,
  fieldErrorsOf,
  focusWrong,
  namesIn,
  textField,
  type ChoiceField,
  type FieldErrors,
  type TextField,
} from './fields.ts';
import { meanwhileIn, type Meanwhile } from './meanwhile.ts';

interface Options {
  /** Reads again what is changed here. Forms keep what they were opened with, and what was typed. */
  read?: () => Promise<void>;
  /**
   * What the open form changes, as it was opened and as it is now, where its fields bear the names of what they are of: then it
   * shows what somebody else wrote meanwhile.
   */
  changing?: () => { opened: object; now: object } | undefined;
  /** What only these forms meet, as sentences. */
  refusals?: () => Sentences;
}

export class Form {
  readonly #host: DeskElement;
  readonly #options: Options;
  /** What is wrong by field. */
  errors: FieldErrors = {};
  /** Whether something is being saved. */
  busy = false;
  /** What somebody else wrote meanwhile in its fields. */
  #theirs: Meanwhile = {};
  /** It was told that what it changes is another by now. */
  isStale = false;
  /** One for each form opened: sent again after a lost answer, it still creates once. */
  once = { idempotencyKey: crypto.randomUUID() as string };

  constructor(host: DeskElement, options: Options = {}) {
    this.#host = host;
    this.#options = options;
  }
  /** Says what has become of it. */
  set(state: Partial<Pick<Form, 'errors' | 'busy'>>) {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }
  /** Another form is open, or none: what was typed before is saved, or given up. */
  begin() {
    this.turn();
    this.#host.desk.forgetTyping(this.#host.renderRoot);
  }
  /** It is of something else from here on: what was said or sent before was of another thing. */
  turn() {
    this.set({ errors: {} });
    this.isStale = false;
    this.#theirs = {};
    this.once = { idempotencyKey: crypto.randomUUID() };
  }

  get #saying() {
    const { common, words } = this.#host;
    const { choose, meanwhile } = words;
    return { fieldErrors: this.errors, optional: common.optional, choose, theirs: this.#theirs, meanwhile };
  }
  readonly text = (name: string, label: string, value = '', more: Partial<TextField> = {}) =>
    textField({ name, label, value, ...more }, this.#saying);
  readonly choice = (name: string, label: string, options: ChoiceField['options'], more: Partial<ChoiceField> = {}) =>
    choiceField({ name, label, options, ...more }, this.#saying);
  /** For a field that draws itself: what is wrong with it, and what somebody else made of it meanwhile. */
  saidOf(name: string) {
    const theirs = this.#theirs[name];
    return { wrong: this.errors[name], theirs: theirs === undefined ? undefined : this.#host.words.meanwhile(theirs) };
  }
  /** What is wrong with the form as a whole. */
  problem() {
    return this.errors[''] ? html`<p class="wrong" role="alert">${this.errors['']}</p>` : nothing;
  }
  /** Its last lines: what is wrong with it, and its buttons. */
  end(save: string, cancel: () => void, giveUp = this.#host.words.cancel) {
    return html`${this.problem()}
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${save}</button>
        <button type="button" @click=${cancel}>${giveUp}</button>
      </div>`;
  }

  /** Says what is wrong by field, and puts the keyboard there; with nothing wrong, takes back what was said. */
  refuse(errors: FieldErrors) {
    this.set({ errors });
    this.#host.desk.unsay();
    void this.#host.updateComplete.then(() => focusWrong(this.#host.renderRoot));
  }
  /** Says also what only forms meet. */
  sentence(error: unknown): string {
    const code = (error as { code?: ErrorCode }).code!;
    const own = this.#options.refusals?.();
    return own?.[code] ?? (this.#host.words.refusals as Sentences)[code] ?? this.#host.sentence(error);
  }
  /** What is typed stays where it is; nobody sends it but who typed it. */
  #unsaved(error: unknown): string {
    const isTyped = this.#host.renderRoot.querySelector('form') !== null;
    return error instanceof OfflineError && isTyped ? this.#host.words.unsaved : this.sentence(error);
  }

  /**
   * Does something that is saved at once, says so (unless told to say nothing), and offers to take it back where that can
   * be done. `of` is what it is done to; once something else is shown, what went wrong is not said there. Answers whether
   * it was taken: if not, what was typed stays there.
   */
  async act<T>(
    work: () => Promise<T>,
    undo?: (saved: T) => Promise<unknown>,
    said = this.#host.words.saved,
    of = this.#host.open,
  ): Promise<boolean> {
    const host = this.#host;
    const isShown = () => host.isConnected && host.open === of;
    if (isShown()) {
      if (this.busy) return false;
      host.desk.unsay();
      this.set({ busy: true, errors: {} });
    }
    try {
      const result = await this.#allowed(work);
      const takeBack = async () => {
        await undo?.(result);
        await this.#options.read?.();
      };
      if (said) host.desk.say(said, undo && takeBack);
      await this.#options.read?.();
      return true;
    } catch (error) {
      host.report(error);
      if (isShown()) await this.#refused(error);
      else host.desk.say(this.sentence(error));
      return false;
    } finally {
      this.set({ busy: false });
    }
  }
  /** Does it; where that asks for the password, asks for it over the form, and does it again. */
  async #allowed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PasswordRequiredError) || !this.#host.isConnected) throw error;
      // By its name: the dialog is itself a form of the desk.
      if (!(await ask(this.#host, document.createElement('parvis-desk-password-again') as Question<true>))) throw error;
      return await work();
    }
  }
  /** Says of each field what was refused, and puts the keyboard there. */
  async #refused(error: unknown) {
    const { renderRoot, words, common } = this.#host;
    const errors = fieldErrorsOf(error, {
      names: namesIn(renderRoot),
      own: words.fieldErrors,
      common: common.fieldErrors,
      sentence: (each) => this.#unsaved(each),
    });
    this.set({ errors });
    if (error instanceof StaleError) this.isStale = true;
    if (error instanceof StaleError || error instanceof ConflictError) await this.#options.read?.();
    const changing = error instanceof StaleError && this.#options.changing?.();
    if (changing) {
      this.#theirs = meanwhileIn(renderRoot, changing.opened, changing.now);
      this.#host.requestUpdate();
    }
    await this.#host.updateComplete;
    // What concerns a field that is not here is said all the same; a list without a line says itself what is wrong.
    if (!focusWrong(renderRoot) && !renderRoot.querySelector('fieldset .wrong'))
      this.set({ errors: { '': this.#unsaved(error) } });
  }
}
