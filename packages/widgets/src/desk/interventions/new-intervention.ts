/**
 * The company writes an intervention down itself: somebody phoned. In one go it can make the customer, who is new, and plan
 * it. What was made stays so: pressed again after something failed, it goes on from there.
 */
import type { Equipment, Ref, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { CustomerChoice, type CustomerChosenEvent } from '../customer-choice.ts';
import { CustomerFields } from '../customers/customer-fields.ts';
import { customersWords } from '../customers/words.ts';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { doubtStyles, namesOf, submitted, type FieldErrors, type Text } from '../fields.ts';
import { Form } from '../form.ts';
import type { Place } from '../section.ts';
import { answersIn, ownField } from './own-fields.ts';
import { Planning, type Plan } from './planning.ts';
import { interventionsWords } from './words.ts';

define('parvis-desk-customer-choice', CustomerChoice);

/** What no field says. */
interface State {
  /** For whom; undefined while that is not known, or as long as they are new. */
  customer: (Ref & { isMade?: true }) | undefined;
  /** By what somebody was searched who is new; undefined as long as nobody is. */
  newcomer: string | undefined;
  siteId: string;
  /** Whether it is planned at once. */
  isPlanned: boolean;
  /** It, once it is made and still to be planned. */
  made: { id: string; number: number } | undefined;
}
const unknown: State = { customer: undefined, newcomer: undefined, siteId: '', isPlanned: false, made: undefined };
const unplanned = { windowStart: null, windowEnd: null, assignee: null };

/** `<parvis-desk-new-intervention>` */
export class NewIntervention extends DeskElement {
  static override styles = [...formDialogStyles, doubtStyles];
  static override properties = {
    shown: { attribute: false },
    customer: { attribute: false },
    newcomer: { state: true },
    siteId: { state: true },
    isPlanned: { state: true },
    made: { state: true },
    sites: { state: true },
    equipment: { state: true },
  };
  declare shown: boolean;
  /** For whom; chosen in the dialog when it is not known. */
  declare customer: State['customer'];
  declare protected newcomer: State['newcomer'];
  declare protected siteId: State['siteId'];
  declare protected isPlanned: State['isPlanned'];
  declare protected made: State['made'];
  declare protected sites: Site[];
  declare protected equipment: Equipment[];
  readonly #words = new Words(this, interventionsWords);
  readonly #customers = new Words(this, customersWords);
  readonly #form = new Form(this);
  readonly #dialog = new Dialog(this, () => this.#begin());
  readonly #planning = new Planning(this, this.#form, () => this.#words.now);
  readonly #newcomer = new CustomerFields(
    this,
    this.#form,
    () => this.#customers.now,
    (customer) => this.#choose(customer),
  );

  /** For whom it was opened: in the dialog another may be chosen. */
  #of: string | undefined;
  protected readonly draft = new Draft<State & Pick<Form, 'once'>>(this, {
    of: () => this.#openedFor,
    take: () => {
      const { customer, newcomer, siteId, isPlanned, made } = this;
      return { customer, newcomer, siteId, isPlanned, made, once: this.#form.once };
    },
    put: ({ once, ...state }) => {
      Object.assign(this, state);
      // Sent before the page was loaded anew, too, it is made once.
      this.#form.once = once;
    },
  });

  constructor() {
    super();
    Object.assign(this, unknown);
    this.sites = [];
    this.equipment = [];
  }

  get #openedFor() {
    return (this.#of ??= this.customer?.id ?? 'new');
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('isPlanned')) this.#planning.begin(this.isPlanned ? unplanned : undefined);
    const before = changed.get('customer') as Ref | undefined;
    if (!changed.has('customer') || this.customer?.id === before?.id) return;
    this.sites = [];
    this.equipment = [];
    if (this.customer) void this.#readPlaces(this.customer.id);
  }
  #begin() {
    const first = this.made
      ? '#day'
      : this.customer
        ? 'textarea'
        : this.#isNew
          ? '.pair input'
          : 'parvis-desk-customer-choice';
    this.renderRoot.querySelector<HTMLElement>(first)?.focus();
  }
  get #isNew() {
    return !this.customer && this.newcomer !== undefined;
  }
  async #readPlaces(customerId: string) {
    try {
      const [sites, equipment] = await Promise.all([
        this.desk.client.sites.list({ customerId, limit: 200 }).page(),
        this.desk.client.equipment.list({ customerId, limit: 200 }).page(),
      ]);
      if (customerId !== this.customer?.id) return;
      this.sites = sites.items;
      this.equipment = equipment.items;
    } catch (error) {
      // Without them the intervention can still be written down.
      this.report(error);
    }
  }

  protected override content(): unknown {
    const w = this.#words.now;
    const { made, isPlanned } = this;
    return this.#dialog.draw(
      html`<form class="stack" novalidate @submit=${submitted((text) => this.#create(text))}>
        <h2 id="title">${w.create}</h2>
        ${made ? html`<p class="notice">${w.onlyMade(this.common.number(made.number))}</p>` : this.#what()}
        ${isPlanned ? this.#planning.draw({ ...unplanned, ...made }) : nothing}
        ${made ? this.#form.end(this.#planning.confirm, this.#leave, this.common.close) : this.#form.end(this.#confirm, this.#dialog.done)}
      </form>`,
    );
  }
  get #confirm() {
    const w = this.#words.now;
    if ((this.#isNew && this.#newcomer.isDoubted) || (this.isPlanned && this.#planning.isDoubted))
      return w.createAnyway;
    return this.isPlanned ? w.createScheduled : w.create;
  }
  #what() {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    return html`${this.#whom()} ${text('description', w.description, '', { rows: 3, required: true })}
      ${choice(
        'type',
        w.type,
        this.desk.company.types.filter(({ retired }) => !retired).map(({ key, label }) => [key, label[this.language]]),
      )}
      ${
        this.sites.length
          ? choice('siteId', w.site, namesOf(this.sites), { changed: (siteId) => this.#move(siteId) })
          : nothing
      }
      ${
        this.equipment.length
          ? choice(
              'equipmentId',
              w.equipment,
              this.equipment
                .filter(({ site }) => !this.siteId || site?.id === this.siteId)
                .map(({ id, kind, brand, model }) => [id, [kind, brand, model].filter(Boolean).join(' ')]),
            )
          : nothing
      }
      ${this.#asked.map((field) => ownField(field, this.language, this.#form))}
      <label class="check"
        ><input
          type="checkbox"
          name="isPlanned"
          ?checked=${this.isPlanned}
          @change=${(event: Event) => (this.isPlanned = (event.target as HTMLInputElement).checked)}
        />${w.scheduleAtOnce}</label
      >`;
  }
  get #asked() {
    return this.desk.fields.filter(({ active }) => active);
  }
  #whom() {
    const w = this.#customers.now;
    const { customer } = this;
    if (!customer && !this.#isNew)
      return html`<parvis-desk-customer-choice
        .desk=${this.desk}
        .wrong=${this.#form.errors['customerId']}
        @customer-chosen=${({ customer: chosen, typed }: CustomerChosenEvent) => this.#choose(chosen, typed)}
      ></parvis-desk-customer-choice>`;
    const another =
      this.#openedFor === 'new'
        ? html`<button type="button" class="bare" @click=${this.#chooseAnother}>${w.another}</button>`
        : nothing;
    return customer
      ? html`<div class="row">
          <p>${customer.isMade ? w.made(customer.name) : customer.name}</p>
          ${another}
        </div>`
      : html`<div class="row">
            <h3>${w.newCustomer}</h3>
            ${another}
          </div>
          ${this.#newcomer.draw(this.newcomer)}`;
  }
  /** What is at another site is no longer offered: chosen, it is no longer so. A select would go on with what took its place. */
  #move(siteId: string) {
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#equipmentId');
    const chosen = this.equipment.find(({ id }) => id === select?.value);
    this.siteId = siteId;
    const stays = chosen && (!siteId || chosen.site?.id === siteId);
    void this.updateComplete.then(() => select && (select.value = stays ? chosen.id : ''));
  }
  /** Null: they are new. */
  #choose(customer: Ref | null, typed?: string) {
    this.#turn({
      customer: customer ? { id: customer.id, name: customer.name } : undefined,
      newcomer: customer ? undefined : typed,
    });
  }
  readonly #chooseAnother = () => this.#turn({ customer: undefined, newcomer: undefined });
  #turn(whom: Pick<State, 'customer' | 'newcomer'>) {
    Object.assign(this, whom, { siteId: '' });
    this.#form.set({ errors: {} });
    void this.updateComplete.then(() => {
      this.draft.keep();
      this.#begin();
    });
  }
  /** What it leads to opens in sight: what was typed waits. */
  override follow(event: MouseEvent, place: Place) {
    super.follow(event, place);
    if (event.defaultPrevented) this.#dialog.close();
  }

  async #create(text: Text) {
    if (!this.customer && !this.#isNew) {
      this.#form.refuse({ customerId: this.#words.now.customerMissing });
      this.#begin();
      return;
    }
    const lacking = this.made ? {} : this.#lacking(text);
    if (!this.isPlanned) this.#form.refuse(lacking);
    const [plan, isNew] = await Promise.all([
      this.isPlanned ? this.#planning.typed(text, { ...unplanned, ...this.made }, lacking) : null,
      !this.#isNew || this.#newcomer.isNew(text),
    ]);
    if (plan === undefined || !isNew || Object.keys(lacking).length) return;
    const w = this.#words.now;
    await this.#form.act(() => this.#make(text, plan), undefined, plan ? w.isCreatedScheduled : w.isCreated);
  }
  /** Before anything is made. */
  #lacking(text: Text): FieldErrors {
    const required = [
      ...(this.#isNew ? ['lastName'] : []),
      'description',
      ...this.#asked.flatMap((field) => (field.required ? [`fields.${field.id}`] : [])),
    ];
    const missing = this.common.fieldErrors.required;
    return Object.fromEntries(required.flatMap((name) => (text(name) ? [] : [[name, missing]])));
  }
  async #make(text: Text, plan: Plan | null) {
    const { customers, interventions } = this.desk.client;
    /** What is sent again after a lost answer is made once. */
    const once = (what: string) => ({ idempotencyKey: `${this.#form.once.idempotencyKey}-${what}` });
    if (!this.customer) {
      const { id, name } = await customers.create(this.#newcomer.typed(text), once('customer'));
      this.#keep({ customer: { id, name, isMade: true } });
    }
    if (!this.made) {
      const { id, number } = await interventions.create(
        {
          customerId: this.customer!.id,
          description: text('description'),
          type: text('type') || null,
          ...(text('siteId') && { siteId: text('siteId') }),
          ...(text('equipmentId') && { equipmentId: text('equipmentId') }),
          fields: answersIn(this.desk.fields, text),
        },
        once('intervention'),
      );
      if (plan) this.#keep({ made: { id, number } });
      else return this.#end(id);
    }
    const { id } = this.made!;
    await interventions.move(id, { to: 'scheduled', ...plan! }, once(Object.values(plan!).join('-')));
    this.#end(id);
  }
  #keep(made: Partial<State>) {
    Object.assign(this, made);
    this.draft.keep();
  }
  #end(id: string) {
    this.#dialog.done();
    this.desk.go({ section: 'interventions', id });
  }
  /** It is made, and still to be planned. */
  readonly #leave = () => this.#end(this.made!.id);
}
