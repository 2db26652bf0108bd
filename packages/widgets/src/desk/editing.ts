/** Forms that take the place of what they change, one at a time; `What` says which of them is open. */
import { html } from 'lit';
import { Draft, draftOf } from './drafts.ts';
import type { DeskElement } from './element.ts';
import { submitted, type Text } from './fields.ts';
import type { Form } from './form.ts';

export class Editing<What> {
  readonly #host: DeskElement;
  readonly #form: Form;
  readonly #turned: ((what: What | undefined) => void) | undefined;
  #now: What | undefined;

  /** `turned` is told of the form that is opened, and when it is closed. */
  constructor(host: DeskElement, form: Form, turned?: (what: What | undefined) => void) {
    this.#host = host;
    this.#form = form;
    this.#turned = turned;
  }
  /** What is being changed, as it was when its form was opened. */
  get now(): What | undefined {
    return this.#now;
  }
  set now(what) {
    this.#now = what;
    this.#turned?.(what);
    this.#host.requestUpdate();
  }

  /** Opens a form in place of what it changes, or closes the one that is open. */
  edit(what: What | undefined) {
    const opened = what ?? this.#now;
    this.#form.begin();
    this.now = what;
    if (opened === undefined) return;
    const { renderRoot, updateComplete } = this.#host;
    void updateComplete.then(() => {
      const buttons = [...renderRoot.querySelectorAll<HTMLElement>('[data-opens]')];
      const target = what
        ? renderRoot.querySelector<HTMLElement>('form :is(input:not([type="radio"]), select, textarea)')
        : buttons.find(({ dataset }) => dataset['opens'] === keyOf(opened));
      target?.focus();
    });
  }
  /** For who keeps what is typed: which form is open, and opens it again. */
  draft(of: () => string | undefined) {
    return new Draft<What>(this.#host, {
      of,
      take: () => this.#now!,
      put: (what) => (this.now = what),
    });
  }
  /** Closes what is open without a word: something else is shown. */
  drop() {
    this.now = undefined;
    this.#form.turn();
  }
  /** Whether the form of this thing is open: as it was opened, not as the thing is by now. */
  edits({ id }: { id: string }): boolean {
    return this.#id === id;
  }
  get #id() {
    return (this.#now as { id?: string } | undefined)?.id;
  }
  /**
   * A thing as it is now, at the version to compare a change with: that of the form as it was opened, so that nobody's
   * change is undone unseen; once the form has said that there was one, that of now.
   */
  compared<T extends { id: string; version: number }>(now: T, opened = this.#now as Partial<T> | undefined): T {
    return this.#form.isStale || opened?.id !== now.id ? now : { ...now, version: opened?.version ?? now.version };
  }
  /** The thing as its form was opened with it, and as it is now, among these. */
  changing<T extends { id: string }>(things: readonly T[]): { opened: T; now: T } | undefined {
    const now = things.find(({ id }) => id === this.#id);
    return now && { opened: this.#now as unknown as T, now };
  }
  /** Closes the form of a thing that is no longer among these, and says so: its button would be gone for good. */
  closeIfGone(things: readonly { id: string }[]) {
    if (!this.#id || things.some(({ id }) => id === this.#id)) return;
    this.now = undefined;
    this.#host.announce(this.#form.sentence({ code: 'not-found' }));
  }
  /** A button that opens a form. One at a time: what is typed in another would be lost. */
  button(what: What & (string | { id: string }), label: string, about = label, look = 'bare') {
    return html`<button
      class=${look}
      data-opens=${keyOf(what)}
      aria-label=${about}
      ?disabled=${this.#now !== undefined}
      @click=${() => this.edit(what)}
    >
      ${label}
    </button>`;
  }
  /** A form in place of what it changes, or of the button that opened it. */
  draw(
    fields: unknown,
    save: string,
    submit: (text: Text) => unknown,
    { giveUp, more }: { giveUp?: string; more?: unknown } = {},
  ) {
    return html`<form class="stack notice" novalidate @submit=${submitted(submit)}>
      ${fields} ${this.#form.end(save, this.cancel, giveUp)} ${more}
    </form>`;
  }
  readonly cancel = () => this.edit(undefined);

  /** Saves what is in the open form, and closes it. Answers whether it was taken: if not, what was typed stays there. */
  async save<T>(work: () => Promise<T>, undo?: (saved: T) => Promise<unknown>, said?: string): Promise<boolean> {
    const [opened, { open }] = [this.#now, this.#host];
    const forget = draftOf(this.#host.renderRoot)?.dropper();
    const saved = await this.#form.act(work, undo, said);
    if (saved) forget?.();
    // What was saved may be heard of, and the next form opened, before it is read here.
    if (saved && this.#host.open === open && this.#now === opened) this.edit(undefined);
    return saved;
  }
  /** Saves what was changed in the open form, with the way back. What others wrote meanwhile in other fields stays. */
  change<T extends { id: string; version: number }, Change extends object>(
    now: T,
    given: Change,
    update: (thing: T, change: Change) => Promise<T>,
    hasWayBack = true,
    opened = (this.#now ?? now) as object,
  ): Promise<boolean> {
    const change = changesIn(given, opened, now);
    if (!Object.keys(change).length) return this.save(async () => now);
    return this.save(
      () => update(this.compared(now, opened), change),
      hasWayBack ? (after) => update(after, valuesBefore<object>(now, change) as Change) : undefined,
    );
  }
  /** Saves what was written: as a new thing, or as a change of the one there is. */
  keep<T extends { id: string; version: number }, Change extends object>(
    now: T | undefined,
    given: Change,
    { create, update }: { create: () => Promise<unknown>; update: (thing: T, change: Partial<Change>) => Promise<T> },
  ): Promise<boolean> {
    return now ? this.change(now, given, update) : this.save(create);
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
