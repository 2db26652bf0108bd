/** A part of the settings that is a list: each thing a row with what can be done, a form in its place to change it. */
import type { Change } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { Editing } from '../editing.ts';
import type { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { Reading } from '../reading.ts';
import { rows } from '../rows.ts';
import type { Words } from '../../shared/locale.ts';
import type { settingsWords } from './words.ts';

/** What the element says and does that has the list. */
export interface SettingsOf<Item> extends DeskElement {
  items(): Promise<Item[]>;
  /** Whether a change is of what it lists. */
  concerns(change: Change): boolean;
  texts(): { title: string; why?: string; add: string; none?: string };
  line(item: Item): unknown;
  /** The form of one, or of a new one. */
  itemForm(item: Item | undefined): unknown;
  /** A thing as its form says it, where that is not as it is. */
  shown?(item: Item): object;
  /** A form was opened, or closed. */
  turned?(what: Item | 'new' | undefined): void;
  /** What stands between the title and the list. */
  note?(): unknown;
}

export class SettingsList<Item extends { id: string }> {
  readonly #host: SettingsOf<Item>;
  readonly #items: Reading<Item[]>;
  readonly form: Form;
  readonly editing: Editing<Item | 'new'>;

  constructor(host: SettingsOf<Item>, words: Words<typeof settingsWords.fr>) {
    this.#host = host;
    this.#items = new Reading(host, { read: () => host.items(), concerns: (change) => host.concerns(change) });
    this.form = new Form(host, {
      read: this.#items.load,
      refusals: () => words.now.refusals,
      changing: () => this.#changing(),
    });
    this.editing = new Editing(host, this.form, (what) => host.turned?.(what));
  }
  #changing() {
    const changing = this.editing.changing(this.items ?? []);
    const shown = (item: Item) => this.#host.shown?.(item) ?? item;
    return changing && { opened: shown(changing.opened), now: shown(changing.now) };
  }
  get items(): Item[] | undefined {
    return this.#items.value;
  }
  draw() {
    const host = this.#host;
    const { title, why, add, none } = host.texts();
    const { value: items, error, load } = this.#items;
    const { now } = this.editing;
    return html`<section class="stack">
      <div class="title">
        <h2>${title}</h2>
        ${this.editing.button('new', add, add, 'primary')}
      </div>
      ${why ? html`<p class="quiet">${why}</p>` : nothing} ${now === 'new' ? host.itemForm(undefined) : nothing}
      ${now ? nothing : this.form.problem()} ${host.note?.()} ${error ? host.failed(error, load) : nothing}
      ${items?.length === 0 && !now ? html`<p class="empty">${none}</p>` : nothing}
      <ul
        ${rows(items ?? [], (item) => (this.editing.edits(item) ? host.itemForm(now as Item) : host.line(item)))}
      ></ul>
    </section>`;
  }
}
