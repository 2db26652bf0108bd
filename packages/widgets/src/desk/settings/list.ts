/** A part of the settings that is a list: each thing a row with what can be done, a form in its place to change it. */
import { html, nothing, type PropertyValues } from 'lit';
import { Reading } from '../reading.ts';
import { rows } from '../rows.ts';
import { SettingsPart } from './part.ts';

export abstract class SettingsList<Item extends { id: string }> extends SettingsPart<Item | 'new'> {
  readonly #items = new Reading(this, () => this.list());

  protected abstract list(): Promise<Item[]>;
  protected abstract get texts(): { title: string; why?: string; add: string; none?: string };
  protected abstract line(item: Item): unknown;
  protected abstract itemForm(item: Item | undefined): unknown;
  /** What stands between the title and the list. */
  protected note(): unknown {
    return nothing;
  }

  protected get items(): Item[] | undefined {
    return this.#items.value;
  }
  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    void this.read();
  }
  protected override read() {
    return this.#items.load();
  }
  protected override onChange() {
    void this.read();
  }
  protected override content() {
    const { items, editing, texts } = this;
    const { error } = this.#items;
    return html`<section class="stack">
      <div class="title">
        <h2>${texts.title}</h2>
        ${this.editButton('new', texts.add, texts.add, 'primary')}
      </div>
      ${texts.why ? html`<p class="quiet">${texts.why}</p>` : nothing}
      ${editing === 'new' ? this.itemForm(undefined) : nothing} ${editing ? nothing : this.problem()} ${this.note()}
      ${error ? this.failed(error, () => this.read()) : nothing}
      ${items?.length === 0 && !editing ? html`<p class="empty">${texts.none}</p>` : nothing}
      <ul ${rows(items ?? [], (item) => (this.edits(item) ? this.itemForm(editing as Item) : this.line(item)))}></ul>
    </section>`;
  }
}
