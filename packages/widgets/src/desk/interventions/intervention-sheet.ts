/** One intervention at the desk: what it is, its course, and what can be done with it now. */
import type { Field, Intervention } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { date, exactly, span } from '../../shared/dates.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import { Editing } from '../editing.ts';
import { doubtStyles, namesOf, optionsOf, type Text } from '../fields.ts';
import { PuttingAway } from '../put-away.ts';
import { contactLinks } from '../contact-links.ts';
import { Reading } from '../reading.ts';
import { isOfFile, removableFiles, removableFileStyles } from '../removable-files.ts';
import type { Desk } from '../section.ts';
import { addressLines, skeleton, sheetStyles } from '../sheet.ts';
import { define } from '../../shared/define.ts';
import { facts } from '../../shared/facts.ts';
import { todoStyles } from './todo.ts';
import { Details } from './details.ts';
import { InterventionLink } from './intervention-link.ts';
import { answersIn, ownField } from './own-fields.ts';
import { Planning } from './planning.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from '../customers/words.ts';
import { interventionsWords } from './words.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';

define('parvis-desk-intervention-link', InterventionLink);

type Move = Parameters<Desk['client']['interventions']['move']>[1];

/** Which form is open, and the intervention as it was when it was opened. */
interface Opened {
  id: 'schedule' | 'edit' | 'complete' | Explained;
  item: Intervention;
}

/** What is done with a reason, which the customer reads. */
type Explained = 'cancel' | 'set_back' | 'reopen';

/** `<parvis-desk-intervention>` */
export class InterventionSheet extends DeskElement {
  static override styles = [sheetStyles, statusStyles, removableFileStyles, todoStyles, doubtStyles];
  readonly #words = new Words(this, interventionsWords);
  readonly #customers = new Words(this, customersWords);
  readonly #details = new Details(this);
  readonly #reading = new Reading(this, {
    read: () => this.desk.client.interventions.get(this.open!),
    of: () => this.open,
    turned: () => this.#editing.drop(),
    concerns: (change) => change.subject.id === this.open || isOfFile(change),
  });
  readonly #form = new Form(this, { read: this.#reading.load, changing: () => this.#changing() });
  readonly #planning = new Planning(this, this.#form, () => this.#words.now);
  readonly #editing = new Editing<Opened>(this, this.#form, (opened) => {
    this.#planning.begin(opened?.id === 'schedule' ? opened.item : undefined);
    // Its form was left with something typed in it, and is come back to.
    if (opened?.id === 'edit' && this.#details.of !== opened.item.id) void this.#readAround(opened.item);
  });
  readonly #away = new PuttingAway(this, this.#form);
  protected readonly draft = this.#editing.draft(() => this.open ?? undefined);
  /** Somebody else is being chosen: by keyboard some are passed on the way. */
  #isAssigning = false;

  protected get item(): Intervention | undefined {
    return this.#reading.value;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    this.#showAssignee();
  }
  /** What the list of files needs of the sheet. */
  get #files() {
    return { desk: this.desk, common: this.common, words: this.words, read: this.#reading.load };
  }

  /** A form moves what it was opened with, and what is taken back is this move: what others planned since is theirs. */
  #move(move: Move, undo?: Move, said = this.#words.now.moved[move.to]) {
    const { interventions } = this.desk.client;
    const { id } = this.item!;
    const { version } = this.#editing.compared(this.item!, this.#editing.now?.item);
    const seen = this.#editing.now ? { ...move, version } : move;
    return this.#editing.save(
      () => interventions.move(id, seen),
      undo && ((after) => interventions.move(id, { ...undo, version: after.version })),
      said,
    );
  }

  /** What customers hear of on their telephones: pressed by mistake, it is taken back before they do. */
  #defer(to: 'en_route' | 'in_progress' | 'done') {
    const w = this.#words.now;
    const { id } = this.item!;
    this.desk.defer(w.soonMoved(w.moved[to]!), {
      of: id,
      work: async () => {
        await this.desk.client.interventions.move(id, { to }, { keepalive: true });
        this.announce(w.moved[to]!);
        await this.#reading.load();
      },
    });
  }
  async #copy(item: Intervention) {
    let copy: Intervention | undefined;
    const w = this.#words.now;
    const copied = async () => (copy = await this.desk.client.interventions.copy(item, this.#form.once));
    await this.#editing.save(copied, undefined, '');
    if (!copy) return;
    // Whoever has moved on meanwhile stays where they are.
    const isShown = this.isConnected && this.open === item.id;
    this.desk.say(isShown ? w.copied : w.copiedAs(this.common.number(copy.number)));
    if (isShown) this.desk.go({ section: 'interventions', id: copy.id });
  }

  protected override content(): unknown {
    const w = this.#words.now;
    const { value: item, error } = this.#reading;
    if (error) return this.failed(error, this.#reading.load);
    if (!item) return skeleton();
    return html`<article class="stack">
      <div class="row">
        <h2>${this.common.number(item.number)}</h2>
        ${statusMark(item.status, this.common.status)}
        ${item.incomplete ? html`<span class="todo">${w.incomplete}</span>` : nothing}
      </div>
      ${item.archivedAt === null ? nothing : html`<p class="notice">${this.#away.words.isArchivedHere}</p>`}
      ${
        item.rescheduleRequested && item.reschedule
          ? html`<p class="notice said">${w.wish(item.reschedule.by)} ${item.reschedule.wish}</p>`
          : nothing
      }
      ${this.#acts(item)} ${this.#openForm()} ${this.#facts(item)}
      <div class="unprinted">
        <parvis-desk-intervention-link .desk=${this.desk} .item=${item}></parvis-desk-intervention-link>
      </div>
      ${
        item.files.length
          ? html`<h3>${w.files}</h3>
              ${removableFiles(item.files, this.#files)}`
          : nothing
      }
      <h3>${w.course}</h3>
      <ol class="moves">
        ${item.moves.map(
          (move) =>
            html`<li>
              ${statusMark(move.to, this.common.status)}
              <span class="quiet small"
                >${move.act && w.acts[move.act]}
                ${exactly(this.calendar, move.at)}${move.by ? ` · ${move.by}` : ''}</span
              >
              ${move.reason ? html`<p class="small">${move.reason}</p>` : nothing}
            </li>`,
        )}
      </ol>
    </article>`;
  }

  /** What the key's button does, where that can be pressed. */
  override onDeskKey(key: string) {
    const buttons: Record<string, string> = { a: '.accept', p: '[data-opens="schedule"]' };
    const act = buttons[key] && this.renderRoot.querySelector<HTMLElement>(`${buttons[key]}:enabled`);
    if (act) act.click();
    return Boolean(act);
  }
  #acts(item: Intervention) {
    const w = this.#words.now;
    const { can, status, windowStart, windowEnd, setBackTo } = item;
    if (this.desk.waits === item.id)
      return html`<p class="notice row">${w.waits} <button @click=${() => this.desk.unsay()}>${w.tellNow}</button></p>`;
    const button = (label: string, act: () => void, look = '') =>
      html`<button
        class=${look}
        aria-disabled=${this.#form.busy}
        ?disabled=${this.#editing.now !== undefined}
        @click=${act}
      >
        ${label}
      </button>`;
    const acts = [
      item.missing.length > 0 &&
        can.includes('edit') &&
        this.#editing.button({ id: 'complete', item }, w.complete, undefined, ''),
      can.includes('accept') && button(w.accept, () => void this.#move({ to: 'to_schedule' }), 'primary accept'),
      can.includes('schedule') &&
        this.#editing.button(
          { id: 'schedule', item },
          status === 'scheduled' ? w.reschedule : w.schedule,
          undefined,
          status === 'to_schedule' || item.rescheduleRequested ? 'primary' : '',
        ),
      can.includes('keep_appointment') &&
        button(
          w.keepTime,
          () => void this.#form.act(() => this.desk.client.interventions.keepAppointment(item), undefined, w.kept),
        ),
      can.includes('unschedule') &&
        windowStart &&
        windowEnd &&
        button(
          w.unschedule,
          () => void this.#move({ to: 'to_schedule' }, { to: 'scheduled', windowStart, windowEnd }, w.unscheduled),
        ),
      can.includes('set_en_route') && button(w.setEnRoute, () => this.#defer('en_route')),
      can.includes('start') && button(w.start, () => this.#defer('in_progress')),
      can.includes('finish') && button(w.finish, () => this.#defer('done')),
      can.includes('reopen') && this.#editing.button({ id: 'reopen', item }, w.reopen, undefined, ''),
      can.includes('copy') && button(w.copy, () => void this.#copy(item)),
      setBackTo &&
        this.#editing.button({ id: 'set_back', item }, w.setBack(this.common.status[setBackTo]), undefined, ''),
      can.includes('edit') &&
        html`<button data-opens="edit" ?disabled=${this.#editing.now !== undefined} @click=${this.#openDetails}>
          ${w.edit}
        </button>`,
      can.includes('cancel') && this.#editing.button({ id: 'cancel', item }, w.cancelIt, undefined, ''),
      ...this.#putAway(item),
    ].filter(Boolean);
    return acts.length ? html`<div class="row">${acts}</div>` : nothing;
  }

  #putAway(item: Intervention) {
    const { can, assignee, number, status } = item;
    const about = {
      name: this.common.number(number),
      update: this.desk.client.interventions.update,
      can: { archive: can.includes('archive'), bin: can.includes('bin') },
      question: isOver(status)
        ? undefined
        : this.#away.words.binOpen(this.common.status[status].toLocaleLowerCase(), assignee?.name),
      gone: () => this.desk.go({ ...this.desk.place, id: null }),
    };
    return this.#away.buttons(item, about, '', this.#editing.now !== undefined);
  }
  #openForm() {
    if (!this.#editing.now) return this.#form.problem();
    const { id, item } = this.#editing.now;
    if (id === 'edit') return this.#detailsForm(item);
    if (id === 'complete') return this.#completeForm(item);
    return id === 'schedule' ? this.#scheduleForm(item) : this.#reasonForm(id, item);
  }
  #scheduleForm(item: Intervention) {
    return this.#editing.draw(this.#planning.draw(item), this.#planning.confirm, (text) => this.#schedule(text, item));
  }
  async #schedule(text: Text, opened: Intervention) {
    const plan = await this.#planning.typed(text, opened);
    if (!plan || this.#editing.now?.item !== opened) return;
    const { assigneeId, ...before } = this.item!;
    await this.#move(
      { to: 'scheduled', ...plan },
      before.windowStart && before.windowEnd
        ? { to: 'scheduled', windowStart: before.windowStart, windowEnd: before.windowEnd, assigneeId }
        : { to: 'to_schedule', assigneeId },
    );
  }
  readonly #openDetails = async () => {
    const item = this.item!;
    await this.#readAround(item);
    if (this.item?.id === item.id && !this.#editing.now) this.#editing.edit({ id: 'edit', item });
  };
  /** What there is to choose from; without it the rest can still be written. */
  #readAround(item: Intervention) {
    return this.#details.begin(item, this.desk).catch((error: unknown) => this.report(error));
  }
  #detailsForm(opened: Intervention) {
    const { client, company, fields } = this.desk;
    const { update } = client.interventions;
    const drawing = {
      w: this.#words.now,
      customers: this.#customers.now,
      language: this.language,
      types: company.types,
      fields,
      controls: this.#form,
    };
    return this.#editing.draw(this.#details.draw(opened, drawing), this.#customers.now.save, (text) =>
      this.#editing.change(this.item!, this.#details.typed(text, opened, fields), update, true, opened),
    );
  }
  #changing() {
    const { id, item } = this.#editing.now ?? {};
    return id === 'edit' && item && this.item ? { opened: item, now: this.item } : undefined;
  }
  #completeForm(opened: Intervention) {
    const w = this.#words.now;
    const asked = this.desk.fields.filter(({ id }) => opened.missing.includes(id));
    return this.#editing.draw(
      asked.map((field) => ownField(field, this.language, this.#form)),
      w.complete,
      async (text) => {
        const answers = answersIn(asked, text);
        const missing = this.common.fieldErrors.required;
        this.#form.refuse(
          Object.fromEntries(asked.flatMap(({ id }) => (id in answers ? [] : [[`fields.${id}`, missing]]))),
        );
        if (Object.keys(this.#form.errors).length) return;
        const now = this.item!;
        const change = { fields: { ...now.fields, ...answers } };
        await this.#editing.save(() => this.desk.client.interventions.update(now, change), undefined, w.answered);
      },
    );
  }
  #reasonForm(act: Explained, opened: Intervention) {
    const w = this.#words.now;
    const said = w.explained[act];
    const to = { cancel: 'cancelled', reopen: 'to_schedule', set_back: opened.setBackTo! } as const;
    const done = { cancel: w.moved.cancelled, reopen: w.reopened, set_back: w.isSetBack };
    return this.#editing.draw(
      this.#form.text('reason', said.why, '', { rows: 3, required: true, hint: w.reasonHint }),
      said.confirm,
      async (text) => {
        const reason = text('reason');
        if (reason) await this.#move({ to: to[act], reason }, undefined, done[act]);
        else this.#form.refuse({ reason: w.reasonMissing });
      },
      { giveUp: said.giveUp },
    );
  }

  #facts(item: Intervention) {
    const w = this.#words.now;
    const { company } = this.desk;
    const type = company.types.find(({ key }) => key === item.type)?.label[this.language];
    const { name, phone, email } = item.contact;
    const by = contactLinks(this, name);
    return html`<p class="said">${item.description}</p>
      ${facts(
        [w.done, isOver(item.status) && item.status !== 'cancelled' && span(this.calendar, item.date, null)],
        [w.window, item.windowStart && span(this.calendar, item.windowStart, item.windowEnd)],
        [w.customer, this.linkTo(item.customerName, { section: 'customers', id: item.customerId })],
        [w.type, type],
        [w.site, item.siteName],
        [w.equipment, item.equipment?.name],
        ...this.desk.fields.map((field): [string, unknown] => [field.label[this.language], this.#answer(field, item)]),
        [w.address, addressLines(item.address, contactLinks(this, item.siteName ?? item.customerName))],
        [
          w.contact,
          html`${name}${phone ? html`<br />${by.phone(phone)}` : nothing}${email ? html`<br />${by.email(email)}` : nothing}`,
        ],
        item.can.includes('assign')
          ? [html`<label for="assignee">${w.assignee}</label>`, this.#assigneeChoice(item)]
          : [w.assignee, item.assignee?.name ?? w.nobody],
      )}`;
  }
  #answer({ id, kind, choices }: Field, { fields }: Intervention) {
    const value = fields[id];
    if (value === undefined) return undefined;
    if (kind === 'choice') return choices.find(({ key }) => key === value)?.label[this.language] ?? value;
    if (kind === 'number') return new Intl.NumberFormat(this.language).format(Number(value));
    return kind === 'date' ? date(this.language, String(value)) : value;
  }
  /** Nobody, whoever works here, and whoever has it, though they have left. */
  #membersFor({ assignee }: Intervention) {
    const { members } = this.desk;
    const left = assignee && !members.some(({ id }) => id === assignee.id) ? [assignee] : [];
    return [['', this.#words.now.nobody] as const, ...namesOf([...members, ...left])];
  }
  #assigneeChoice(item: Intervention) {
    // It saves at once, and a form that is open would be closed by that.
    const waits =
      this.#editing.now !== undefined || this.desk.waits === item.id || (this.#form.busy && !this.#isAssigning);
    return html`<select id="assignee" ?disabled=${waits} @change=${this.#assign}>
      ${optionsOf(this.#membersFor(item), item.assigneeId ?? '')}
    </select>`;
  }
  readonly #assign = async (event: Event) => {
    // The one who is stopped at is looked at below.
    if (this.#isAssigning) return;
    this.#isAssigning = true;
    const select = event.target as HTMLSelectElement;
    const item = this.item!;
    const isShown = () => select.isConnected && this.item?.id === item.id;
    let saved = true;
    while (saved && isShown() && select.value !== (this.item!.assigneeId ?? '')) saved = await this.#give(select.value);
    this.#isAssigning = false;
    this.#showAssignee();
  };
  /** A select in which somebody chose no longer follows its options. */
  #showAssignee() {
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#assignee');
    if (select && !this.#isAssigning) select.value = this.item?.assigneeId ?? '';
  }
  #give(assigneeId: string) {
    const { interventions } = this.desk.client;
    const item = this.item!;
    const name = this.desk.members.find(({ id }) => id === assigneeId)?.name;
    return this.#form.act(
      () => interventions.update(item, { assigneeId: assigneeId || null }),
      (after) => interventions.update(after, { assigneeId: item.assigneeId }),
      this.#words.now.assigned(name ?? null),
    );
  }
}
