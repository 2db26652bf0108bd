/**
 * Everything at the desk by whatever is known of it: type a number while the telephone rings. A field and what it finds
 * below (combobox pattern of the ARIA Authoring Practices Guide, with a list box in groups).
 */
import type { FoundGroup, FoundKind, InterventionSummary } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { day, span } from '../../shared/dates.ts';
import { closeBeside, dialogStyles } from '../../shared/dialog.ts';
import { Words } from '../../shared/locale.ts';
import { addressLine, equipmentName } from '../../shared/naming.ts';
import { isOver, statusMark, statusStyles } from '../../shared/status.ts';
import { DeskElement } from '../element.ts';
import type { Place } from '../section.ts';
import { courseOf, rowsOf, type Course, type FoundRow } from './course.ts';
import { words as fr } from './finder.fr.ts';
import { finderStyles } from './finder.styles.ts';

const finderWords = { fr, en: () => import('./finder.en.ts') };

/** How long after the last key the question is asked, and how long a row is looked at before more is read of it. */
const pause = 150;
/** Of one kind, when more of it is asked for. */
const most = 20;

/** What can be chosen: a row, or more of a kind. */
type Choice = FoundRow | { kind: FoundKind; item: null };

/**
 * `<parvis-desk-finder>`
 * @fires {Event} close - It was closed, with or without something chosen.
 */
export class Finder extends DeskElement {
  static override styles = [DeskElement.styles, dialogStyles, statusStyles, finderStyles];
  static override properties = {
    groups: { state: true },
    active: { state: true },
    trouble: { state: true },
    courses: { state: true },
  };
  /** What was found; undefined until something was asked. */
  declare protected groups: FoundGroup[] | undefined;
  /** Which choice the arrows are at. */
  declare protected active: number;
  declare protected trouble: unknown;
  /** By the id of their customer. */
  declare protected courses: ReadonlyMap<string, Course>;
  readonly #words = new Words(this, finderWords);
  #typing: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  #asked: { q: string; kind?: FoundKind } = { q: '' };

  constructor() {
    super();
    this.active = 0;
    this.courses = new Map();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    clearTimeout(this.#looking);
    this.#asking?.abort();
  }
  protected override updated(changed: Map<PropertyKey, unknown>) {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    // Not there before the words are.
    if (dialog && !dialog.open && this.isConnected && !this.#closing) dialog.showModal();
    if (changed.has('groups') || changed.has('active')) {
      this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
      this.#lookAt();
    }
  }
  #closing = false;

  protected override content(): unknown {
    const w = this.#words.now;
    const { groups, trouble } = this;
    const shown = Boolean(groups?.length) && !trouble;
    return html`<dialog aria-label=${this.words.find} @click=${closeBeside} @close=${this.#closed}>
      <div class="ask">
        <input
          id="ask"
          type="search"
          role="combobox"
          autocomplete="off"
          autofocus
          maxlength="120"
          aria-label=${this.words.find}
          aria-autocomplete="list"
          aria-expanded=${shown}
          aria-controls="found"
          aria-activedescendant=${shown ? `option-${this.active}` : nothing}
          @input=${this.#type}
          @keydown=${this.#onKey}
        />
        <button class="bare" @click=${this.#close}>${this.common.close}</button>
      </div>
      ${trouble ? this.failed(trouble, () => this.#ask(this.#asked)) : nothing}
      ${groups || trouble ? nothing : html`<p class="quiet">${w.explain}</p>`}
      ${groups?.length === 0 && !trouble ? html`<p class="quiet">${w.noMatch}</p>` : nothing}
      <div id="found" role="listbox" aria-label=${this.words.find} ?hidden=${!shown}>${this.#groups(groups ?? [])}</div>
    </dialog>`;
  }
  #groups(groups: FoundGroup[]) {
    const w = this.#words.now;
    let index = 0;
    return groups.map((group) => {
      const { kind, more } = group;
      return html`<div role="group" aria-labelledby="kind-${kind}">
        <div class="kind quiet" id="kind-${kind}" role="presentation">${w.kinds[kind]}</div>
        ${rowsOf(group).map((row) => this.#option(row, index++))}
        ${more && !this.#asked.kind ? this.#option({ kind, item: null }, index++) : nothing}
      </div>`;
    });
  }
  #option(choice: Choice, index: number) {
    return html`<div
      id="option-${index}"
      role="option"
      aria-selected=${index === this.active}
      @mousedown=${(event: Event) => event.preventDefault()}
      @pointermove=${() => (this.active = index)}
      @click=${() => this.#choose(choice)}
    >
      ${choice.item ? this.#row(choice) : this.words.more}
    </div>`;
  }
  #row(row: FoundRow) {
    switch (row.kind) {
      case 'customer': {
        const { id, name, number, address, contact } = row.item;
        const reach = [contact?.name === name ? '' : contact?.name, contact?.phone, contact?.email];
        return html`<strong>${name}</strong><span class="quiet">${this.common.number(number)}</span>
          <span class="wide">${reach.filter(Boolean).join(' · ')}</span>
          <span class="wide quiet small">${addressLine(address)}</span> ${this.#course(this.courses.get(id))}`;
      }
      case 'intervention': {
        const { number, description, status, date, customerName, address } = row.item;
        return html`<strong>${customerName}</strong><span class="quiet">${this.common.number(number)}</span>
          <span class="wide what">${description}</span>
          <span class="wide small"
            >${statusMark(status, this.common.status)}
            <span class="quiet">${day(this.calendar, date)} · ${address.city}</span></span
          >`;
      }
      case 'site': {
        const { name, customerName, address, contact } = row.item;
        return html`<strong class="wide">${name}</strong>
          <span class="wide">${[customerName, contact?.name, contact?.phone].filter(Boolean).join(' · ')}</span>
          <span class="wide quiet small">${addressLine(address)}</span>`;
      }
      case 'equipment': {
        const { serialNumber, customerName, siteName } = row.item;
        const where = [serialNumber, customerName, siteName];
        return html`<strong class="wide">${equipmentName(row.item)}</strong>
          <span class="wide quiet small">${where.filter(Boolean).join(' · ')}</span>`;
      }
    }
  }
  #course(course: Course | undefined) {
    if (!course) return nothing;
    const w = this.#words.now;
    const { last, next, waiting } = course;
    return html`<span class="wide small"
      >${last ? html`${w.last} ${this.#when(last)}.` : nothing} ${next ? html`${w.next} ${this.#when(next)}.` : w.none}
      ${waiting ? html`<strong>${w.waiting(waiting)}</strong>` : nothing}</span
    >`;
  }
  #when({ number, status, date, windowStart, windowEnd }: InterventionSummary) {
    const { calendar } = this;
    const isPlanned = !isOver(status) && windowStart !== null;
    return `${isPlanned ? span(calendar, windowStart, windowEnd) : day(calendar, date)} (${this.common.number(number)})`;
  }

  get #choices(): Choice[] {
    return (this.groups ?? []).flatMap((group): Choice[] => [
      ...rowsOf(group),
      ...(group.more && !this.#asked.kind ? [{ kind: group.kind, item: null }] : []),
    ]);
  }
  readonly #type = (event: Event) => {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#ask({ q }), pause);
  };
  /** What was found before stays until the answer comes. */
  async #ask(asked: { q: string; kind?: FoundKind }) {
    this.#asked = asked;
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    try {
      const { groups } = asked.q
        ? await this.desk.client.search({ ...asked, ...(asked.kind && { limit: most }) }, { signal })
        : { groups: undefined };
      if (signal.aborted) return;
      this.trouble = undefined;
      this.groups = groups;
      this.active = 0;
      // What is found is read by where the arrows are.
      this.announce(groups?.length === 0 ? this.#words.now.noMatch : '');
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = error;
      this.report(error);
    }
  }
  /** Of the customer at hand more is read, once the arrows rest there. */
  #lookAt() {
    clearTimeout(this.#looking);
    const at = this.#choices[this.active];
    if (at?.kind !== 'customer' || !at.item || this.courses.has(at.item.id)) return;
    const { id } = at.item;
    this.#looking = setTimeout(async () => {
      try {
        const course = await courseOf(this.desk.client, id);
        this.courses = new Map([...this.courses, [id, course]]);
      } catch {
        // The row says enough to be opened; the sheet says what is wrong.
      }
    }, pause);
  }
  readonly #onKey = (event: KeyboardEvent) => {
    const choices = this.#choices;
    const { length } = choices;
    if (!length || event.isComposing) return;
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % length;
    else if (event.key === 'ArrowUp') this.active = (this.active + length - 1) % length;
    else if (event.key === 'Enter') this.#choose(choices[this.active]!);
    else return;
    event.preventDefault();
  };
  #choose({ kind, item }: Choice) {
    if (!item) return void this.#ask({ q: this.#asked.q, kind });
    this.#close();
    this.desk.go(placeOf({ kind, item } as FoundRow));
  }
  readonly #close = () => this.renderRoot.querySelector('dialog')?.close();
  readonly #closed = () => {
    this.#closing = true;
    this.dispatchEvent(new Event('close'));
  };
}

const placeOf = ({ kind, item }: FoundRow): Place => {
  if (kind === 'intervention') return { section: 'interventions', id: item.id };
  // Sites and equipment are kept on the sheet of their customer.
  return { section: 'customers', id: kind === 'customer' ? item.id : item.customerId };
};
