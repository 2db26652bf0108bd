/** A section that is a list: searched, of any length, gone through by keyboard, with the sheet of what is open beside it. */
import type { List } from '@parvis/sdk';
import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type PropertyValues } from 'lit';
import { Windowed, windowedStyles } from '../shared/windowed.ts';
import { optionsOf, type ChoiceField } from './fields.ts';
import { isSeen } from './keyboard.ts';
import { Listing } from './listing.ts';
import { DeskSection, type SectionName } from './section.ts';
import { splitStyles } from './split.styles.ts';

const hovers = matchMedia('(hover: hover)');
/** How long after the last key the search is asked. */
const pause = 250;
/** More rows than these are read as a page. */
const few = 2;

export abstract class ListSection<Item extends { id: string }> extends DeskSection {
  static override styles: CSSResultGroup = [DeskSection.styles, windowedStyles, splitStyles];
  static override properties: PropertyDeclarations = {
    query: { state: true },
    creating: { state: true },
    stale: { state: true },
  };
  declare protected query: string;
  /** Whether the dialog that creates one is open; false once it was closed with something typed in it. */
  declare protected creating: boolean | undefined;
  /** The list changed, and waits for the pointer to leave it or for the reader to ask. */
  declare protected stale: boolean;

  /** Where its rows are opened. */
  protected abstract readonly section: SectionName;
  /** What is asked for now: the search, the filters, the order. */
  protected abstract get asked(): object;
  protected abstract list(): List<Item>;
  /** What it says; where nothing can be created or searched, nothing is said of that. */
  protected abstract get texts(): { create?: string; search?: string; empty: string };
  /** Filters and order, beside the search. */
  protected abstract tools(): unknown;
  /** What a row says. */
  protected abstract row(item: Item): unknown;
  protected abstract sheet(): unknown;
  /** Reads one row by itself; absent where that cannot be done. */
  protected one?(id: string): Promise<Item>;
  /** Whether a row that changed is still where it belongs in the list. */
  protected stays(_before: Item, _now: Item): boolean {
    return true;
  }
  /** The dialog that creates one. */
  protected dialog(): unknown {
    return nothing;
  }

  readonly #list = new Listing<Item>(this, () => this.list());
  readonly #rows = new Windowed(this, {
    estimate: 61,
    count: () => this.#list.items.length,
    size: () => this.#list.items.length,
    id: (row) => this.#list.items[row]?.id,
    draw: (row) => this.#line(this.#list.items[row]!, row),
    nearEnd: () => void this.#list.more(),
  });
  #read = '';
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = '';
    this.stale = false;
  }
  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#seen);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#typing);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const asked = JSON.stringify(this.asked);
    if (asked !== this.#read) this.#reload();
    this.#read = asked;
    if (changed.has('open')) this.#moved(changed.get('open') as string | null);
    this.#seen();
  }
  override onDeskKey(key: string) {
    const { create, search } = this.texts;
    if (key === '/' && search) this.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
    else if (key === 'n' && create) this.creating = true;
    else if (key === 'Escape' && this.open) this.#close();
    else return false;
    return true;
  }
  readonly #reload = () => {
    this.stale = false;
    void this.#list.load();
  };

  readonly #freshen = async () => {
    this.stale = false;
    await this.#list.load();
    this.#rows.go(0);
  };

  /** Something changed while the list was not on the screen: read when it is seen again. */
  #missed = false;
  /**
   * Rows that are shown are read one by one, when they are few and stay where they are; else the list is. What changes by
   * itself never moves under the pointer: the list waits until it has left.
   */
  protected override async onChange(ids: ReadonlySet<string> | null) {
    if (!this.#isSeen) this.#missed = true;
    else if (!(await this.#freshenRows(ids))) this.#waitOrReload();
  }
  #waitOrReload() {
    // A finger leaves its hover behind where it last pressed.
    if (hovers.matches && this.renderRoot.querySelector('.windowed:hover')) this.stale = true;
    else this.#reload();
  }
  async #freshenRows(ids: ReadonlySet<string> | null): Promise<boolean> {
    if (!ids || ids.size > few || !this.one || [...ids].some((id) => !this.#list.find(id))) return false;
    try {
      const rows = await Promise.all([...ids].map((id) => this.one!(id)));
      const isSame = (now: Item) => {
        const before = this.#list.find(now.id);
        return before !== undefined && this.stays(before, now);
      };
      if (!rows.every(isSame)) return false;
      for (const row of rows) this.#list.put(row);
      return true;
    } catch {
      // Gone, or not to be read: the list itself says what is wrong.
      return false;
    }
  }
  /** On a narrow desk the sheet stands in its place; a page behind another is not seen at all. */
  get #isSeen() {
    return document.visibilityState === 'visible' && isSeen(this.renderRoot.querySelector('.list'));
  }
  readonly #seen = () => {
    if (!this.#missed || !this.#isSeen) return;
    this.#missed = false;
    this.#waitOrReload();
  };
  readonly #left = () => {
    if (this.stale) this.#reload();
  };
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => (this.query = value.trim()), pause);
  };
  /** From the search straight on to what it found. */
  readonly #down = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || !this.#list.items.length) return;
    event.preventDefault();
    this.#rows.go(0);
  };
  /** The keyboard goes where the eyes go: to the sheet when it takes the list's place, and back to the row. */
  #moved(before: string | null) {
    const back = this.renderRoot.querySelector<HTMLElement>('.back');
    if (before === null && isSeen(back)) back?.focus();
    else if (before && !this.open) this.#rows.go(this.#rows.active);
  }
  #close() {
    this.desk.go({ section: this.section, id: null });
  }

  protected override content() {
    const { create, search } = this.texts;
    const { title } = this.desk;
    return html`<div class="split ${this.open ? 'opened' : ''}">
        <section class="list" aria-label=${title}>
          <div class="tools">
            <div class="row">
              <h2>${title}</h2>
              ${
                create
                  ? html`<button class="primary" @click=${() => (this.creating = true)}>${create}</button>`
                  : this.tools()
              }
            </div>
            ${
              search
                ? html`<input
                      id="search"
                      class="search"
                      type="search"
                      maxlength="120"
                      aria-label=${search}
                      placeholder=${search}
                      @input=${this.#type}
                      @keydown=${this.#down}
                    />
                    ${this.tools()}`
                : nothing
            }
          </div>
          ${
            this.stale
              ? html`<div class="fresh">
                  <button class="primary" @click=${this.#freshen}>${this.words.fresh}</button>
                </div>`
              : nothing
          }
          ${this.#content()}
        </section>
        ${
          this.open
            ? html`<section class="sheet">
                <button class="bare back" @click=${() => this.#close()}>${this.words.back}</button>
                ${this.sheet()}
              </section>`
            : nothing
        }
      </div>
      ${this.creating === undefined ? nothing : this.dialog()}`;
  }
  /** A filter or the order, beside the search. */
  protected filter(label: string, options: ChoiceField['options'], chosen: string, changed: (value: string) => void) {
    return html`<select
      aria-label=${label}
      .value=${chosen}
      @change=${(event: Event) => changed((event.target as HTMLSelectElement).value)}
    >
      ${optionsOf(options, chosen)}
    </select>`;
  }
  #content() {
    const list = this.#list;
    if (list.state === 'failed' && !list.items.length) return this.failed(list.error, this.#reload);
    if (list.empty) return html`<p class="empty">${this.texts.empty}</p>`;
    if (!list.items.length)
      return html`<div aria-hidden="true">
        ${[0, 1, 2, 3, 4, 5].map(() => html`<div class="line"><i class="skeleton">&nbsp;</i></div>`)}
      </div>`;
    return html`<ul
      class="windowed"
      role="list"
      aria-busy=${list.state === 'loading'}
      @keydown=${this.#rows.onKey}
      @pointerleave=${this.#left}
    ></ul>`;
  }
  #line(item: Item, row: number) {
    return html`<a
      class="line"
      href="#/${this.section}/${item.id}"
      tabindex=${row === this.#rows.active ? 0 : -1}
      aria-current=${item.id === this.open ? 'true' : nothing}
      @focus=${() => (this.#rows.active = row)}
      @click=${(event: MouseEvent) => this.follow(event, { section: this.section, id: item.id })}
      >${this.row(item)}</a
    >`;
  }
}
