/** Interventions at the desk: all of them, filtered and searched, the open one beside the list. */
import type { Change, InterventionStatus, InterventionSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { day, span } from '../../shared/dates.ts';
import { define } from '../../shared/define.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import { ListSection } from '../list-detail.ts';
import { InterventionSheet } from './intervention-sheet.ts';
import { NewIntervention } from './new-intervention.ts';
import { todoStyles } from './todo.ts';
import { Words } from '../../shared/locale.ts';
import { interventionsWords } from './words.ts';

define('parvis-desk-intervention', InterventionSheet);
define('parvis-desk-new-intervention', NewIntervention);

/** `<parvis-desk-interventions>` */
export class DeskInterventions extends ListSection<InterventionSummary> {
  static override styles = [
    ListSection.styles,
    statusStyles,
    todoStyles,
    css`
      .line {
        grid-template: 'who status' 'what what' 'when number' / minmax(0, 1fr) auto;
      }
      .number {
        grid-area: number;
      }
      .line strong {
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
      @container (max-width: 17em) {
        .line {
          grid-template: 'who who' 'what what' 'when when' 'status number' / minmax(0, 1fr) auto;
        }
        .line > .status {
          justify-self: start;
        }
      }
      @container (min-width: 52em) {
        .split:not(.opened) .line {
          grid-template: 'number who when status' 'number what when status' / 4.5em minmax(0, 1fr) auto 7.5em;
          align-items: center;
        }
        .split:not(.opened) .line > :is(.number, .status) {
          justify-self: start;
        }
      }
    `,
  ];
  static override properties = { status: { state: true }, order: { state: true } };
  declare protected status: InterventionStatus | 'incomplete' | '';
  declare protected order: string;
  readonly #words = new Words(this, interventionsWords);
  protected readonly section: 'inbox' | 'interventions' = 'interventions';

  constructor() {
    super();
    this.status = '';
    this.order = 'date desc';
  }

  /** « À planifier »: what waits for the company, and nothing else. */
  get #inbox() {
    return this.section === 'inbox';
  }
  protected get asked() {
    const [sort, order] = this.order.split(' ') as ['date' | 'number', 'asc' | 'desc'];
    return {
      ...(this.#inbox && { inbox: 'true' as const }),
      ...(this.status === 'incomplete' ? { incomplete: 'true' as const } : { status: this.status || undefined }),
      q: this.query || undefined,
      sort,
      order,
      limit: 100,
    };
  }
  protected list() {
    return this.desk.client.interventions.list(this.asked);
  }
  protected override one(id: string) {
    return this.desk.client.interventions.get(id);
  }
  protected override stays(before: InterventionSummary, now: InterventionSummary) {
    // A search is by words that may be others now.
    if (this.query && before.description !== now.description) return false;
    return (
      before.date === now.date &&
      (this.#isAll || (before.status === now.status && before.incomplete === now.incomplete))
    );
  }
  get #isAll() {
    return !this.#inbox && !this.status;
  }
  protected override concerns({ kind }: Change) {
    return kind.startsWith('intervention.');
  }
  protected get texts() {
    const w = this.#words.now;
    return {
      create: w.create,
      search: w.search,
      empty: this.query || this.status ? w.noMatch : this.#inbox ? w.inboxEmpty : w.empty,
    };
  }

  protected tools() {
    const w = this.#words.now;
    const orders = Object.entries(w.orders).filter(([order]) => !this.#byDateOnly || order.startsWith('date'));
    const incomplete = this.desk.incomplete || this.status === 'incomplete';
    const statuses = [
      ['', w.everyStatus] as const,
      ...(incomplete ? [['incomplete', w.toComplete(this.desk.incomplete || '0')] as const] : []),
      ...Object.entries(this.common.status),
    ];
    return html`${this.#inbox ? nothing : this.filter(w.status, statuses, this.status, (status) => this.#filter(status as typeof this.status))}
    ${this.filter(w.order, orders, this.order, (order) => (this.order = order))}`;
  }
  #filter(status: typeof this.status) {
    this.status = status;
    if (this.#byDateOnly && !this.order.startsWith('date')) this.order = 'date desc';
  }
  /** Only the whole list has an index by number: the server refuses it of a part. */
  get #byDateOnly() {
    return this.#inbox || !!this.status;
  }

  protected row(item: InterventionSummary) {
    const w = this.#words.now;
    const type = this.desk.company.types.find(({ key }) => key === item.type)?.label[this.language];
    const when = isOver(item.status)
      ? day(this.calendar, item.date)
      : item.windowStart
        ? span(this.calendar, item.windowStart, item.windowEnd)
        : w.asked(day(this.calendar, item.createdAt));
    return html`<span class="quiet small number">${this.common.number(item.number)}</span>
      <strong>${item.customerName}</strong>
      <span class="what">${type ? `${type} · ` : ''}${item.description}</span>
      <span class="small when"
        >${when}${item.incomplete ? html` <span class="todo">${w.incomplete}</span>` : nothing}${item.rescheduleRequested ? html` <span class="todo">${w.anotherTime}</span>` : nothing}</span
      >
      ${statusMark(item.status, this.common.status)}`;
  }
  protected sheet() {
    return html`<parvis-desk-intervention .desk=${this.desk} .open=${this.open}></parvis-desk-intervention>`;
  }
  protected override dialog() {
    return html`<parvis-desk-new-intervention
      .desk=${this.desk}
      .shown=${this.creating}
      @close=${() => (this.creating &&= false)}
      @done=${() => (this.creating = undefined)}
    ></parvis-desk-new-intervention>`;
  }
}

export { DeskInterventions as element };
