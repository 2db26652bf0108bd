/** One intervention at the desk: what it is, its course, and what can be done with it now. */
import { ConflictError, NotFoundError, StaleError, type Field, type Intervention } from '@parvis/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { words as french } from '../../locales/fr/desk-interventions.ts';
import { date, exactly, span } from '../../shared/dates.ts';
import { fileList, fileStyles } from '../../shared/files.ts';
import { Words } from '../../shared/locale.ts';
import { statusMark, statusStyles } from '../../shared/status.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';
import { fieldsOf, instantOf } from '../zone.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-interventions.ts') };
type Move = Parameters<DeskSection['desk']['client']['interventions']['move']>[1];

/** `<parvis-desk-intervention>` */
export class InterventionSheet extends DeskSection {
  static override styles = [DeskSection.styles, statusStyles, fileStyles, splitStyles];
  static override properties = {
    item: { state: true },
    failure: { state: true },
    form: { state: true },
    busy: { state: true },
    wrong: { state: true },
  };
  declare protected item: Intervention | undefined;
  declare protected failure: unknown;
  /** What is being filled in. */
  declare protected form: 'schedule' | 'cancel' | undefined;
  declare protected busy: boolean;
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);
  #stopLive: (() => void) | undefined;

  constructor() {
    super();
    this.busy = false;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('open') && this.open) {
      this.form = this.wrong = undefined;
      if (this.item?.id !== this.open) this.item = undefined;
      void this.#read();
    }
    this.#stopLive ??= this.desk.client.live((event) => {
      const concerns = event.type === 'reset' || (event.type === 'change' && event.change.subject.id === this.open);
      if (concerns) void this.#read();
    });
  }
  async #read() {
    const id = this.open;
    if (!id) return;
    try {
      const item = await this.desk.client.interventions.get(id);
      if (id !== this.open) return;
      this.item = item;
      this.failure = undefined;
    } catch (error) {
      // What is shown stays readable while the network is away.
      if (!this.item || error instanceof NotFoundError) this.failure = error;
    }
  }

  /** Runs an act; what was refused because it changed meanwhile is shown as it is now. */
  async #act(work: () => Promise<Intervention>, said: (item: Intervention) => string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.wrong = undefined;
    try {
      this.item = await work();
      this.form = undefined;
      this.announce(said(this.item));
      return true;
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
      if (error instanceof StaleError || error instanceof ConflictError) void this.#read();
      return false;
    } finally {
      this.busy = false;
    }
  }
  #move(move: Move) {
    const { interventions } = this.desk.client;
    return this.#act(
      () => interventions.move(this.item!.id, move),
      ({ status }) => this.common.status[status],
    );
  }

  protected override content() {
    const w = this.#words.now;
    if (this.failure) {
      return html`<div class="notice bad" role="alert"><p>${this.sentence(this.failure)}</p></div>`;
    }
    const { item } = this;
    if (!item)
      return html`<div class="stack" aria-hidden="true">
        ${[0, 1, 2, 3].map(() => html`<i class="bone">&nbsp;</i>`)}
      </div>`;
    return html`<article class="stack">
      <div class="row">
        <h2>${this.common.number(item.number)}</h2>
        ${statusMark(item.status, this.common.status)}
      </div>
      ${this.#acts(item)} ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      ${this.form === 'schedule' ? this.#scheduleForm(item) : this.form === 'cancel' ? this.#cancelForm() : nothing}
      ${this.#facts(item)}
      ${
        item.files.length
          ? html`<h3>${w.files}</h3>
              ${fileList(item.files, this.desk.client, this.common)}`
          : nothing
      }
      <h3>${w.course}</h3>
      <ol class="moves">
        ${item.moves.map(
          (move) =>
            html`<li>
              ${statusMark(move.to, this.common.status)}
              <span class="quiet small">${exactly(this.calendar, move.at)}${move.by ? ` · ${move.by}` : ''}</span>
              ${move.reason ? html`<p class="small">${move.reason}</p>` : nothing}
            </li>`,
        )}
      </ol>
    </article>`;
  }

  #acts({ can, status }: Intervention) {
    const w = this.#words.now;
    const button = (label: string, act: () => void, primary = false): TemplateResult =>
      html`<button class=${primary ? 'primary' : ''} aria-disabled=${this.busy} @click=${act}>${label}</button>`;
    const acts = [
      can.includes('accept') && button(w.accept, () => void this.#move({ to: 'to_schedule' }), true),
      can.includes('schedule') &&
        button(
          status === 'scheduled' ? w.reschedule : w.schedule,
          () => this.#show('schedule'),
          status === 'to_schedule',
        ),
      can.includes('unschedule') && button(w.unschedule, () => void this.#unschedule()),
      can.includes('set_en_route') && button(w.setEnRoute, () => void this.#move({ to: 'en_route' })),
      can.includes('start') && button(w.start, () => void this.#move({ to: 'in_progress' })),
      can.includes('finish') && button(w.finish, () => void this.#move({ to: 'done' })),
      can.includes('cancel') && button(w.cancelIt, () => this.#show('cancel')),
    ].filter((act) => act !== false);
    return acts.length ? html`<div class="row">${acts}</div>` : nothing;
  }
  async #show(form: 'schedule' | 'cancel') {
    this.form = form;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form input, form textarea')?.focus();
  }
  async #unschedule() {
    const { id, windowStart, windowEnd } = this.item!;
    if (!(await this.#move({ to: 'to_schedule' })) || !windowStart || !windowEnd) return;
    this.desk.offerUndo(this.#words.now.unscheduled, async () => {
      await this.desk.client.interventions.move(id, { to: 'scheduled', windowStart, windowEnd });
    });
  }

  #scheduleForm(item: Intervention) {
    const w = this.#words.now;
    const { timeZone } = this.desk.company;
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const start = fieldsOf(timeZone, item.windowStart ?? tomorrow);
    const end = item.windowEnd ? fieldsOf(timeZone, item.windowEnd).time : '10:00';
    return html`<form class="stack notice" novalidate @submit=${this.#schedule}>
      <div class="pair">
        <div class="field">
          <label for="day">${w.day}</label><input id="day" name="day" type="date" required .value=${start.day} />
        </div>
        <div class="field">
          <label for="from">${w.from}</label>
          <input
            id="from"
            name="from"
            type="time"
            step="900"
            required
            .value=${item.windowStart ? start.time : '08:00'}
          />
        </div>
        <div class="field">
          <label for="to">${w.to}</label><input id="to" name="to" type="time" step="900" required .value=${end} />
        </div>
      </div>
      <div class="field">
        <label for="who">${w.assignee}</label>
        ${this.#memberChoice('who', item.assigneeId ?? this.desk.viewer.id)}
      </div>
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${w.confirmSchedule}</button>
        <button type="button" @click=${() => (this.form = undefined)}>${this.common.cancel}</button>
      </div>
    </form>`;
  }
  readonly #schedule = (event: Event) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '');
    const { timeZone } = this.desk.company;
    const w = this.#words.now;
    if (!text('day') || !text('from') || !text('to')) this.wrong = w.windowMissing;
    else if (text('to') <= text('from')) this.wrong = w.windowReversed;
    else {
      void this.#move({
        to: 'scheduled',
        windowStart: instantOf(timeZone, text('day'), text('from')),
        windowEnd: instantOf(timeZone, text('day'), text('to')),
        assigneeId: text('who') || null,
      });
    }
  };
  #cancelForm() {
    const w = this.#words.now;
    return html`<form class="stack notice" novalidate @submit=${this.#cancel}>
      <div class="field">
        <label for="reason">${w.reason}</label>
        <textarea id="reason" name="reason" required maxlength="1000" aria-describedby="reason-hint"></textarea>
        <p class="small quiet" id="reason-hint">${w.reasonHint}</p>
      </div>
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${w.confirmCancel}</button>
        <button type="button" @click=${() => (this.form = undefined)}>${w.keepIt}</button>
      </div>
    </form>`;
  }
  readonly #cancel = (event: Event) => {
    event.preventDefault();
    const reason = String(new FormData(event.target as HTMLFormElement).get('reason') ?? '');
    if (reason.trim()) void this.#move({ to: 'cancelled', reason });
    else this.wrong = this.#words.now.reasonMissing;
  };

  #facts(item: Intervention) {
    const w = this.#words.now;
    const { company } = this.desk;
    const type = company.types.find(({ key }) => key === item.type)?.label[this.language];
    const { line1, line2, postalCode, city } = item.address;
    const { name, phone, email } = item.contact;
    const fact = (term: string, value: unknown) =>
      value
        ? html`<dt>${term}</dt>
            <dd>${value}</dd>`
        : nothing;
    return html`<p class="said">${item.description}</p>
      <dl class="facts">
        ${fact(w.window, item.windowStart && span(this.calendar, item.windowStart, item.windowEnd))}
        ${fact(w.customer, html`<a href="#/customers/${item.customerId}" @click=${(event: MouseEvent) => this.#goToCustomer(event, item.customerId)}>${item.customerName}</a>`)}
        ${fact(w.type, type)} ${fact(w.site, item.siteName)} ${fact(w.equipment, item.equipment?.name)}
        ${this.desk.fields.map((field) => fact(field.label[this.language], this.#answer(field, item)))}
        ${fact(w.address, html`<span class="lines">${[line1, line2, `${postalCode} ${city}`].filter((line) => line.trim()).join('\n')}</span>`)}
        ${fact(w.contact, html`${name}${phone ? html`<br /><a href="tel:${phone.replaceAll(' ', '')}">${phone}</a>` : nothing}${email ? html`<br /><a href="mailto:${email}">${email.split('@')[0]}<wbr />@${email.split('@')[1]}</a>` : nothing}`)}
        <dt><label for="assignee">${w.assignee}</label></dt>
        <dd>
          ${
            item.can.includes('assign')
              ? this.#memberChoice('assignee', item.assigneeId, this.#assign)
              : (item.assignee?.name ?? w.nobody)
          }
        </dd>
      </dl>`;
  }
  #answer({ id, kind, choices }: Field, { fields }: Intervention) {
    const value = fields[id];
    if (value === undefined) return undefined;
    if (kind === 'choice') return choices.find(({ key }) => key === value)?.label[this.language] ?? value;
    if (kind === 'number') return new Intl.NumberFormat(this.language).format(Number(value));
    return kind === 'date' ? date(this.language, String(value)) : value;
  }
  #memberChoice(id: string, chosen: string | null, changed?: (event: Event) => void) {
    return html`<select id=${id} name=${id} @change=${changed ?? nothing}>
      <option value="" ?selected=${!chosen}>${this.#words.now.nobody}</option>
      ${this.desk.members.map((member) => html`<option value=${member.id} ?selected=${member.id === chosen}>${member.name}</option>`)}
    </select>`;
  }
  readonly #assign = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const { interventions } = this.desk.client;
    void this.#act(
      () => interventions.update(this.item!, { assigneeId: value || null }),
      ({ assignee }) => this.#words.now.assigned(assignee?.name ?? null),
    );
  };
  #goToCustomer(event: MouseEvent, id: string) {
    event.preventDefault();
    this.desk.go({ section: 'customers', id });
  }
}
