/** The bin: all that was put there, searched, and taken out again. */
import type { Binned, BinnedKind } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { day } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { DeskElement } from '../element.ts';
import { optionsOf } from '../fields.ts';
import { Form } from '../form.ts';
import { Listing } from '../listing.ts';
import { LiveChanges } from '../live-changes.ts';
import { putAwayWords } from '../put-away.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';

/** How long after the last key the search is asked. */
const pause = 250;

/** `<parvis-desk-bin>` */
export class DeskBin extends DeskElement {
  static override styles = sheetStyles;
  readonly #words = new Words(this, putAwayWords);
  readonly #list = new Listing<Binned>(this, () => this.#asked());
  readonly #form = new Form(this, { read: () => this.#list.load() });
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** What it was last read for. */
  #read: string | undefined;

  constructor() {
    super();
    const concerns = ({ kind }: { kind: string }) => /\.(binned|restored)$/.test(kind);
    void new LiveChanges(this, concerns, () => void this.#list.load());
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }
  /** What is searched, as the address says it, where anything may stand. */
  get #chosen() {
    const { q = '', kind = '' } = this.desk.place.filter ?? {};
    // By the French words, which are always there: others may be on their way.
    return { q, kind: Object.hasOwn(putAwayWords.fr.kinds, kind) ? kind : '' };
  }
  #asked() {
    const { q, kind } = this.#chosen;
    return this.desk.client.bin.list({ q: q || undefined, kind: (kind as BinnedKind) || undefined, limit: 100 });
  }
  #choose(chosen: { q?: string; kind?: string }) {
    const differing = Object.entries({ ...this.#chosen, ...chosen }).filter(([, value]) => value);
    this.desk.narrow(differing.length ? Object.fromEntries(differing) : undefined);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const { q } = this.#chosen;
    const read = JSON.stringify(this.#chosen);
    if (read === this.#read) return;
    this.#read = read;
    void this.#list.load(0);
    const field = this.renderRoot.querySelector<HTMLInputElement>('#search');
    if (field && field.value.trim() !== q) field.value = q;
  }
  override onDeskKey(key: string) {
    if (key !== '/') return false;
    this.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
    return true;
  }
  readonly #type = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#choose({ q: value.trim() }), pause);
  };

  protected override content(): unknown {
    const w = this.#words.now;
    const kinds = [['', w.everyKind] as const, ...Object.entries(w.kinds)];
    return html`<section aria-label=${this.desk.title}>
      <div class="tools">
        <div class="row"><h2>${this.desk.title}</h2></div>
        <input
          id="search"
          class="search"
          type="search"
          maxlength="120"
          aria-label=${w.search}
          placeholder=${w.search}
          @input=${this.#type}
        />
        <select
          aria-label=${w.kind}
          @change=${(event: Event) => this.#choose({ kind: (event.target as HTMLSelectElement).value })}
        >
          ${optionsOf(kinds, this.#chosen.kind)}
        </select>
      </div>
      ${this.#form.problem()} ${this.#found()}
    </section>`;
  }
  #found() {
    const list = this.#list;
    const w = this.#words.now;
    if (list.state === 'failed') return this.failed(list.error, () => list.load());
    if (list.empty) return html`<p class="empty">${this.#read === '{"q":"","kind":""}' ? w.empty : w.noMatch}</p>`;
    return html`<ul
        role="list"
        aria-busy=${list.state === 'loading'}
        ${rows(list.items, (item: Binned) => this.#row(item))}
      ></ul>
      ${list.hasMore ? html`<button @click=${() => list.more()}>${this.words.more}</button>` : nothing}`;
  }
  #row(item: Binned) {
    const w = this.#words.now;
    const { kind, name, number, customerName, binnedAt, binnedBy } = item;
    const about = [
      w.kinds[kind],
      number !== null && this.common.number(number),
      kind !== 'customer' && customerName,
      w.put(day(this.calendar, binnedAt), binnedBy),
    ];
    return entry(
      html`<strong>${name}</strong>`,
      about.filter(Boolean).join(' · '),
      html`<button
        class="bare"
        aria-label=${w.restoreOf(name)}
        aria-disabled=${this.#form.busy}
        @click=${() => this.#restore(item)}
      >
        ${w.restore}
      </button>`,
    );
  }
  #restore(item: Binned) {
    const { client } = this.desk;
    const { update } = {
      customer: client.customers,
      intervention: client.interventions,
      site: client.sites,
      equipment: client.equipment,
    }[item.kind] as Pick<typeof client.sites, 'update'>;
    return this.#form.act(
      () => update(item, { binned: false }),
      (after) => update(after, { binned: true }),
      this.#words.now.isRestored(item.name),
    );
  }
}

export { DeskBin as element };
