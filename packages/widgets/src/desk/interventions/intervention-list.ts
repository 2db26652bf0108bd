/** Interventions at the desk, filtered and searched, the open one beside the list: all of them, or what waits for the company. */
import type { Change, Intervention, InterventionStatus, InterventionSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { day, span } from '../../shared/dates.ts';
import { define } from '../../shared/define.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import type { DialogOpener } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { ListDetail, listStyles } from '../list-detail.ts';
import type { Lists } from '../lists.ts';
import { InterventionSheet } from './intervention-sheet.ts';
import { NewIntervention } from './new-intervention.ts';
import { todoStyles } from './todo.ts';
import { Words } from '../../shared/locale.ts';
import { interventionsWords } from './words.ts';

define('parvis-desk-intervention', InterventionSheet);
define('parvis-desk-new-intervention', NewIntervention);

const newest = { q: '', status: '' as InterventionStatus | 'incomplete' | 'archived' | '', order: 'date desc' };

const styles = [
  listStyles,
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

/** The element of the list: of all interventions, or of what waits for the company (« À planifier ») and nothing else. */
export function interventionsOf(section: 'inbox' | 'interventions'): new () => DeskElement {
  const isInbox = section === 'inbox';
  return class extends DeskElement implements Lists<InterventionSummary, typeof newest> {
    static override styles = styles;
    readonly #words = new Words(this, interventionsWords);
    readonly first = newest;
    readonly #list: ListDetail<InterventionSummary, typeof newest> = new ListDetail(this);

    override onDeskKey(key: string) {
      return this.#list.onKey(key);
    }
    protected override content() {
      return this.#list.draw();
    }
    items() {
      const { q, status, order: chosen } = this.#list.chosen;
      const [sort, order] = chosen.split(' ') as ['date' | 'number', 'asc' | 'desc'];
      return this.desk.client.interventions.list({
        ...(isInbox && { inbox: 'true' as const }),
        ...(status === 'incomplete' || status === 'archived'
          ? { [status]: 'true' as const }
          : { status: status || undefined }),
        q: q || undefined,
        sort,
        order,
        limit: 100,
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
      const { q, status } = this.#list.chosen;
      // A search is by words that may be others now.
      if (q && before.description !== now.description) return false;
      if (((now as Intervention).archivedAt !== null) !== (status === 'archived')) return false;
      const isAll = !isInbox && !status;
      return (
        before.date === now.date && (isAll || (before.status === now.status && before.incomplete === now.incomplete))
      );
    }
    texts() {
      const w = this.#words.now;
      const { q, status } = this.#list.chosen;
      return {
        create: w.create,
        search: w.search,
        empty: q || status ? w.noMatch : isInbox ? w.inboxEmpty : w.empty,
      };
    }

    tools() {
      const w = this.#words.now;
      const { desk, common } = this;
      const { status, order } = this.#list.chosen;
      const orders = Object.entries(w.orders).filter(
        ([each]) => !this.#isByDateOnly(status) || each.startsWith('date'),
      );
      const statuses = [
        ['', w.everyStatus] as const,
        ...(desk.incomplete || status === 'incomplete'
          ? [['incomplete', w.toComplete(desk.incomplete || '0')] as const]
          : []),
        ...Object.entries(common.status),
        ['archived', w.archived] as const,
      ];
      return html`${isInbox ? nothing : this.#list.filter(w.status, statuses, status, (chosen) => this.#filter(chosen as typeof status))}
      ${this.#list.filter(w.order, orders, order, (chosen) => this.#list.choose({ order: chosen }))}`;
    }
    #filter(status: typeof newest.status) {
      const { order } = this.#list.chosen;
      const isSortable = !this.#isByDateOnly(status) || order.startsWith('date');
      this.#list.choose({ status, order: isSortable ? order : newest.order });
    }
    /** Only the whole list has an index by number: the server refuses it of a part. */
    #isByDateOnly(status: string) {
      return isInbox || !!status;
    }

    row(item: InterventionSummary) {
      const { calendar, common, desk, language } = this;
      const w = this.#words.now;
      const type = desk.company.types.find(({ key }) => key === item.type)?.label[language];
      const when = isOver(item.status)
        ? day(calendar, item.date)
        : item.windowStart
          ? span(calendar, item.windowStart, item.windowEnd)
          : w.asked(day(calendar, item.createdAt));
      return html`<span class="quiet small number">${common.number(item.number)}</span>
        <strong>${item.customerName}</strong>
        <span class="what">${type ? `${type} · ` : ''}${item.description}</span>
        <span class="small when"
          >${when} ${item.incomplete ? html`<span class="todo">${w.incomplete}</span>` : nothing}
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
