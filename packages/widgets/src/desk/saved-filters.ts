/** How a list is narrowed, saved under a name and found again beside the other filters. */
import { html, nothing, type PropertyValues } from 'lit';
import { chipStyles } from './chip.styles.ts';
import { DeskElement } from './element.ts';
import { loadFilters, storeFilters, type SavedFilter } from './filter-storage.ts';
import { addressOf } from './place.ts';
import { rows } from './rows.ts';

/** `<parvis-desk-saved-filters>` */
export class SavedFilters extends DeskElement {
  static override styles = chipStyles;
  static override properties = { naming: { state: true } };
  /** Whether a name is being typed. */
  declare protected naming: boolean | undefined;

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('naming') && this.naming) this.renderRoot.querySelector('input')?.focus();
  }
  protected override content(): unknown {
    const w = this.words;
    const { filter } = this.desk.place;
    const saved = loadFilters(this.desk);
    const here = this.#addressOf(filter);
    const isSaved = saved.some((each) => this.#addressOf(each.filter) === here);
    const named = saved.map((each) => ({ ...each, id: each.name }));
    return html`<div class="chips">
      ${saved.length ? html`<ul role="list" aria-label=${w.savedFilters} ${rows(named, (each: SavedFilter) => this.#chip(each, here))}></ul>` : nothing}
      ${
        this.naming && filter
          ? html`<input maxlength="60" aria-label=${w.filterName} placeholder=${w.filterName} @keydown=${this.#onKey} />
              <button @click=${this.#save}>${w.saveFilter}</button>`
          : here !== this.#addressOf() && !isSaved
            ? html`<button class="bare" @click=${() => (this.naming = true)}>${w.saveThisFilter}</button>`
            : nothing
      }
    </div>`;
  }
  #chip(saved: SavedFilter, here: string) {
    const { name, filter } = saved;
    const place = { ...this.desk.place, id: null, filter };
    const isHere = addressOf(place) === here;
    return html`<span class="chip ${isHere ? 'here' : ''}"
      ><a
        href=${addressOf(place)}
        aria-current=${isHere ? 'true' : nothing}
        @click=${(event: MouseEvent) => this.follow(event, place)}
        >${name}</a
      ><button class="bare" aria-label=${this.words.removeFilter(name)} @click=${() => this.#remove(saved)}>
        <span aria-hidden="true">×</span>
      </button></span
    >`;
  }
  #addressOf(filter: SavedFilter['filter'] = {}) {
    return addressOf({ ...this.desk.place, id: null, filter });
  }
  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') this.#save();
    if (event.key !== 'Escape') return;
    // Nor does it close what is open beside the list.
    event.stopPropagation();
    this.naming = false;
  };
  readonly #save = () => {
    const { filter } = this.desk.place;
    const name = this.renderRoot.querySelector('input')!.value.trim();
    if (!name || !filter) return;
    const takeBack = this.#back(name);
    this.naming = !this.#keep([...this.#without(name), { name, filter }]);
    if (takeBack && !this.naming) this.desk.say(this.words.filterReplaced(name), takeBack);
  };
  #without(name: string) {
    return loadFilters(this.desk).filter((each) => each.name !== name);
  }
  #remove(removed: SavedFilter) {
    const { name } = removed;
    const takeBack = this.#back(name);
    if (this.#keep(this.#without(name))) this.desk.say(this.words.filterRemoved(name), takeBack);
  }
  /** The way back to what is saved under a name now, if anything is. */
  #back(name: string) {
    const saved = loadFilters(this.desk);
    const at = saved.findIndex((each) => each.name === name);
    // Beside what was saved meanwhile, here or in another tab.
    return at < 0 ? undefined : async () => void this.#keep(this.#without(name).toSpliced(at, 0, saved[at]!));
  }
  /** Says so where the device keeps nothing. */
  #keep(filters: SavedFilter[]) {
    const isKept = storeFilters(this.desk, filters);
    if (!isKept) this.desk.say(this.words.notKept);
    this.requestUpdate();
    return isKept;
  }
}
