/** What all forms of the desk do: save, say so, show beside its field what was refused, and keep what was typed. */
import { ConflictError, OfflineError, StaleError, type ErrorCode } from '@parvis/sdk';
import { PasswordRequiredError } from '@parvis/sdk/profile';
import { html, nothing, type CSSResultGroup, type PropertyDeclarations } from 'lit';
import {
  choiceField,
  focusWrong,
  formStyles,
  namesIn,
  submitted,
  textField,
  fieldErrorsOf,
  type ChoiceField,
  type Text,
  type TextField,
  type FieldErrors,
} from './fields.ts';
import type { Sentences } from '../shared/sentences.ts';
import { meanwhileIn, type Meanwhile } from './meanwhile.ts';
import { ask, type Question } from './ask.ts';
import { DeskSection } from './section.ts';

/** A section with forms that take the place of what they change; `What` says which of them is open. */
export abstract class Editing<What = unknown> extends DeskSection {
  static override styles: CSSResultGroup = [DeskSection.styles, formStyles];
  static override properties: PropertyDeclarations = {
    editing: { state: true },
    fieldErrors: { state: true },
    busy: { state: true },
  };
  declare protected editing: What | undefined;
  declare protected fieldErrors: FieldErrors;
  declare protected busy: boolean;

  /** The open form was told that what it changes is another by now. */
  #isWarned = false;
  /** What somebody else wrote meanwhile in fields of the open form. */
  #theirs: Meanwhile = {};
  /** One for each form opened: sent again after a lost answer, it still creates once. */
  protected once = { idempotencyKey: crypto.randomUUID() as string };

  constructor() {
    super();
    this.fieldErrors = {};
    this.busy = false;
  }

  /** Opens a form in place of what it changes, or closes the one that is open. */
  protected edit(what: What | undefined) {
    const opened = what ?? this.editing;
    this.fieldErrors = {};
    this.#isWarned = false;
    this.#theirs = {};
    this.once = { idempotencyKey: crypto.randomUUID() };
    this.desk.forgetTyping(this.renderRoot);
    this.editing = what;
    if (opened === undefined) return;
    void this.updateComplete.then(() => {
      const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-opens]')];
      const target = what
        ? this.renderRoot.querySelector<HTMLElement>('form :is(input:not([type="radio"]), select, textarea)')
        : buttons.find(({ dataset }) => dataset['opens'] === keyOf(opened));
      target?.focus();
    });
  }
  /** Whether the form of this thing is open: as it was opened, not as the thing is by now. */
  protected edits({ id }: { id: string }): boolean {
    return (this.editing as { id?: string } | undefined)?.id === id;
  }
  /**
   * A thing as it is now, at the version to compare a change with: that of the form as it was opened, so that nobody's
   * change is undone unseen; once the form has said that there was one, that of now.
   */
  protected compared<T extends { id: string; version: number }>(
    now: T,
    opened = this.editing as Partial<T> | undefined,
  ): T {
    return this.#isWarned || opened?.id !== now.id ? now : { ...now, version: opened?.version ?? now.version };
  }
  /** Closes the form of a thing that is no longer among these, and says so: its button would be gone for good. */
  protected closeIfGone(things: readonly { id: string }[]) {
    const id = (this.editing as { id?: string } | undefined)?.id;
    if (!id || things.some((each) => each.id === id)) return;
    this.editing = undefined;
    this.announce(this.sentence({ code: 'not-found' }));
  }
  /** A button that opens a form. One at a time: what is typed in another would be lost. */
  protected editButton(what: What & (string | { id: string }), label: string, about = label, look = 'bare') {
    return html`<button
      class=${look}
      data-opens=${keyOf(what)}
      aria-label=${about}
      ?disabled=${this.editing !== undefined}
      @click=${() => this.edit(what)}
    >
      ${label}
    </button>`;
  }
  get #saying() {
    const { choose, meanwhile } = this.words;
    return { fieldErrors: this.fieldErrors, optional: this.common.optional, choose, theirs: this.#theirs, meanwhile };
  }
  protected readonly text = (name: string, label: string, value = '', more: Partial<TextField> = {}) =>
    textField({ name, label, value, ...more }, this.#saying);
  protected choice(name: string, label: string, options: ChoiceField['options'], more: Partial<ChoiceField> = {}) {
    return choiceField({ name, label, options, ...more }, this.#saying);
  }
  /** The same for who draws fields elsewhere. */
  protected get controls() {
    return { text: this.text, choice: this.choice.bind(this) };
  }
  /** A form in place of what it changes, or of the button that opened it. */
  protected form(
    fields: unknown,
    save: string,
    submit: (text: Text) => unknown,
    { giveUp, more }: { giveUp?: string; more?: unknown } = {},
  ) {
    return html`<form class="stack notice" novalidate @submit=${submitted(submit)}>
      ${fields} ${this.formEnd(save, undefined, giveUp)} ${more}
    </form>`;
  }
  /** What is wrong with the form as a whole. */
  protected problem() {
    return this.fieldErrors[''] ? html`<p class="wrong" role="alert">${this.fieldErrors['']}</p>` : nothing;
  }
  /** The last lines of a form: what is wrong with it, and its buttons. */
  protected formEnd(save: string, cancel = () => this.edit(undefined), giveUp = this.common.cancel) {
    return html`${this.problem()}
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${save}</button>
        <button type="button" @click=${cancel}>${giveUp}</button>
      </div>`;
  }

  /** Says what is wrong by field, and puts the keyboard there; with nothing wrong, takes back what was said. */
  protected refuse(fieldErrors: FieldErrors) {
    this.fieldErrors = fieldErrors;
    this.desk.unsay();
    void this.updateComplete.then(() => focusWrong(this.renderRoot));
  }
  /** Says also what only forms meet. */
  override sentence(error: unknown): string {
    return (this.words.refusals as Sentences)[(error as { code?: ErrorCode }).code!] ?? super.sentence(error);
  }
  /** Saves what was changed in the open form, with the way back. What others wrote meanwhile in other fields stays. */
  protected change<T extends { id: string; version: number }, Change extends object>(
    now: T,
    given: Change,
    update: (thing: T, change: Change) => Promise<T>,
    hasWayBack = true,
    opened = (this.editing ?? now) as object,
  ): Promise<boolean> {
    const change = changesIn(given, opened, now);
    if (!Object.keys(change).length) return this.save(async () => now);
    return this.save(
      () => update(this.compared(now, opened), change),
      hasWayBack ? (after) => update(after, valuesBefore<object>(now, change) as Change) : undefined,
    );
  }
  /** Saves what was written: as a new thing, or as a change of the one there is. */
  protected keep<T extends { id: string; version: number }, Change extends object>(
    now: T | undefined,
    given: Change,
    { create, update }: { create: () => Promise<unknown>; update: (thing: T, change: Partial<Change>) => Promise<T> },
  ): Promise<boolean> {
    return now ? this.change(now, given, update) : this.save(create);
  }
  /** What is typed stays where it is; nobody sends it but who typed it. */
  #unsaved(error: unknown): string {
    const isTyped = this.renderRoot.querySelector('form') !== null;
    return error instanceof OfflineError && isTyped ? this.words.unsaved : this.sentence(error);
  }
  /**
   * What the open form changes, as it was opened and as it is now, where its fields bear the names of what they are of: then it
   * shows what somebody else wrote meanwhile.
   */
  protected changing(): { opened: object; now: object } | undefined {
    return undefined;
  }
  /** Reads again what is changed here. Forms keep what they were opened with, and what was typed. */
  protected async read(): Promise<void> {}

  /** Saves what is in the open form, and closes it. Answers whether it was taken: if not, what was typed stays there. */
  protected async save<T>(
    work: () => Promise<T>,
    undo?: (saved: T) => Promise<unknown>,
    said?: string,
  ): Promise<boolean> {
    const { editing: opened, open } = this;
    const saved = await this.act(work, undo, said);
    // What was saved may be heard of, and the next form opened, before it is read here.
    if (saved && this.open === open && this.editing === opened) this.edit(undefined);
    return saved;
  }
  /**
   * Does something that is saved at once, says so (unless told to say nothing), and offers to take it back where that can
   * be done. `of` is what it is done to; once something else is shown, what went wrong is not said there.
   */
  protected async act<T>(
    work: () => Promise<T>,
    undo?: (saved: T) => Promise<unknown>,
    said = this.words.saved,
    of = this.open,
  ): Promise<boolean> {
    const isShown = () => this.isConnected && this.open === of;
    if (isShown()) {
      if (this.busy) return false;
      this.busy = true;
      this.desk.unsay();
      this.fieldErrors = {};
    }
    try {
      const result = await this.#allowed(work);
      const takeBack = async () => {
        await undo?.(result);
        await this.read();
      };
      if (said) this.desk.say(said, undo && takeBack);
      await this.read();
      return true;
    } catch (error) {
      this.report(error);
      if (isShown()) await this.#refused(error);
      else this.desk.say(this.sentence(error));
      return false;
    } finally {
      this.busy = false;
    }
  }
  /** Does it; where that asks for the password, asks for it over the form, and does it again. */
  async #allowed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PasswordRequiredError) || !this.isConnected) throw error;
      // By its name: the dialog is itself a form of the desk.
      if (!(await ask(this, document.createElement('parvis-desk-password-again') as Question<true>))) throw error;
      return await work();
    }
  }
  /** Says of each field what was refused, and puts the keyboard there. */
  async #refused(error: unknown) {
    this.fieldErrors = fieldErrorsOf(error, {
      names: namesIn(this.renderRoot),
      own: this.words.fieldErrors,
      common: this.common.fieldErrors,
      sentence: (each) => this.#unsaved(each),
    });
    if (error instanceof StaleError) this.#isWarned = true;
    if (error instanceof StaleError || error instanceof ConflictError) await this.read();
    const changing = error instanceof StaleError && this.changing();
    if (changing) this.#theirs = meanwhileIn(this.renderRoot, changing.opened, changing.now);
    await this.updateComplete;
    // What concerns a field that is not here is said all the same; a list without a line says itself what is wrong.
    if (!focusWrong(this.renderRoot) && !this.renderRoot.querySelector('fieldset .wrong'))
      this.fieldErrors = { '': this.#unsaved(error) };
  }
}

/** By which the button that opened a form is found again: the keyboard goes back to it. */
const keyOf = (what: unknown) => (what as { id?: string }).id ?? String(what);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of what a form says, what is not as it was when the form was opened; within addresses and the like, on top of what is there now. */
function changesIn<Change extends object>(given: Change, opened: object, now: object): Change {
  const [before, by] = [opened as Record<string, unknown>, now as Record<string, unknown>];
  const changes = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    if (JSON.stringify(value) === JSON.stringify(before[name])) return [];
    const [was, is] = [before[name], by[name]];
    if (!isRecord(value) || !isRecord(was) || !isRecord(is)) return [[name, value]];
    const inside = changesIn(value, was, is);
    return Object.keys(inside).length ? [[name, { ...is, ...inside }]] : [];
  });
  return Object.fromEntries(changes) as Change;
}

/** What a thing said before a change, in the words of the change: taking it back is that. */
const valuesBefore = <Change extends object>(thing: Change, change: Change): Change =>
  Object.fromEntries(Object.keys(change).map((name) => [name, thing[name as keyof Change]])) as Change;
