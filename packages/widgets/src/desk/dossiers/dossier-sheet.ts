/** One dossier: what it is about, who takes part in it, whether it goes on. */
import type { Dossier } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { date, day } from '../../shared/dates.ts';
import { facts } from '../../shared/facts.ts';
import { Words } from '../../shared/locale.ts';
import { statusStyles } from '../../shared/status.ts';
import { Editing } from '../editing.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { Reading } from '../reading.ts';
import { skeleton, sheetStyles } from '../sheet.ts';
import { dossierMark } from './mark.ts';
import { dossiersWords } from './words.ts';

/** `<parvis-desk-dossier>` */
export class DossierSheet extends DeskElement {
  static override styles = [sheetStyles, statusStyles];
  readonly #words = new Words(this, dossiersWords);
  readonly #reading = new Reading<Dossier>(this, {
    read: () => this.desk.client.dossiers.get(this.open!),
    of: () => this.open,
    turned: () => this.#editing.drop(),
    // What its customers are called is theirs.
    concerns: ({ subject: { id } }) => id === this.open || this.item?.customers.some((each) => each.id === id) === true,
  });
  readonly #form = new Form(this, {
    read: this.#reading.load,
    changing: () => this.#editing.changing(this.item ? [this.item] : []),
  });
  readonly #editing = new Editing<Dossier>(this, this.#form);
  protected readonly draft = this.#editing.draft(() => this.open ?? undefined);

  protected get item(): Dossier | undefined {
    return this.#reading.value;
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { value: item, error } = this.#reading;
    if (error) return this.failed(error, this.#reading.load);
    if (!item) return skeleton();
    return html`<article class="stack">
      <div class="row">
        <h2>${item.name}</h2>
        <span class="quiet">${this.common.number(item.number)}</span>
        ${dossierMark(item.status, w.statuses)}
      </div>
      ${item.status === 'open' ? nothing : html`<p class="notice">${w.isClosedHere}</p>`}
      ${this.#editing.now ? this.#editForm(this.#editing.now) : this.#facts(item)}
      <parvis-desk-discussion .desk=${this.desk} .dossier=${item}></parvis-desk-discussion>
    </article>`;
  }
  #facts(item: Dossier) {
    const w = this.#words.now;
    const { can, customers } = item;
    const act = (label: string, does: () => unknown) =>
      html`<button aria-disabled=${this.#form.busy} @click=${does}>${label}</button>`;
    return html`${facts(
        [
          customers.length > 1 ? w.customers : w.customer,
          customers.length &&
            html`<ul role="list">
              ${customers.map(({ id, name }) => html`<li>${this.linkTo(name, { section: 'customers', id })}</li>`)}
            </ul>`,
        ],
        [w.startsOn, item.startsOn && date(this.language, item.startsOn)],
        [w.openedOn, day(this.calendar, item.createdAt)],
      )}
      ${this.#form.problem()}
      <div class="row">
        ${this.linkTo(w.interventions, { section: 'interventions', id: null, filter: { dossierId: item.id } }, 'button')}
        ${can.includes('edit') ? this.#editing.button(item, w.edit, w.editOf(item.name), '') : nothing}
        ${can.includes('close') ? act(w.close, () => this.#close(item)) : nothing}
        ${can.includes('reopen') ? act(w.reopen, () => this.#turn(item, 'open', w.isReopened)) : nothing}
      </div>`;
  }
  #close(item: Dossier) {
    const w = this.#words.now;
    if (confirm(w.closeWhy(item.name))) void this.#turn(item, 'closed', w.isClosed);
  }
  #turn(item: Dossier, status: 'open' | 'closed', said: string) {
    return this.#form.act(() => this.desk.client.dossiers.update(item, { status }), undefined, said);
  }
  #editForm(opened: Dossier) {
    const { text } = this.#form;
    const w = this.#words.now;
    return this.#editing.draw(
      html`${text('name', w.name, opened.name, { required: true, hint: w.nameHint })}
      ${text('startsOn', w.startsOn, opened.startsOn ?? '', { type: 'date' })}`,
      w.save,
      (typed) =>
        this.#editing.change(
          this.item!,
          { name: typed('name'), startsOn: typed('startsOn') || null },
          this.desk.client.dossiers.update,
        ),
    );
  }
}
