/** The morning page: what is late, what nobody has answered, what did not arrive, and what the day holds. */
import type { InterventionSummary, OutboxMail } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { day as dayOf, span } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import { DeskElement } from '../element.ts';
import { DialogOpener } from '../dialog.ts';
import { interventionsWords } from '../interventions/words.ts';
import { concernsMail } from '../outbox/mail-sheet.ts';
import { concernsUndelivered, readUndelivered } from '../outbox/undelivered.ts';
import { Reading } from '../reading.ts';
import { rows } from '../rows.ts';
import { skeleton } from '../sheet.ts';
import { hoursOfDay } from '../hours-of-day.ts';
import { splitStyles } from '../split.styles.ts';
import { readDay, startOf, type Day } from './day.ts';
import { FirstSteps } from './first-steps.ts';
import { todayWords } from './words.ts';

/** How long something may be awaited (`setTimeout` knows no more than 25 days); a day ends sooner. */
const maxTimer = 86_400_000;

/** What is shown as one, and what stands there when there is none of it. */
interface Block {
  id: string;
  title: string;
  none: string;
}

/** `<parvis-desk-today>` */
export class DeskToday extends DeskElement {
  static override styles = [
    DeskElement.styles,
    splitStyles,
    statusStyles,
    css`
      .block {
        display: grid;
        gap: calc(2 * var(--u));
        min-width: 0;
      }
      h2,
      h3 {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: calc(2 * var(--u));
      }
      h2 {
        font-size: 1.44em;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: calc(3 * var(--u));
      }
      h4 {
        margin-block: calc(2 * var(--u)) 0;
      }
      .number {
        font-variant-numeric: tabular-nums;
        font-weight: 400;
        color: var(--quiet);
      }
      .some .number {
        color: var(--wait);
        font-weight: 650;
      }
      .steps a {
        line-height: 2;
      }
      .line {
        grid-template: 'when status' 'who who' 'what what' / minmax(0, 1fr) auto;
      }
      .when {
        grid-area: when;
        /* The hour is what it ends with. */
        white-space: normal;
        font-variant-numeric: tabular-nums;
      }
      .line strong {
        grid-area: who;
      }
      .what {
        grid-area: what;
      }
      .line > .status {
        grid-area: status;
      }
      .over {
        color: var(--quiet);
      }
      @container (min-width: 52em) {
        .line {
          grid-template: 'when who status' 'when what status' / 9em minmax(0, 1fr) auto;
          align-items: center;
        }
      }
    `,
  ];
  readonly #words = new Words(this, todayWords);
  readonly #day = new Reading<Day>(this, {
    read: () => readDay(this.desk),
    concerns: ({ kind }) => kind.startsWith('intervention.'),
  });
  readonly #mails: Reading<OutboxMail[]> = new Reading<OutboxMail[]>(this, {
    read: () => readUndelivered(this.desk.client),
    concerns: (change) =>
      change.subject.type === 'mail'
        ? concernsUndelivered(change, this.#mails.value?.length ?? 0)
        : concernsMail(change),
  });
  readonly #interventions = new Words(this, interventionsWords);
  readonly #creating = new DialogOpener(this);
  readonly #steps = new FirstSteps(this);
  #next: ReturnType<typeof setTimeout> | undefined;
  #until: string | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#next);
    this.#until = undefined;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const until = this.#day.value?.until;
    if (until === this.#until) return;
    this.#until = until;
    clearTimeout(this.#next);
    if (until)
      this.#next = setTimeout(this.#passed, Math.min(Math.max(Date.parse(until) - Date.now(), 0) + 1000, maxTimer));
  }
  override onDeskKey(key: string) {
    if (key !== 'n') return false;
    this.#creating.open();
    return true;
  }
  /** Something is late by now, or another day has begun. */
  readonly #passed = () => {
    this.#until = undefined;
    void this.#day.load();
    void this.#mails.load();
  };

  protected override content(): unknown {
    const now = new Date().toISOString();
    const date = new Intl.DateTimeFormat(this.common.locale, {
      timeZone: this.calendar.timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    }).format(Date.parse(now));
    const { value: day, error } = this.#day;
    return html`<div class="stack">
      <div class="head">
        <h2>${this.desk.title} <span class="number">${date}</span></h2>
        <button class="primary" @click=${this.#creating.open}>${this.#interventions.now.create}</button>
      </div>
      ${this.#steps.draw()}
      ${error ? this.failed(error, this.#day.load) : day ? html`${this.#late(day)} ${this.#requested(day, now)}` : skeleton()}
      ${this.#undelivered()} ${day ? this.#jobs(day) : nothing}
      ${
        this.#creating.shown === undefined
          ? nothing
          : html`<parvis-desk-new-intervention
              .desk=${this.desk}
              .shown=${this.#creating.shown}
              @close=${this.#creating.closed}
              @done=${this.#creating.done}
            ></parvis-desk-new-intervention>`
      }
    </div>`;
  }

  #late({ late: { items, count } }: Day) {
    const w = this.#words.now;
    const line = (item: InterventionSummary) => {
      const ended = span(this.calendar, item.windowEnd!, null);
      return this.#intervention(item, w.until(ended), this.#nameOf(item.assigneeId));
    };
    return this.#block({ id: 'late', title: w.late, none: w.noneLate }, count, items, line);
  }
  #requested({ requested: { items, count } }: Day, now: string) {
    const w = this.#words.now;
    const since = (item: InterventionSummary) =>
      this.#intervention(item, w.since(howLong(this.common.locale, item.createdAt, now)), '', false);
    return html`${this.#block({ id: 'requested', title: w.requested, none: w.noneRequested }, count, items, since)}
    ${count > items.length ? html`<p>${this.linkTo(w.inbox, { section: 'inbox', id: null })}</p>` : nothing}`;
  }
  #undelivered() {
    const w = this.#words.now;
    const { value: mails, error } = this.#mails;
    if (error) return this.failed(error, this.#mails.load);
    if (!mails) return nothing;
    const line = (mail: OutboxMail) =>
      this.linkTo(
        html`<span class="small when">${dayOf(this.calendar, mail.createdAt)}</span><strong>${mail.to}</strong>
          <span class="what">${mail.subject}</span>`,
        { section: 'outbox', id: mail.id },
        'line',
      );
    return this.#block({ id: 'undelivered', title: w.undelivered, none: w.noneUndelivered }, mails.length, mails, line);
  }
  /** Of each assignee by the hour; what nobody was given to is first. */
  #jobs(day: Day) {
    const w = this.#words.now;
    const { jobs } = day;
    const assignees = [...new Set(jobs.map(({ assigneeId }) => assigneeId))]
      .map((id) => ({ id, name: this.#nameOf(id) }))
      .toSorted((a, b) => Number(a.id !== null) - Number(b.id !== null) || a.name.localeCompare(b.name, this.language));
    return html`<section class="block" aria-labelledby="jobs">
      <h3 id="jobs">${w.jobs} <span class="number">${jobs.length}</span></h3>
      ${jobs.length ? nothing : html`<p class="quiet">${w.noJobs}</p>`}
      ${assignees.map(({ id, name }) => {
        const theirs = jobs.filter(({ assigneeId }) => assigneeId === id);
        return html`<h4>${name} <span class="number">${theirs.length}</span></h4>
          <ul ${rows(theirs, (job: InterventionSummary) => this.#intervention(job, this.#when(job, day)))}></ul>`;
      })}
    </section>`;
  }
  #nameOf(id: string | null) {
    const w = this.#words.now;
    return id === null ? w.nobody : (this.desk.members.find((member) => member.id === id)?.name ?? '…');
  }
  /** Within the day by its hours alone. */
  #when(job: InterventionSummary, { start, end }: Day) {
    const { calendar } = this;
    const [from, to] = [startOf(job), job.windowEnd];
    if (from < start || from >= end || (to && to > end)) return span(calendar, from, to, Date.now(), 'short');
    return hoursOfDay(calendar, from, to);
  }

  #block<T extends { id: string }>({ id, title, none }: Block, count: number, items: T[], line: (item: T) => unknown) {
    const number = (of: number) => (of < 1000 ? of.toLocaleString(this.common.locale) : '1000+');
    return html`<section class="block ${count ? 'some' : ''}" aria-labelledby=${id}>
      <h3 id=${id}>${title} <span class="number">${number(count)}</span></h3>
      ${count ? html`<ul ${rows(items, line)}></ul>` : html`<p class="quiet">${none}</p>`}
      ${count > items.length ? html`<p class="quiet">${this.#words.now.others(number(count - items.length))}</p>` : nothing}
    </section>`;
  }
  #intervention(item: InterventionSummary, when: string, whom = '', hasState = true) {
    const { common, desk, language } = this;
    const type = desk.company.types.find(({ key }) => key === item.type)?.label[language];
    return this.linkTo(
      html`<span class="small when">${when}</span>
        <strong class=${isOver(item.status) ? 'over' : ''}
          >${item.customerName}${item.siteName ? ` · ${item.siteName}` : ''}</strong
        >
        <span class="what"
          >${[whom, common.number(item.number), type, item.description].filter(Boolean).join(' · ')}</span
        >
        ${hasState ? statusMark(item.status, common.status) : nothing}`,
      { section: 'interventions', id: item.id },
      'line',
    );
  }
}

/** « 3 jours », « 5 heures », « 10 minutes ». */
function howLong(locale: string, from: string, now: string): string {
  const minutes = Math.max(Math.floor((Date.parse(now) - Date.parse(from)) / 60_000), 1);
  const count = (unit: 'minute' | 'hour' | 'day', of: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(of);
  if (minutes < 60) return count('minute', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? count('hour', hours) : count('day', Math.floor(hours / 24));
}

export { DeskToday as element };
