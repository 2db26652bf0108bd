/**
 * The form in which an intervention is planned: when, by whom, and what speaks against that. What speaks against it is shown
 * as it is typed, and refuses nothing: who presses then, plans all the same.
 */
import type { Intervention, InterventionSummary } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { span } from '../../shared/dates.ts';
import type { DeskElement } from '../element.ts';
import { namesOf, type FieldErrors, type Text } from '../fields.ts';
import type { Form } from '../form.ts';
import { LatestOnly } from '../latest-only.ts';
import { daysAfter, daysBetween } from '../zone.ts';
import type { words as french } from './interventions.fr.ts';
import { minutesLater, typedWindow, windowOf, type TypedWindow } from './window.ts';

/** What is to be planned: what is known of it before. */
export type Plannable = Pick<Intervention, 'windowStart' | 'windowEnd' | 'assignee'> & { id?: string };
type Words = typeof french;

export interface Plan {
  windowStart: string;
  windowEnd: string;
  assigneeId: string | null;
}
/** What speaks against a plan. */
interface Doubts {
  isPast: boolean;
  isFar: boolean;
  /** How many days it takes, where that is more than work at one place usually does. */
  days: number;
  /** What the assignee does then. */
  busy: InterventionSummary[];
}

const day = 86_400_000;
/** Further ahead, the year is a slip more often than not. */
const far = 366 * day;
const long = 14;
/** As many as are named of what overlaps. */
const most = 5;
const pause = 250;
/** No id: chosen by name, unlike nothing. */
const nobody = 'nobody';

export class Planning {
  readonly #host: DeskElement;
  readonly #form: Form;
  readonly #words: () => Words;
  readonly #readings = new LatestOnly();
  #pausing: ReturnType<typeof setTimeout> | undefined;
  #typed: TypedWindow | undefined;
  #doubts: Doubts | undefined;
  #isAsking = false;

  constructor(host: DeskElement, form: Form, words: () => Words) {
    this.#host = host;
    this.#form = form;
    this.#words = words;
  }
  /** Of something, or of nothing any more. */
  begin(item?: Plannable) {
    clearTimeout(this.#pausing);
    this.#readings.end();
    this.#typed = this.#doubts = undefined;
    if (!item) return;
    this.#typed = typedWindow(this.#zone, item);
    const window = windowOf(this.#zone, this.#typed, item);
    if (window && item.windowStart) void this.#doubt({ ...window, assigneeId: item.assignee?.id ?? null }, item.id);
  }
  get #zone() {
    return this.#host.desk.company.timeZone;
  }
  /** Whether something is shown that speaks against it. */
  get isDoubted() {
    return this.#doubts !== undefined;
  }
  /** What its button says: whether there is something to press for all the same. */
  get confirm() {
    const w = this.#words();
    return this.isDoubted ? w.scheduleAnyway : w.confirmSchedule;
  }

  draw(item: Plannable) {
    const { text, choice } = this.#form;
    const w = this.#words();
    const { desk, calendar } = this.#host;
    const start = typedWindow(this.#zone, item);
    const onDay = { type: 'date', required: true } as const;
    const atHour = { type: 'time', required: true, step: 900 } as const;
    const window = isWhole(this.#typed) ? windowOf(this.#zone, this.#typed, item) : null;
    const changed = (event: Event) => this.#change(event, item);
    return html`<div class="stack" @input=${changed} @change=${changed}>
      <div class="pair">
        ${text('day', w.day, start.day, onDay)} ${text('windowStart', w.from, start.windowStart, atHour)}
      </div>
      <div class="pair">
        ${text('endDay', w.endDay, start.endDay, onDay)} ${text('windowEnd', w.to, start.windowEnd, atHour)}
      </div>
      ${window ? html`<p class="small">${span(calendar, window.windowStart, window.windowEnd)}</p>` : nothing}
      ${choice('who', w.assignee, [[nobody, w.nobody], ...namesOf(withLeft(desk.members, item.assignee))], { required: true, chosen: this.#chosen(item) })}
      <div class="doubts stack" role="status">${this.#doubts ? this.#say(this.#doubts, window) : nothing}</div>
    </div>`;
  }
  /**
   * Whom it was given to, unless that only says who accepted the request: who plans is not who comes. Nobody is chosen by name,
   * too; where one alone works, it is that one.
   */
  #chosen({ assignee, windowStart }: Plannable) {
    const { members, viewer } = this.#host.desk;
    if (members.length === 1) return members[0]!.id;
    if (windowStart) return assignee?.id ?? nobody;
    return assignee?.id === viewer.id ? undefined : assignee?.id;
  }
  #say({ isPast, isFar, days, busy }: Doubts, window: { windowStart: string; windowEnd: string } | null) {
    const w = this.#words();
    const { calendar, common } = this.#host;
    const when = window ? span(calendar, window.windowStart, window.windowEnd) : '';
    const name = this.#host.desk.members.find(({ id }) => id === busy[0]?.assigneeId)?.name;
    return html`${isPast ? html`<p>${w.isPast(when)}</p>` : nothing} ${isFar ? html`<p>${w.isFar(when)}</p>` : nothing}
    ${days ? html`<p>${w.isLong(days)}</p>` : nothing}
    ${
      busy.length
        ? html`<div>
            <p>${w.isBusy(name ?? w.assignee)}</p>
            <ul>
              ${busy.map(
                (each) =>
                  html`<li>
                    <a
                      href="#/interventions/${each.id}"
                      @click=${(event: MouseEvent) => this.#host.follow(event, { section: 'interventions', id: each.id })}
                      >${common.number(each.number)}</a
                    >
                    ${each.customerName}, ${span(calendar, each.windowStart!, each.windowEnd)}
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }`;
  }

  #change(event: Event, item: Plannable) {
    const { name, form } = event.target as HTMLInputElement;
    if (!form) return;
    const value = (of: string) => (form.elements.namedItem(of) as HTMLInputElement).value;
    const put = (of: string, to: string) => ((form.elements.namedItem(of) as HTMLInputElement).value = to);
    const before = this.#typed;
    const typed = () => ({
      day: value('day'),
      windowStart: value('windowStart'),
      endDay: value('endDay'),
      windowEnd: value('windowEnd'),
    });
    const now = typed();
    // The end follows the start, as far as there is one to follow: what is half typed says nothing.
    if (before && name === 'day' && now.day && now.endDay)
      put('endDay', daysAfter(now.endDay, daysBetween(before.day, now.day)));
    if (before && name === 'windowStart' && now.windowStart && now.windowEnd && now.day === now.endDay)
      put('windowEnd', minutesLater(now.windowEnd, before.windowStart, now.windowStart));
    const { day: onDay, windowStart: from, ...end } = typed();
    this.#typed = { day: onDay || (before?.day ?? ''), windowStart: from || (before?.windowStart ?? ''), ...end };
    this.#host.requestUpdate();
    clearTimeout(this.#pausing);
    this.#readings.end();
    this.#pausing = setTimeout(() => {
      const window = isWhole(now) ? windowOf(this.#zone, typed(), item) : null;
      if (window) void this.#doubt({ ...window, assigneeId: assigneeOf(value('who')) }, item.id);
      else this.#doubts = undefined;
      this.#host.requestUpdate();
    }, pause);
  }

  /**
   * What was typed, once nothing speaks against it that was not shown before; undefined where something is missing or wrong, or
   * newly speaks against it: the form says so. `others` is what is wrong beside it in the form.
   */
  async typed(text: Text, item: Plannable, others: FieldErrors = {}): Promise<Plan | undefined> {
    const w = this.#words();
    const missing = this.#host.common.fieldErrors.required;
    const typed = {
      day: text('day'),
      windowStart: text('windowStart'),
      endDay: text('endDay'),
      windowEnd: text('windowEnd'),
    };
    const lacking = Object.entries({ ...typed, who: text('who') }).filter(([, value]) => !value);
    const window = isWhole(typed) ? windowOf(this.#zone, typed, item) : null;
    const errors: FieldErrors = { ...others, ...Object.fromEntries(lacking.map(([name]) => [name, missing])) };
    if (!window && !lacking.length) errors['windowEnd'] = w.windowReversed;
    this.#form.refuse(errors);
    if (!window || Object.keys(errors).length || this.#isAsking) return undefined;
    clearTimeout(this.#pausing);
    const plan = { ...window, assigneeId: assigneeOf(text('who')) };
    const shown = keyOf(this.#doubts);
    this.#isAsking = true;
    const isLatest = await this.#doubt(plan, item.id);
    this.#isAsking = false;
    return isLatest && (!this.#doubts || keyOf(this.#doubts) === shown) ? plan : undefined;
  }

  /** Looks for what speaks against it, and shows that; answers whether nothing else was typed meanwhile. */
  async #doubt({ windowStart, windowEnd, assigneeId }: Plan, id: string | undefined): Promise<boolean> {
    const isLatest = this.#readings.begin();
    const isSlip = Date.parse(windowStart) - Date.now() > far;
    const days = Math.ceil((Date.parse(windowEnd) - Date.parse(windowStart)) / day);
    const busy = assigneeId ? await this.#overlapping(assigneeId, windowStart, windowEnd) : [];
    if (!isLatest()) return false;
    const doubts = {
      isPast: Date.parse(windowStart) < Date.now(),
      isFar: isSlip,
      days: days > long ? days : 0,
      busy: busy.filter((each) => each.id !== id).slice(0, most),
    };
    this.#doubts = doubts.isPast || doubts.isFar || doubts.days || doubts.busy.length ? doubts : undefined;
    this.#host.requestUpdate();
    return true;
  }
  async #overlapping(assigneeId: string, endsAfter: string, endsBefore: string): Promise<InterventionSummary[]> {
    const period = { endsAfter, startsBefore: endsBefore };
    try {
      const planned = this.#host.desk.client.interventions.planned({ ...period, assigneeId, limit: most + 1 });
      return (await planned.page()).items;
    } catch (error) {
      // Without an answer nothing is known against it, and planning says itself what is wrong.
      this.#host.report(error);
      return [];
    }
  }
}

const isWhole = (typed: TypedWindow | undefined): typed is TypedWindow =>
  typed !== undefined && Object.values(typed).every(Boolean);
const assigneeOf = (who: string) => (who === nobody || !who ? null : who);
/** Tells what was shown from what is new. */
const keyOf = (doubts: Doubts | undefined) =>
  doubts && JSON.stringify([doubts.isPast, doubts.isFar, doubts.days, doubts.busy.map(({ id }) => id)]);
/** Whoever works here, and whoever has it, though they have left. */
const withLeft = <T extends { id: string; name: string }>(
  members: readonly T[],
  has: { id: string; name: string } | null,
) => (has && !members.some(({ id }) => id === has.id) ? [...members, has] : members);
