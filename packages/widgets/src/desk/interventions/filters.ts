/** What the list of interventions is narrowed and sorted by, beside its search. */
import type { InterventionSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import type { DeskElement } from '../element.ts';
import { namesOf } from '../fields.ts';
import type { ListDetail } from '../list-detail.ts';
import { SavedFilters } from '../saved-filters.ts';
import { daysIn, isBounded, isByDateOnly, newest, ownerKeys, type Narrowing } from './narrowing.ts';
import { daysOf, periodOf, todayIn } from './period.ts';
import { OwnerChips } from './owner-chips.ts';
import { interventionsWords } from './words.ts';

define('parvis-desk-saved-filters', SavedFilters);
define('parvis-desk-owner-chips', OwnerChips);

/** Periods that have a name; others have ends of their own. */
const named = ['today', 'tomorrow', 'week', 'next-week'] as const;

export const filterStyles = css`
  .end {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    font-weight: inherit;
  }
  .end input {
    width: auto;
  }
  .others {
    display: none;
  }
  /* Their boxes say nothing of how wide they are. */
  .tools > :is(parvis-desk-owner-chips, parvis-desk-saved-filters) {
    flex: 1 1 9em;
  }
  @container (max-width: 30em) {
    .others {
      display: block;
    }
    .others[aria-expanded='false'] ~ select {
      display: none;
    }
  }
`;

export class Filters {
  readonly #host: DeskElement;
  readonly #list: ListDetail<InterventionSummary, Narrowing>;
  readonly #isInbox: boolean;
  readonly #words: Words<(typeof interventionsWords)['fr']>;
  /** On a phone, whether those are shown that are rarely used. */
  #unfolded = false;

  /** Of what waits for the company (`isInbox`), only the order is chosen. */
  constructor(host: DeskElement, list: ListDetail<InterventionSummary, Narrowing>, isInbox: boolean) {
    this.#host = host;
    this.#list = list;
    this.#isInbox = isInbox;
    this.#words = new Words(host, interventionsWords);
  }
  get #timeZone() {
    return this.#host.desk.company.timeZone;
  }

  draw() {
    if (this.#isInbox) return this.#order();
    const { assigneeId, type, order } = this.#list.chosen;
    const isUsed = assigneeId || type || order !== newest.order;
    return html`${this.#period()} ${this.#status()}
      ${
        isUsed
          ? nothing
          : html`<button class="others" aria-expanded=${this.#unfolded} @click=${this.#unfold}>
              ${this.#words.now.others}
            </button>`
      }
      ${this.#assignee()} ${this.#type()} ${this.#order()}
      ${
        ownerKeys.some((of) => this.#list.chosen[of])
          ? html`<parvis-desk-owner-chips .desk=${this.#host.desk} .drop=${this.#drop}></parvis-desk-owner-chips>`
          : nothing
      } <parvis-desk-saved-filters .desk=${this.#host.desk}></parvis-desk-saved-filters>`;
  }
  readonly #drop = (of: (typeof ownerKeys)[number]) => this.#list.choose({ [of]: '' });
  readonly #unfold = () => {
    this.#unfolded = !this.#unfolded;
    this.#host.requestUpdate();
  };
  #period() {
    const w = this.#words.now;
    const { period } = this.#list.chosen;
    const days = daysIn(this.#timeZone, this.#list.chosen);
    const isOwn = days && !named.some((each) => each === period);
    const { first, last } = days ?? daysOf('week', todayIn(this.#timeZone))!;
    const periods = [
      ['', w.everyDay] as const,
      ...named.map((each) => [each, w.periods[each]] as const),
      ['own', w.ownPeriod] as const,
    ];
    // It begins with the days that are shown.
    const choose = (chosen: string) => this.#list.choose({ period: chosen === 'own' ? `${first}..${last}` : chosen });
    const end = (label: string, value: string, periodWith: (day: string) => string | undefined) => {
      const change = ({ target }: Event) => {
        const chosen = periodWith((target as HTMLInputElement).value);
        if (chosen) this.#list.choose({ period: chosen });
      };
      const restore = ({ target }: Event) => ((target as HTMLInputElement).value = value);
      return html`<label class="end"
        >${label} <input type="date" .value=${value} @change=${change} @blur=${restore}
      /></label>`;
    };
    return html`${this.#list.filter(w.period, periods, isOwn ? 'own' : days ? period : '', choose)}
    ${
      isOwn
        ? html`${end(w.firstDay, first, (day) => periodOf(day, last, false))}
          ${end(w.lastDay, last, (day) => periodOf(first, day, true))}`
        : nothing
    }`;
  }
  #status() {
    const w = this.#words.now;
    const { desk, common } = this.#host;
    const { status } = this.#list.chosen;
    const statuses = [
      ['', w.everyStatus] as const,
      ...(desk.incomplete || status === 'incomplete'
        ? [['incomplete', w.toComplete(desk.incomplete || '0')] as const]
        : []),
      ...Object.entries(common.status),
      ['archived', w.archived] as const,
    ];
    return this.#list.filter(w.status, statuses, status, (chosen) =>
      this.#list.choose({ status: chosen as Narrowing['status'] }),
    );
  }
  #assignee() {
    const w = this.#words.now;
    const { members } = this.#host.desk;
    const { assigneeId } = this.#list.chosen;
    const isKnown = !assigneeId || assigneeId === 'none' || members.some(({ id }) => id === assigneeId);
    const assignees = [
      ['', w.everyone] as const,
      ...(assigneeId === 'none' || this.#isBounded ? [['none', w.nobodys] as const] : []),
      ...namesOf(members),
      // Who has left.
      ...(isKnown ? [] : [[assigneeId, '…'] as const]),
    ];
    return this.#list.filter(w.assignee, assignees, assigneeId, (chosen) => this.#list.choose({ assigneeId: chosen }));
  }
  /** Offered where the server can look for it. */
  #type() {
    const w = this.#words.now;
    const { company } = this.#host.desk;
    const { type, assigneeId } = this.#list.chosen;
    if (!type && !assigneeId && !this.#isBounded) return nothing;
    const types = company.types.map(({ key, label }) => [key, label[this.#host.language]] as const);
    return this.#list.filter(w.type, [['', w.everyType], ...types], type, (chosen) =>
      this.#list.choose({ type: chosen }),
    );
  }
  get #isBounded() {
    return isBounded(this.#timeZone, this.#list.chosen);
  }
  #order() {
    const { chosen } = this.#list;
    // Days come in the order of time.
    if (daysIn(this.#timeZone, chosen)) return nothing;
    const isByDate = this.#isInbox || isByDateOnly(chosen);
    const orders = Object.entries(this.#words.now.orders).filter(([each]) => !isByDate || each.startsWith('date'));
    return this.#list.filter(this.#words.now.order, orders, chosen.order, (order) => this.#list.choose({ order }));
  }
}
