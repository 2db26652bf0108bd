/** The dossiers in which a customer takes part, on their sheet; and a new one for them. */
import type { Customer, Dossier } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { date } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { DialogOpener } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { Listing } from '../listing.ts';
import { LiveChanges } from '../live-changes.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';
import { dossiersWords } from './words.ts';

/** `<parvis-desk-dossiers-of>` */
export class DossiersOf extends DeskElement {
  static override styles = sheetStyles;
  static override properties = { customer: { attribute: false } };
  declare customer: Customer;
  readonly #words = new Words(this, dossiersWords);
  readonly #dossiers = new Listing<Dossier>(this, () =>
    this.desk.client.dossiers.list({ customerId: this.customer.id, limit: 20 }),
  );
  readonly #creating = new DialogOpener(this);

  constructor() {
    super();
    const concerns = ({ subject }: { subject: { type: string } }) => subject.type === 'dossier';
    void new LiveChanges(this, concerns, () => void this.#dossiers.load());
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const before = changed.get('customer') as Customer | undefined;
    if (!changed.has('customer') || before?.id === this.customer.id) return;
    this.#creating.shown = undefined;
    this.#dossiers.clear();
    void this.#dossiers.load();
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { items, state, error, empty, hasMore } = this.#dossiers;
    const { id, name } = this.customer;
    return html`<section class="stack" aria-label=${w.ofCustomer}>
        <div class="title">
          <h3>${w.ofCustomer}</h3>
          <button @click=${this.#creating.open}>${w.create}</button>
        </div>
        ${state === 'failed' && !items.length ? this.failed(error, () => this.#dossiers.load()) : nothing}
        ${empty ? html`<p class="quiet">${w.noneOfCustomer}</p>` : nothing}
        <ul role="list" ${rows(items, (item: Dossier) => this.#row(item))}></ul>
        ${hasMore ? html`<div class="add"><button class="bare" @click=${() => this.#dossiers.more()}>${this.words.more}</button></div>` : nothing}
      </section>
      ${
        this.#creating.shown === undefined
          ? nothing
          : html`<parvis-desk-new-dossier
              .desk=${this.desk}
              .customer=${{ id, name }}
              .shown=${this.#creating.shown}
              @close=${this.#creating.closed}
              @done=${this.#creating.done}
            ></parvis-desk-new-dossier>`
      }`;
  }
  #row({ id, name, number, status, startsOn }: Dossier) {
    const w = this.#words.now;
    const about = [this.common.number(number), w.statuses[status], startsOn && w.begins(date(this.language, startsOn))];
    return entry(this.linkTo(name, { section: 'dossiers', id }), about.filter(Boolean).join(' · '), nothing);
  }
}
