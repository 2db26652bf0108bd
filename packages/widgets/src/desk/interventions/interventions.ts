/** Interventions at the desk: all of them, filtered and searched, the open one beside the list. */
import type { InterventionStatus, InterventionSummary } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { words as french } from '../../locales/fr/desk-interventions.ts';
import { day, span } from '../../shared/dates.ts';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { statusMark, statusStyles } from '../../shared/status.ts';
import { Windowed, windowedStyles } from '../../shared/windowed.ts';
import { Listing } from '../listing.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';
import { InterventionSheet } from './intervention-sheet.ts';
import { NewIntervention } from './new-intervention.ts';

export const interventionLexicon = { fr: french, en: () => import('../../locales/en/desk-interventions.ts') };

define('parvis-desk-intervention', InterventionSheet);
define('parvis-desk-new-intervention', NewIntervention);

const hovers = matchMedia('(hover: hover)');
/** How long after the last key the search is asked. */
const pause = 250;

/** `<parvis-desk-interventions>` */
export class DeskInterventions extends DeskSection {
  static override styles = [
    DeskSection.styles,
    statusStyles,
    windowedStyles,
    splitStyles,
    css`
      .intervention {
        grid-template: 'who status' 'what what' 'when number' / minmax(0, 1fr) auto;
      }
      .number {
        grid-area: number;
      }
      .intervention strong {
        grid-area: who;
      }
      .what {
        grid-area: what;
      }
      .when {
        grid-area: when;
      }
      .line > .number {
        justify-self: end;
      }
      .line > .status {
        grid-area: status;
        justify-self: end;
      }
      @container (min-width: 52em) {
        .split:not(.opened) .intervention {
          grid-template:
            'number who what when status' / 4.5em minmax(8em, 2fr) minmax(8em, 3fr) minmax(9em, 1.8fr)
            7.5em;
          align-items: center;
        }
        .split:not(.opened) .line > :is(.number, .status) {
          justify-self: start;
        }
      }
    `,
  ];
  static override properties = {
    status: { state: true },
    assigneeId: { state: true },
    order: { state: true },
    query: { state: true },
    creating: { state: true },
  };
  declare protected status: InterventionStatus | '';
  declare protected assigneeId: string;
  declare protected order: 'date desc' | 'date asc' | 'number desc' | 'number asc';
  declare protected query: string;
  declare protected creating: boolean;
  /** « À planifier »: what waits for the company, and nothing else. */
  protected readonly inbox: boolean = false;

  readonly #words = new Words(this, interventionLexicon);
  readonly #list = new Listing<InterventionSummary>(this, () => {
    const [sort, order] = this.order.split(' ') as ['date' | 'number', 'asc' | 'desc'];
    return this.desk.client.interventions.list({
      ...(this.inbox && { inbox: 'true' }),
      status: this.status || undefined,
      assigneeId: this.assigneeId || undefined,
      q: this.query || undefined,
      sort,
      order,
      limit: 100,
    });
  });
  readonly #rows = new Windowed(this, {
    estimate: 61,
    count: () => this.#list.items.length,
    nearEnd: () => void this.#list.more(),
  });
  #stopLive: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;

  constructor() {
    super();
    this.status = this.assigneeId = this.query = '';
    this.order = 'date desc';
    this.creating = false;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (['status', 'assigneeId', 'order', 'query'].some((name) => changed.has(name)) || !this.#list.state)
      void this.#list.load();
    this.#stopLive ??= this.desk.client.live((event) => {
      if (event.type === 'reset' || (event.type === 'change' && event.change.kind.startsWith('intervention.')))
        this.#refreshSoon();
    });
    if (changed.has('creating') && this.creating)
      void this.renderRoot.querySelector<NewIntervention>('parvis-desk-new-intervention')?.show();
  }
  override onDeskKey(key: string) {
    if (key === '/') this.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
    else if (key === 'n') this.creating = true;
    else if (key === 'Escape' && this.open) this.#close();
    else return false;
    return true;
  }

  /** What changes by itself never moves under the pointer: the list waits until it has left. */
  #refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A finger leaves its hover behind where it last pressed.
      if (hovers.matches && this.renderRoot.querySelector('.windowed:hover')) this.#stale = true;
      else void this.#list.load();
    }, 150);
  }
  readonly #left = () => {
    if (this.#stale) void this.#list.load();
    this.#stale = false;
  };
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value.trim()), pause);
  };
  #close() {
    this.desk.go({ section: this.inbox ? 'inbox' : 'interventions', id: null });
  }

  protected override content() {
    const w = this.#words.now;
    return html`<div class="split ${this.open ? 'opened' : ''}">
        <section class="list" aria-label=${this.inbox ? w.inbox : w.title}>
          <div class="tools">
            <div class="row">
              <h2>${this.inbox ? w.inbox : w.title}</h2>
              <button class="primary" @click=${() => (this.creating = true)}>${w.create}</button>
            </div>
            <div class="search">
              <label class="hidden" for="search">${w.search}</label>
              <input id="search" type="search" placeholder=${w.search} @input=${this.#type} />
            </div>
            ${this.inbox ? nothing : this.#statusFilter()} ${this.#orderChoice()}
          </div>
          ${this.#content()}
        </section>
        ${
          this.open
            ? html`<section class="sheet">
                <button class="bare back" @click=${() => this.#close()}>${w.back}</button>
                <parvis-desk-intervention .desk=${this.desk} .open=${this.open}></parvis-desk-intervention>
              </section>`
            : nothing
        }
      </div>
      ${
        this.creating
          ? html`<parvis-desk-new-intervention
              .desk=${this.desk}
              @close=${() => (this.creating = false)}
            ></parvis-desk-new-intervention>`
          : nothing
      }`;
  }
  #statusFilter() {
    const w = this.#words.now;
    const all = Object.keys(this.common.status) as InterventionStatus[];
    return html`<select
      aria-label=${w.status}
      .value=${this.status}
      @change=${(event: Event) => this.#filter((event.target as HTMLSelectElement).value as InterventionStatus | '')}
    >
      <option value="">${w.everyStatus}</option>
      ${all.map((status) => html`<option value=${status}>${this.common.status[status]}</option>`)}
    </select>`;
  }
  #filter(status: InterventionStatus | '') {
    this.status = status;
    if (this.#byDateOnly && !this.order.startsWith('date')) this.order = 'date desc';
  }
  /** Only the whole list has an index by number: the server refuses it of a part. */
  get #byDateOnly() {
    return this.inbox || !!this.status;
  }
  #orderChoice() {
    const w = this.#words.now;
    const orders = Object.entries(w.orders).filter(([order]) => !this.#byDateOnly || order.startsWith('date'));
    return html`<select
      aria-label=${w.order}
      .value=${this.order}
      @change=${(event: Event) => (this.order = (event.target as HTMLSelectElement).value as typeof this.order)}
    >
      ${orders.map(([order, name]) => html`<option value=${order} ?selected=${order === this.order}>${name}</option>`)}
    </select>`;
  }
  #content() {
    const list = this.#list;
    const w = this.#words.now;
    if (list.state === 'failed' && !list.items.length) {
      return html`<div class="notice bad stack" role="alert">
        <p>${this.sentence(list.error)}</p>
        <div><button @click=${() => void list.load()}>${this.common.retry}</button></div>
      </div>`;
    }
    if (list.empty) {
      const filtered = this.query || this.status || this.assigneeId;
      return html`<p class="empty">${filtered ? w.noMatch : this.inbox ? w.inboxEmpty : w.empty}</p>`;
    }
    if (!list.items.length)
      return html`<div aria-hidden="true">
        ${[0, 1, 2, 3, 4, 5].map(() => html`<div class="line"><i class="bone">&nbsp;</i></div>`)}
      </div>`;
    return html`<div
      class="windowed"
      role="list"
      aria-busy=${list.state === 'loading'}
      @keydown=${this.#rows.onKey}
      @pointerleave=${this.#left}
    >
      ${repeat(
        this.#rows.rows,
        (row) => list.items[row]?.id ?? row,
        (row) => this.#line(list.items[row]!, row),
      )}
    </div>`;
  }
  #line(item: InterventionSummary, row: number) {
    const w = this.#words.now;
    const type = this.desk.company.types.find(({ key }) => key === item.type)?.label[this.language];
    const when = item.windowStart
      ? span(this.calendar, item.windowStart, item.windowEnd)
      : w.asked(day(this.calendar, item.createdAt));
    return html`<div role="listitem" data-row=${row} aria-setsize=${this.#list.items.length} aria-posinset=${row + 1}>
      <a
        class="line intervention"
        href="#/${this.inbox ? 'inbox' : 'interventions'}/${item.id}"
        tabindex=${row === this.#rows.active ? 0 : -1}
        aria-current=${item.id === this.open ? 'true' : nothing}
        @focus=${() => (this.#rows.active = row)}
        @click=${(event: MouseEvent) => this.#open(event, item.id)}
      >
        <span class="quiet small number">${this.common.number(item.number)}</span>
        <strong>${item.customerName}</strong>
        <span class="what">${type ? `${type} · ` : ''}${item.description}</span>
        <span class="small when">${when}</span>
        ${statusMark(item.status, this.common.status)}
      </a>
    </div>`;
  }
  #open(event: MouseEvent, id: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.desk.go({ section: this.inbox ? 'inbox' : 'interventions', id });
  }
}
