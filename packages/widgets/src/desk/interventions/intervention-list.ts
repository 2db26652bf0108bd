/** Interventions at the desk, filtered and searched, the open one beside the list: all of them, or what waits for the company. */
import type { Change, InterventionSummary } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { day, span, time } from '../../shared/dates.ts';
import { define } from '../../shared/define.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import type { DialogOpener } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { hoursOfDay } from '../hours-of-day.ts';
import { ListDetail, listStyles } from '../list-detail.ts';
import type { Lists } from '../lists.ts';
import { daysAfter, fieldsOf, instantOf } from '../zone.ts';
import { Columns, columnStyles } from './columns.ts';
import { Filters, filterStyles } from './filters.ts';
import { InterventionSheet } from './intervention-sheet.ts';
import { daysIn, newest, normalized, queryOf, staysIn, type Narrowing } from './narrowing.ts';
import { NewIntervention } from './new-intervention.ts';
import { todayIn } from './period.ts';
import { todoStyles } from './todo.ts';
import { Words } from '../../shared/locale.ts';
import { interventionsWords } from './words.ts';

define('parvis-desk-intervention', InterventionSheet);
define('parvis-desk-new-intervention', NewIntervention);

const styles = [
  listStyles,
  statusStyles,
  todoStyles,
  filterStyles,
  columnStyles,
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
        grid-template:
          'number who cells when status' 'number what cells when status' / 4.5em minmax(0, 1fr)
          auto auto 7.5em;
        align-items: center;
      }
      .split:not(.opened) .line > :is(.number, .status) {
        justify-self: start;
      }
    }
  `,
];

/** The element of the list: of all interventions, or of what waits for the company (« À planifier ») and nothing else. */
export function interventionsOf(section: 'inbox' | 'interventions'): new () => DeskElement {
  const isInbox = section === 'inbox';
  return class extends DeskElement implements Lists<InterventionSummary, Narrowing> {
    static override styles = styles;
    readonly #words = new Words(this, interventionsWords);
    readonly defaults = newest;
    readonly #list: ListDetail<InterventionSummary, Narrowing> = new ListDetail(this);
    readonly #filters = new Filters(this, this.#list, isInbox);
    readonly #columns = new Columns(this);

    override onDeskKey(key: string) {
      const sheet = this.renderRoot.querySelector<InterventionSheet>('parvis-desk-intervention');
      return this.#list.onKey(key) || Boolean(sheet?.onDeskKey(key));
    }
    protected override content() {
      return this.#list.draw();
    }
    normalized({ q, order, ...narrowing }: Narrowing) {
      return normalized(this.#timeZone, this.common.status, { ...newest, q, order, ...(!isInbox && narrowing) });
    }
    items() {
      return this.desk.client.interventions.list({
        ...queryOf(this.#timeZone, this.#list.chosen),
        ...(isInbox && { inbox: 'true' as const }),
      });
    }
    one(id: string) {
      return this.desk.client.interventions.get(id);
    }
    concerns({ kind }: Change) {
      // What a customer has goes into the bin with them, and comes back.
      return kind.startsWith('intervention.') || /^customer\.(binned|restored)$/.test(kind);
    }
    stays(before: InterventionSummary, now: InterventionSummary) {
      const isSame = !isInbox || (before.status === now.status && before.incomplete === now.incomplete);
      return isSame && staysIn(this.#list.chosen, before, now);
    }
    /** « Cette semaine » is another one from tonight on. */
    readFor() {
      return this.#days ? todayIn(this.#timeZone) : '';
    }
    get #timeZone() {
      return this.desk.company.timeZone;
    }
    get #days() {
      return daysIn(this.#timeZone, this.#list.chosen);
    }
    #midnight: ReturnType<typeof setTimeout> | undefined;
    protected override updated(changed: PropertyValues) {
      super.updated(changed);
      clearTimeout(this.#midnight);
      if (!this.#days) return;
      const tomorrow = instantOf(this.#timeZone, daysAfter(todayIn(this.#timeZone), 1), '00:00');
      this.#midnight = setTimeout(() => this.requestUpdate(), Date.parse(tomorrow) - Date.now() + 1000);
    }
    override disconnectedCallback() {
      super.disconnectedCallback();
      clearTimeout(this.#midnight);
    }
    groupOf({ date }: InterventionSummary) {
      return this.#days && fieldsOf(this.#timeZone, date).day;
    }
    heading({ date }: InterventionSummary, count: number | undefined) {
      return html`<h3 class="group">
        <span>${day(this.calendar, date)}</span
        >${count === undefined ? nothing : html`<span class="quiet small">${this.#words.now.many(count)}</span>`}
      </h3>`;
    }
    found(count: number) {
      if (!this.desk.place.filter) return nothing;
      return html`<p class="quiet small" role="status">${this.#words.now.many(count)}</p>`;
    }
    texts() {
      const w = this.#words.now;
      const { filter } = this.desk.place;
      const narrowed = Object.keys(filter ?? {}).join();
      const none = narrowed === 'period' ? w.noneThen : narrowed ? w.noMatch : isInbox ? w.inboxEmpty : w.empty;
      return { create: w.create, search: w.search, empty: none };
    }

    tools() {
      return [this.#filters.draw(), this.#columns.draw()];
    }

    row(item: InterventionSummary) {
      const { calendar, common, desk, language } = this;
      const w = this.#words.now;
      const type = desk.company.types.find(({ key }) => key === item.type)?.label[language];
      const isGrouped = this.#list.isGrouped;
      const when = isOver(item.status)
        ? (isGrouped ? time : day)(calendar, item.date)
        : item.windowStart
          ? isGrouped
            ? hoursOfDay(calendar, item.windowStart, item.windowEnd)
            : this.#columns.date((names) => span(calendar, item.windowStart!, item.windowEnd, undefined, names))
          : w.asked(day(calendar, item.createdAt));
      // A day is who does what in it.
      const assignee = isGrouped && desk.members.find(({ id }) => id === item.assigneeId)?.name;
      return html`<span class="quiet small number">${common.number(item.number)}</span>
        <strong>${item.customerName}</strong>
        <span class="what">${type ? `${type} · ` : ''}${item.description}</span>
        ${this.#columns.cells(item, isGrouped ? 'assignee' : undefined)}
        <span class="small when"
          >${when}${assignee ? ` · ${assignee}` : ''}
          ${item.incomplete ? html`<span class="todo">${w.incomplete}</span>` : nothing}
          ${item.rescheduleRequested ? html`<span class="todo">${w.anotherTime}</span>` : nothing}</span
        >
        ${statusMark(item.status, common.status)}`;
    }
    sheet() {
      return html`<parvis-desk-intervention .desk=${this.desk} .open=${this.open}></parvis-desk-intervention>`;
    }
    creator({ shown, closed, done }: DialogOpener) {
      return html`<parvis-desk-new-intervention
        .desk=${this.desk}
        .shown=${shown}
        @close=${closed}
        @done=${done}
      ></parvis-desk-new-intervention>`;
    }
  };
}
