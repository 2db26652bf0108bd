/** A list that is searched, of any length, gone through by keyboard, with the sheet of what is open beside it. */
import { html, nothing, type ReactiveController } from 'lit';
import { Windowed, windowedStyles } from '../shared/windowed.ts';
import { DialogOpener } from './dialog.ts';
import { DeskElement } from './element.ts';
import type { ChoiceField } from './fields.ts';
import { Headings } from './headings.ts';
import { isSeen } from './keyboard.ts';
import { Listing, reloadLimit } from './listing.ts';
import type { Lists, Narrowed } from './lists.ts';
import { LiveChanges } from './live-changes.ts';
import { addressOf } from './place.ts';
import { ScrollAnchor } from './scroll-anchor.ts';
import type { Place } from './section.ts';
import { splitStyles } from './split.styles.ts';

const hovers = matchMedia('(hover: hover)');
/** How long after the last key the search is asked. */
const pause = 250;
/** More rows than these are read as a page. */
const few = 2;

export const listStyles = [DeskElement.styles, windowedStyles, splitStyles];

export class ListDetail<Item extends { id: string }, Chosen extends Narrowed = Narrowed> implements ReactiveController {
  readonly #host: Lists<Item, Chosen>;
  readonly #list: Listing<Item>;
  readonly #rows: Windowed;
  readonly #anchor: ScrollAnchor;
  readonly #headings = new Headings<Item>();
  readonly #creating: DialogOpener;
  /** The list changed, and waits for the pointer to leave it or for the reader to ask. */
  #isStale = false;
  /** Something changed while the list was not on the screen: read when it is seen again. */
  #missed = false;
  #open: string | null | undefined;
  /** What the list was last read for. */
  #read = '';
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Lists<Item, Chosen>) {
    this.#host = host;
    this.#creating = new DialogOpener(host);
    this.#list = new Listing(host, () => host.items());
    this.#rows = new Windowed(host, {
      estimate: 61,
      count: () => this.#list.items.length,
      size: () => this.#list.items.length,
      id: (row) => this.#list.items[row]?.id,
      draw: (row) => this.#line(this.#list.items[row]!, row),
      room: this.#headings.room,
      nearEnd: () => void this.#list.more(),
    });
    this.#anchor = new ScrollAnchor(host, {
      active: () => this.#rows.active,
      count: () => this.#list.items.length,
      id: (row) => this.#list.items[row]?.id,
      room: this.#headings.room,
    });
    void new LiveChanges(
      host,
      (change) => host.concerns(change),
      (ids) => void this.#onChange(ids),
    );
    host.addController(this);
  }
  hostConnected() {
    document.addEventListener('visibilitychange', this.#seen);
  }
  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#typing);
  }
  hostUpdate() {
    const [list, host] = [this.#list, this.#host];
    // What is shown while another list is read stays as it is.
    if (list.state === 'ready' && host.groupOf)
      this.#headings.see(list.items, !list.hasMore, (item) => host.groupOf!(item));
  }
  hostUpdated() {
    const { chosen } = this;
    const read = JSON.stringify([chosen, this.#host.readFor?.()]);
    if (read !== this.#read) {
      this.#read = read;
      this.#isStale = false;
      void this.#list.load(this.#anchor.begin());
      this.#showSearch(chosen.q);
    }
    const [before, { open }] = [this.#open, this.#host];
    this.#open = open;
    if (before !== open) this.#moved(before);
    this.#seen();
  }

  /** What is searched, filtered and sorted by now: as the list begins, but for what the address says. */
  get chosen(): Chosen {
    return this.#normalized(this.#host.desk.place.filter);
  }
  #normalized(filter: object | undefined): Chosen {
    const { defaults } = this.#host;
    const said: Chosen = { ...defaults, ...filter };
    const known = Object.keys(defaults).map((name) => [name, said[name]]);
    return this.#host.normalized(Object.fromEntries(known) as Chosen);
  }
  choose(chosen: Partial<Chosen>) {
    const { defaults, desk } = this.#host;
    const differing = Object.entries<string>(this.#normalized({ ...this.chosen, ...chosen })).filter(
      ([name, value]) => value !== defaults[name],
    );
    desk.narrow(differing.length ? Object.fromEntries(differing) : undefined);
  }
  /** Whether what is shown stands under headings. */
  get isGrouped(): boolean {
    return this.#headings.at(0) !== undefined;
  }
  /** What a key of the whole desk does here. */
  onKey(key: string): boolean {
    const { create, search } = this.#host.texts();
    if (key === '/' && search) this.#host.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
    else if (key === 'n' && create) this.#creating.open();
    else if (key === 'Escape' && this.#host.open) this.#close();
    else return false;
    return true;
  }
  readonly #reload = () => {
    this.#isStale = false;
    void this.#list.load();
  };
  readonly #freshen = async () => {
    this.#isStale = false;
    await this.#list.load(0);
    this.#rows.go(0);
  };

  /**
   * Rows that are shown are read one by one, when they are few and stay where they are; else the list is. What changes by
   * itself never moves under the pointer, nor far down: the list waits until it has left, or until the reader asks.
   */
  async #onChange(ids: ReadonlySet<string> | null) {
    if (!this.#isSeen) this.#missed = true;
    else if (!(await this.#freshenRows(ids))) this.#waitOrReload();
  }
  #waitOrReload() {
    // A finger leaves its hover behind where it last pressed.
    const isUnderPointer = hovers.matches && this.#host.renderRoot.querySelector('.windowed:hover');
    if (!isUnderPointer && !this.#isFar) return this.#reload();
    this.#isStale = true;
    this.#host.requestUpdate();
  }
  async #freshenRows(ids: ReadonlySet<string> | null): Promise<boolean> {
    const host = this.#host;
    if (!ids || ids.size > few || !host.one || [...ids].some((id) => !this.#list.find(id))) return false;
    try {
      const rows = await Promise.all([...ids].map((id) => host.one!(id)));
      const isSame = (now: Item) => {
        const before = this.#list.find(now.id);
        return before !== undefined && host.stays!(before, now);
      };
      if (!rows.every(isSame)) return false;
      for (const row of rows) this.#list.put(row);
      return true;
    } catch {
      // Gone, or not to be read: the list itself says what is wrong.
      return false;
    }
  }
  /** What is on the screen would not be read again: the list would end above it, and be read page by page down to it. */
  get #isFar() {
    const list = this.#host.renderRoot.querySelector('.windowed');
    if (!list) return false;
    const { top, height } = list.getBoundingClientRect();
    const { length } = this.#list.items;
    return length > reloadLimit && ((innerHeight - top) / height) * length > reloadLimit;
  }
  /** On a narrow desk the sheet stands in its place; a page behind another is not seen at all. */
  get #isSeen() {
    return document.visibilityState === 'visible' && isSeen(this.#host.renderRoot.querySelector('.list'));
  }
  readonly #seen = () => {
    if (!this.#missed || !this.#isSeen) return;
    this.#missed = false;
    this.#waitOrReload();
  };
  readonly #left = () => {
    if (this.#isStale) this.#waitOrReload();
  };
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.choose({ q: value.trim() } as Partial<Chosen>), pause);
  };
  /** What is searched for in its field, unless that is what stands there, or it is just being typed in. */
  #showSearch(q: string) {
    const field = this.#host.renderRoot.querySelector<HTMLInputElement>('#search');
    if (field && field.value.trim() !== q) field.value = q;
  }
  /** From the search straight on to what it found. */
  readonly #down = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || !this.#list.items.length) return;
    event.preventDefault();
    this.#rows.go(0);
  };
  /** The keyboard goes where the eyes go: to the sheet when it takes the list's place, and back to the row. */
  #moved(before: string | null | undefined) {
    const back = this.#host.renderRoot.querySelector<HTMLElement>('.back');
    if (before === null && isSeen(back)) back?.focus();
    else if (before && !this.#host.open) this.#rows.go(this.#rows.active);
  }
  /** This list, as it is narrowed now, with one of it open. */
  #with(id: string | null): Place {
    return { ...this.#host.desk.place, id };
  }
  readonly #close = () => this.#host.desk.go(this.#with(null));

  draw() {
    const host = this.#host;
    const { open, words, desk } = host;
    const { create, search } = host.texts();
    return html`<div class="split ${open ? 'opened' : ''}">
        <section class="list" aria-label=${desk.title}>
          <div class="tools">
            <div class="row">
              <h2>${desk.title}</h2>
              ${create ? html`<button class="primary" @click=${this.#creating.open}>${create}</button>` : nothing}
              ${search ? nothing : host.tools()}
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
                    ${host.tools()}`
                : nothing
            }
          </div>
          ${
            this.#isStale
              ? html`<div class="fresh">
                  <button class="primary" @click=${this.#freshen}>${words.fresh}</button>
                </div>`
              : nothing
          }
          ${this.#content()}
        </section>
        ${
          open
            ? html`<section class="sheet">
                <button class="bare back" @click=${this.#close}>${words.back}</button>
                ${host.sheet()}
              </section>`
            : nothing
        }
      </div>
      ${this.#creating.shown === undefined ? nothing : host.creator?.(this.#creating)}`;
  }
  /** A filter or the order, beside the search. */
  filter(label: string, options: ChoiceField['options'], chosen: string, changed: (value: string) => void) {
    return html`<select
      aria-label=${label}
      @change=${(event: Event) => changed((event.target as HTMLSelectElement).value)}
    >
      ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
    </select>`;
  }
  #content() {
    const list = this.#list;
    if (list.state === 'failed' && !list.items.length) return this.#host.failed(list.error, this.#reload);
    if (list.empty) return html`<p class="empty">${this.#host.texts().empty}</p>`;
    if (!list.items.length)
      return html`<div aria-hidden="true">
        ${[0, 1, 2, 3, 4, 5].map(() => html`<div class="line"><i class="skeleton">&nbsp;</i></div>`)}
      </div>`;
    return html`${list.hasMore ? nothing : this.#host.found?.(list.items.length)}
      <ul
        class="windowed"
        role="list"
        aria-busy=${list.state === 'loading'}
        @keydown=${this.#rows.onKey}
        @pointerleave=${this.#left}
      ></ul>`;
  }
  #line(item: Item, row: number) {
    const place = this.#with(item.id);
    const group = this.#headings.at(row);
    return html`${group ? this.#host.heading!(item, group.count) : nothing}<a
        class="line"
        href=${addressOf(place)}
        tabindex=${row === this.#rows.active ? 0 : -1}
        aria-current=${item.id === this.#host.open ? 'true' : nothing}
        @focus=${() => (this.#rows.active = row)}
        @click=${(event: MouseEvent) => this.#host.follow(event, place)}
        >${this.#host.row(item)}</a
      >`;
  }
}
