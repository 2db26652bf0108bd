/** `<parvis-interventions>`: the list of all interventions in reach, and the one that is opened beside it. */
import type { Intervention, InterventionSummary, News, ParvisError, Portal, Site } from '@parvis/sdk';
import { html, nothing, render, type PropertyValues } from 'lit';
import search from 'lucide/dist/esm/icons/search.mjs';
import filters from 'lucide/dist/esm/icons/list-filter.mjs';
import { words as french } from './interventions.fr.ts';
import { allOf } from '../shared/all.ts';
import { bar, barStyles } from '../shared/bar.ts';
import { Connection } from '../shared/connection.ts';
import type { Filter } from '../routing/place.ts';
import { Routed } from '../routing/routed.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { day, exactly, prepareDates, span } from '../shared/dates.ts';
import { closeBeside, dialogStyles } from '../shared/dialog.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { dotted } from '../shared/dotted.ts';
import { unbroken } from '../shared/naming.ts';
import { isOver, statusMark, statusStyles } from '../shared/status.ts';
import { Windowed, windowedStyles } from '../shared/windowed.ts';
import { CreateAskedEvent, type InterventionShownEvent } from './events.ts';
import { listStyles } from './interventions.styles.ts';
import { Groups } from './groups.ts';
import { owners, type Query } from './pages.ts';
import { bringOpened } from '../shared/load-opened.ts';

Connection.acting = () => import('../shared/acting.ts');

const lexicon = { fr: french, en: () => import('./interventions.en.ts') };

/** States as customers look for them. */
const groups = {
  waiting: 'requested,to_schedule',
  scheduled: 'scheduled',
  underWay: 'en_route,in_progress',
  finished: 'done,signed',
  cancelled: 'cancelled',
} as const;
const orders = {
  newest: { sort: 'date', order: 'desc' },
  oldest: { sort: 'date', order: 'asc' },
  highest: { sort: 'number', order: 'desc' },
  lowest: { sort: 'number', order: 'asc' },
} as const;
/** Few enough to be seen at once: no search, no filters. */
const few = 10;
/** Pixels that the heading of a group takes, as in the styles. */
const headed = 32;
/** From here on the detail stands beside the list; below, it comes up as a sheet. In `em`, as in the styles. */
const wideFrom = 45;

/**
 * Filtered, sorted, searched by words; thousands of rows, loaded as they are scrolled; up to date by itself.
 *
 * @element parvis-interventions
 * @attr site-id - Only those at this site.
 * @attr equipment-id - Only those on this piece of equipment.
 * @attr dossier-id - Only those of this dossier.
 * @attr routing - The page's address says which is open and how the list is filtered.
 */
export class Interventions extends CustomerElement {
  static override styles = [CustomerElement.styles, statusStyles, dialogStyles, barStyles, windowedStyles, listStyles];
  static override properties = {
    siteId: { attribute: 'site-id' },
    equipmentId: { attribute: 'equipment-id' },
    dossierId: { attribute: 'dossier-id' },
    routing: { type: Boolean },
    selected: { state: true },
    mayCreate: { attribute: false },
    wide: { state: true },
    filtering: { state: true },
    chosen: { state: true },
    sites: { state: true },
    shown: { state: true },
    lost: { state: true },
  };
  declare siteId: string | null | undefined;
  declare equipmentId: string | null | undefined;
  declare dossierId: string | null | undefined;
  declare routing: boolean | undefined;
  /** Whether an empty list offers to create one; the element around then hears `create-asked`. */
  declare mayCreate: boolean | undefined;
  /** Id of the intervention that is open. */
  declare selected: string | undefined;
  declare protected wide: boolean | undefined;
  declare protected filtering: boolean | undefined;
  declare chosen: Filter;
  declare protected sites: Site[] | undefined;
  /** What the sheet shows. */
  declare protected shown: Intervention | undefined;
  /** The sheet's file did not come. */
  declare protected lost: boolean | undefined;

  readonly #words = new Words(this, lexicon);
  readonly #routed = new Routed(this);
  readonly #pages = new Groups(this, {
    connection: () => this.connection,
    onChange: (now, before) => this.#onChange(now, before),
    failed: (error) => this.report(error),
  });
  readonly #rows = new Windowed(this, {
    estimate: 72,
    count: () => this.#pages.items.length,
    size: () => (this.#pages.next ? -1 : this.#pages.items.length),
    id: (row) => this.#pages.items[row]?.id,
    draw: (row) => this.#row(row),
    room: (row) =>
      headed * [0, this.#pages.ahead.items.length].filter((first) => this.#groupAt(first) && first <= row).length,
    nearEnd: this.#pages.more,
  });
  /** What had the focus as one was opened. */
  #from: Element | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #size = new ResizeObserver(([entry]) => {
    const { target, contentRect } = entry!;
    // Out of sight it keeps the width that it had.
    if (!contentRect.width) return;
    const wide = contentRect.width >= wideFrom * parseFloat(getComputedStyle(target).fontSize);
    // Not at once: what is drawn within the observer changes what it observes, which browsers report to the page as an error.
    requestAnimationFrame(() => (this.wide = wide));
  });

  constructor() {
    super();
    this.chosen = { q: '', status: '', siteId: '', order: 'newest' };
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
  }
  protected override connected(connection: Connection) {
    super.connected(connection);
    // Beside the head of the portal, not after it.
    void this.#pages.show(this.#query);
    if (this.chosen.siteId) void this.#loadSites();
    prepareDates();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const narrowed = owners.some((name) => changed.has(name) && (this.hasUpdated || this[name]));
    if (this.hasUpdated && (narrowed || changed.has('chosen'))) {
      this.#rows.active = 0;
      if (narrowed) this.selected = undefined;
      void this.#pages.show(this.#query);
    }
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const root = this.renderRoot.querySelector('.root');
    if (root) this.#size.observe(root);
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog.sheet');
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
    // Turned, a window shows it in another place.
    if (changed.has('selected') || changed.has('wide')) this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
    if (!this.#asked && (this.selected || this.#pages.loaded)) void this.#bring();
  }

  protected override onNews(news: News) {
    this.#pages.onNews(news);
  }
  override forget() {
    this.#pages.clear();
    this.selected = this.sites = undefined;
  }
  /** Opens one; undefined closes it. */
  open(id: string | undefined) {
    if (!id) {
      this.#close();
      return;
    }
    this.#from = document.activeElement;
    while (this.#from?.shadowRoot?.activeElement) this.#from = this.#from.shadowRoot.activeElement;
    this.selected = id;
  }
  /** Narrows and sorts it as somebody did before, and shows that it is. */
  narrow(filter: Filter) {
    this.chosen = filter;
    this.filtering ||= !!(filter.status || filter.siteId);
    if (filter.siteId) void this.#loadSites();
  }
  /** Shows what was just created, before the live stream tells of it. */
  put(intervention: Intervention) {
    this.#pages.put(intervention);
  }

  get #query(): Query {
    const { q, status, siteId, order } = this.chosen;
    const { equipmentId, dossierId } = this;
    // What is empty is not asked.
    return {
      ...orders[order],
      q,
      status: status ? groups[status] : undefined,
      siteId: this.siteId || siteId,
      equipmentId,
      dossierId,
    } as Query;
  }
  /** Of one thing alone. */
  get #isOfOne() {
    return owners.some((name) => this[name]);
  }
  get #isNarrowed() {
    const { q, status, siteId } = this.chosen;
    return !!(q || status || siteId);
  }

  /** Whether there are more than one sees, or not all of them are shown; while they are read, what held before. */
  #isLong = false;
  /** The group that begins with a row. */
  #groupAt(row: number) {
    const { ahead, past, items, areTwo } = this.#pages;
    if (!areTwo || !items[row]) return undefined;
    if (row === 0 && ahead.items.length) return 'ahead';
    return row === ahead.items.length && past.items.length ? 'past' : undefined;
  }

  protected override view(portal: Portal | undefined) {
    const { loaded, loading, error, items } = this.#pages;
    if (!portal || this.#routed.isAwaited || (!loaded && !error)) return this.waiting();
    const isWhole = !this.#isNarrowed && this.chosen.order === 'newest';
    if (!loading || !isWhole) this.#isLong = !isWhole || this.#pages.next !== null || items.length > few;
    const w = this.#words.now;
    // While the filter is being taken back, what was found with it still stands.
    const bare = loaded && !loading && !items.length && !this.#isNarrowed;
    return html`<div class="halves ${this.wide && this.selected ? 'open' : ''}">
      <section class="list" aria-label=${this.getAttribute('aria-label') ?? w.title}>
        ${bare || !this.#isLong ? nothing : this.#tools(portal)} ${error ? this.#failed(error) : nothing}
        ${bare ? this.#empty() : this.#list(portal)}
      </section>
      ${this.selected ? this.#sheet(this.selected) : (this.#box = undefined)}
    </div>`;
  }
  protected override waiting() {
    return html`<div aria-hidden="true">
      ${(this.portal?.counts.interventions ?? 0) > few ? html`<div class="tools"><i class="skeleton">&nbsp;</i></div>` : nothing}
      ${[0, 1, 2, 3, 4].map(
        () => html`<div class="row-skeleton"><i class="skeleton">&nbsp;</i><i class="skeleton">&nbsp;</i></div>`,
      )}
    </div>`;
  }

  #tools({ options, scope, counts }: Portal) {
    const w = this.#words.now;
    const bySite = options.sites && scope.kind === 'customer' && counts.sites > 1 && !this.#isOfOne;
    return html`<div class="tools" role="search">
      <div class="search">
        ${icon(search)}
        <input
          type="search"
          maxlength="120"
          aria-label=${w.search}
          placeholder=${w.searchHint}
          autocomplete="off"
          enterkeyhint="search"
          .value=${this.chosen.q}
          @input=${this.#type}
          @keydown=${(event: KeyboardEvent) => event.key === 'ArrowDown' && this.#rows.go(this.#rows.active)}
        />
      </div>
      <button
        class="icon"
        aria-label=${w.filters}
        aria-expanded=${!!this.filtering}
        @click=${() => (this.filtering = !this.filtering)}
      >
        ${icon(filters)}
      </button>
      <div class="filters" @pointerdown=${this.#loadSites} @focusin=${this.#loadSites}>
        ${this.#select(w.status, 'status', w.anyStatus, Object.entries(w.statuses))}
        ${bySite ? this.#select(w.site, 'siteId', w.anySite, this.sites?.map(({ id, name }) => [id, name]) ?? []) : nothing}
        ${this.#select(w.sort, 'order', '', Object.entries(w.orders))}
      </div>
    </div>`;
  }
  #select(label: string, name: 'status' | 'siteId' | 'order', none: string, choices: [string, string][]) {
    return html`<label class="small"
      >${label}<select
        name=${name}
        @change=${(event: Event) => (this.chosen = { ...this.chosen, [name]: (event.target as HTMLSelectElement).value })}
      >
        ${none ? html`<option value="">${none}</option>` : nothing}
        ${choices.map(([key, text]) => html`<option value=${key} ?selected=${key === this.chosen[name]}>${text}</option>`)}
      </select></label
    >`;
  }
  /** The names to choose from are read when someone is about to choose. */
  readonly #loadSites = async () => {
    const { connection } = this;
    if (this.sites || !connection || !this.portal?.options.sites) return;
    this.sites = [];
    try {
      this.sites = await allOf(connection.client.call, 'GET /sites');
    } catch (error) {
      this.sites = undefined;
      this.report(error);
    }
  };
  readonly #type = (event: Event) => {
    clearTimeout(this.#typing);
    const q = (event.target as HTMLInputElement).value;
    this.#typing = setTimeout(() => (this.chosen = { ...this.chosen, q: q.trim() }), 250);
  };

  #empty() {
    const w = this.#words.now;
    return html`<div class="empty">
      <p>${this.mayCreate ? w.noneInvites : w.none}</p>
      ${
        this.mayCreate
          ? html`<button class="primary" @click=${() => this.dispatchEvent(new CreateAskedEvent())}>
              ${w.create}
            </button>`
          : nothing
      }
    </div>`;
  }
  #failed(error: ParvisError) {
    const { loaded } = this.#pages;
    return this.failed(
      loaded && error.code === 'offline' ? this.#words.now.stale : this.sentence(error),
      () => this.#pages.show(),
      loaded ? '' : 'bad',
    );
  }
  #list(portal: Portal) {
    const { items, loading, loaded } = this.#pages;
    const w = this.#words.now;
    if (!loaded) return nothing;
    return html`<p class="quiet small ${this.#isNarrowed ? 'count' : 'hidden count'}" role="status">
        ${this.#found(portal)}
      </p>
      ${
        items.length
          ? html`<ul class="windowed ${loading ? 'busy' : ''}" @keydown=${this.#rows.onKey}></ul>`
          : html`<div class="empty">
              <p>${w.noMatch}</p>
              <button @click=${this.#showAll}>${w.clear}</button>
            </div>`
      }`;
  }
  /** How many there are: of a narrowed list the server tells the number only with its last page. */
  #found({ counts }: Portal) {
    const { items, next } = this.#pages;
    const whole = !this.#isNarrowed && !this.#isOfOne;
    const w = this.#words.now;
    return next && whole ? w.found(counts.interventions, false) : w.found(items.length, next !== null);
  }
  readonly #showAll = () => {
    this.chosen = { ...this.chosen, q: '', status: '', siteId: '' };
    this.renderRoot.querySelector('input')?.focus();
  };
  #row(row: number) {
    const item = this.#pages.items[row]!;
    const type = this.portal?.company.types.find(({ key }) => key === item.type)?.label[this.language];
    const group = this.#groupAt(row);
    return html`${group ? html`<h3 class="group">${this.#words.now[group]}</h3>` : nothing}<button
        class="line"
        tabindex=${row === this.#rows.active ? 0 : -1}
        aria-current=${item.id === this.selected}
        @click=${() => {
          this.#rows.active = row;
          this.open(item.id);
        }}
      >
        <span class="what" dir="auto">${unbroken(item.description)}</span>
        <span class="more">${dotted(this.common.number(item.number), type, item.siteName)}</span>
        ${statusMark(item.status, this.common.status)}
        <time class="when" datetime=${item.date} title=${exactly(this.calendar, item.date)}>${this.#when(item)}</time>
      </button>`;
  }
  #when({ windowStart, windowEnd, date, status }: InterventionSummary) {
    const now = Date.now();
    const ahead = windowStart && Date.parse(windowEnd ?? windowStart) > now && !isOver(status);
    return ahead ? span(this.calendar, windowStart, windowEnd, now, 'short') : day(this.calendar, date);
  }

  /** What the sheet holds: it moves along when a window turns, with what is typed, picked or opened in it. */
  #box: HTMLElement | undefined;
  #sheet(id: string) {
    const w = this.#words.now;
    const number = [this.shown, this.portal?.next, ...this.#pages.items].find((each) => each?.id === id)?.number;
    const box = (this.#box ??= document.createElement('div'));
    render(
      html`<parvis-intervention-sheet
        titled
        .interventionId=${id}
        @intervention-shown=${({ intervention }: InterventionShownEvent) => (this.shown = intervention)}
        @intervention-changed=${(event: Event & { intervention?: Intervention }) =>
          event.intervention && this.#pages.put(event.intervention)}
        >${this.#skeleton()}</parvis-intervention-sheet
      >`,
      box,
    );
    const sheet = [bar(number ? this.common.intervention(number) : w.one, this.common.close, this.#close), box];
    return this.wide
      ? html`<aside
          aria-labelledby="title"
          @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#close()}
        >
          ${sheet}
        </aside>`
      : html`<dialog class="sheet" aria-labelledby="title" @click=${closeBeside} @close=${this.#closed}>
          ${sheet}
        </dialog>`;
  }
  /** In the sheet until its file has come. */
  #skeleton() {
    return this.lost
      ? this.failed(this.sentence({ code: navigator.onLine ? 'other' : 'offline' }), this.#bring)
      : html`<i class="skeleton">&nbsp;</i>`;
  }
  #asked = false;
  readonly #bring = async () => {
    this.#asked = true;
    try {
      await bringOpened();
      this.lost = undefined;
    } catch (error) {
      this.lost = true;
      this.report(error);
    }
  };
  /** Told a moment later, when another may have been opened in its place. */
  readonly #closed = ({ target }: Event) => (target as Element).isConnected && this.#close();
  readonly #close = () => {
    if (this.selected === undefined) return;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog[open]')?.close();
    this.selected = undefined;
    // Back to where the reader was.
    const from = this.#from as HTMLElement | null;
    void this.updateComplete.then(() => {
      if (from?.isConnected && from !== document.body) from.focus();
      else this.#rows.go(this.#rows.active);
    });
  };

  #onChange(now: InterventionSummary, before: InterventionSummary | undefined) {
    const w = this.#words.now;
    // The open one speaks for itself.
    if (now.id === this.selected) return;
    if (!before) this.announce(w.added(now.number));
    else if (before.status !== now.status)
      this.announce(`${this.common.intervention(now.number)}, ${this.common.status[now.status]}`);
  }
}
