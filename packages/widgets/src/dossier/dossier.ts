/** `<parvis-dossier>`: one dossier, what is done in it, and its discussion. */
import type { Dossier as Item, Intervention, News, ParvisError, Portal } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import type { Interventions } from '../intervention/interventions.ts';
import type { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { date } from '../shared/dates.ts';
import { DossierReading } from '../shared/dossier-reading.ts';
import { facts } from '../shared/facts.ts';
import { describedBy, field } from '../shared/field.ts';
import { importAgain } from '../shared/load-chunk.ts';
import { Words } from '../shared/locale.ts';
import { unbroken } from '../shared/naming.ts';
import { statusMark, statusStyles } from '../shared/status.ts';
import { tooLong } from '../shared/too-long.ts';
import { words as french } from './dossier.fr.ts';
import { dossierStyles } from './dossier.styles.ts';

const lexicon = { fr: french, en: () => import('./dossier.en.ts') };
/** Below the first screen, and there already in the portal. */
const list = () => import('../define/interventions.ts');
/** Drawn as the interventions that are as far. */
const shapes = { open: 'in_progress', closed: 'done', archived: 'cancelled' } as const;
/** As many characters as the server takes. */
const longestReference = 60;

/**
 * For customers and stakeholders: how far it is, what they call it by, its interventions and its discussion, up to date by
 * themselves.
 *
 * @element parvis-dossier
 * @attr dossier-id - Which dossier; left out, the one that the link opens.
 * @csspart reference - What whoever looks calls the dossier by.
 */
export class Dossier extends CustomerElement {
  static override styles = [CustomerElement.styles, statusStyles, dossierStyles];
  static override properties = {
    dossierId: { attribute: 'dossier-id' },
    titled: { type: Boolean },
    typed: { state: true },
    isSaving: { state: true },
    wrong: { state: true },
    lost: { state: true },
  };
  declare dossierId: string | null | undefined;
  /** What is around says the name. */
  declare titled: boolean | undefined;
  /** The reference while it is being changed. */
  declare protected typed: string | undefined;
  declare protected isSaving: boolean | undefined;
  /** Sentence of why the reference could not be saved. */
  declare protected wrong: string | undefined;
  /** The list’s file did not come. */
  declare protected lost: boolean | undefined;

  readonly #words = new Words(this, lexicon);
  readonly #dossier = new DossierReading(this);
  #shown: string | undefined;
  #isListAsked = false;

  protected override connected(connection: Connection) {
    super.connected(connection);
    this.#shown = undefined;
    this.requestUpdate();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { id } = this.#dossier;
    if (!id || !this.connection || id === this.#shown) return;
    if (this.#shown) this.forget();
    this.#shown = id;
    void this.#dossier.read();
  }
  protected override onNews(news: News) {
    this.#dossier.onNews(news);
  }
  override forget() {
    this.#dossier.clear();
    this.#shown = this.typed = this.wrong = undefined;
  }

  get #list() {
    return this.renderRoot.querySelector<Interventions>('parvis-interventions');
  }
  /** Opens an intervention of the dossier. */
  open(interventionId: string) {
    this.#list?.open(interventionId);
  }
  /** Shows what was just created, before the live stream tells of it. */
  put(intervention: Intervention) {
    this.#list?.put(intervention);
  }

  protected override view(portal: Portal | undefined) {
    const w = this.#words.now;
    const { id, value: item, error } = this.#dossier;
    // Neither the page nor the link says which.
    if (portal && !id) return this.failed(this.sentence({ code: 'not-found' }), false);
    if (!item && error) return this.failed(this.sentence(error), this.#dossier.read);
    if (!portal || !item) return this.waiting();
    if (!this.#isListAsked) void this.#bringList();
    return html`<div class="stack">
      ${error ? this.failed(this.sentence(error), this.#dossier.read, '') : nothing}
      <section class="stack">
        ${this.titled ? nothing : html`<h2 tabindex="-1" dir="auto">${unbroken(item.name)}</h2>`}
        ${this.#facts(item, portal)} ${this.typed === undefined ? nothing : this.#form(this.typed)}
      </section>
      <section class="stack">
        <h3>${w.interventions}</h3>
        ${
          this.lost
            ? this.failed(this.sentence({ code: navigator.onLine ? 'other' : 'offline' }), this.#bringList)
            : html`<parvis-interventions aria-label=${w.interventionsOf(item.name)} dossier-id=${item.id}
                ><i class="skeleton">&nbsp;</i></parvis-interventions
              >`
        }
      </section>
      <parvis-thread dossier-id=${item.id}></parvis-thread>
    </div>`;
  }
  protected override waiting() {
    return html`<div class="skeletons" aria-hidden="true">
      <i class="skeleton">&nbsp;</i><i class="skeleton">&nbsp;</i><i class="skeleton card">&nbsp;</i>
      <i class="skeleton">&nbsp;</i><i class="skeleton">&nbsp;</i>
    </div>`;
  }
  readonly #bringList = async () => {
    this.#isListAsked = true;
    try {
      await importAgain(list);
      this.lost = undefined;
    } catch (error) {
      this.lost = true;
      this.report(error);
    }
  };

  #facts(item: Item, portal: Portal) {
    const w = this.#words.now;
    const { startsOn, customers } = item;
    return facts(
      [w.number, this.common.number(item.number)],
      [w.status, statusMark(shapes[item.status], { in_progress: w.open, done: w.closed, cancelled: w.archived })],
      [w.startsOn, startsOn && date(this.language, startsOn)],
      // Who comes alone knows who they are; a stakeholder does not.
      [
        w.customers,
        (customers.length > 1 || !portal.customer) &&
          customers.map(({ name }, index) => html`${index ? ', ' : ''}<bdi>${name}</bdi>`),
      ],
      [this.typed === undefined && w.reference, this.typed === undefined && this.#reference(item)],
    );
  }
  #reference({ reference, can }: Item) {
    const w = this.#words.now;
    if (!can.includes('set_reference')) return reference && html`<span dir="auto">${reference}</span>`;
    return html`<span class="row" part="reference">
      ${reference ? html`<span dir="auto">${reference}</span>` : nothing}
      <button class="bare small" id="edit" aria-label=${reference ? w.editReference : nothing} @click=${this.#edit}>
        ${reference ? w.edit : w.add}
      </button>
    </span>`;
  }
  readonly #edit = async () => {
    this.typed = this.#dossier.value?.reference ?? '';
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  };
  #form(typed: string) {
    const w = this.#words.now;
    const options = { name: 'reference', label: w.reference, hint: w.referenceHint, wrong: this.wrong };
    return html`<form class="stack" part="reference" novalidate @submit=${this.#save} @keydown=${this.#onKey}>
      ${field(
        options,
        html`<input
          id="reference"
          name="reference"
          dir="auto"
          autocomplete="off"
          aria-invalid=${!!this.wrong}
          aria-describedby=${describedBy(options)}
          .value=${typed}
          @input=${(event: Event) => {
            this.typed = (event.target as HTMLInputElement).value;
            this.wrong = undefined;
          }}
        />`,
      )}
      <div class="row">
        <button class="primary" aria-disabled=${!!this.isSaving}>${w.save}</button>
        <button type="button" @click=${this.#leave}>${w.cancel}</button>
      </div>
    </form>`;
  }
  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // A dialog around stays open.
    event.preventDefault();
    event.stopPropagation();
    void this.#leave();
  };
  /** Back to where it began. */
  readonly #leave = async () => {
    this.typed = this.wrong = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#edit')?.focus();
  };
  readonly #save = async (event: Event) => {
    event.preventDefault();
    const { client } = this.connection ?? {};
    const { id } = this.#dossier;
    const reference = this.typed?.trim() ?? '';
    if (this.isSaving || !client || !id) return;
    const input = this.renderRoot.querySelector('input');
    this.wrong = tooLong(this.language, reference, longestReference);
    if (this.wrong) return input?.focus();
    this.isSaving = true;
    try {
      const saved = await client.call('PATCH /dossiers/:dossierId/reference', id, { reference });
      // Another dossier is shown by now, with what is typed for it.
      if (id !== this.#dossier.id) return;
      this.#dossier.value = saved;
      this.announce(this.#words.now.saved);
      // What was typed meanwhile is not saved yet.
      if (this.typed?.trim() === reference) await this.#leave();
    } catch (error) {
      // What was typed stays where it is.
      this.report(error);
      if (id !== this.#dossier.id) return;
      const { code } = error as ParvisError;
      this.wrong = code === 'dossier-closed' ? this.#words.now.closedMeanwhile : this.sentence({ code });
      input?.focus();
    } finally {
      this.isSaving = false;
    }
  };
}
