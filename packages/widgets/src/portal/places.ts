/** Sites, equipment or dossiers, and what is done for the one that is chosen. */
import type { Dossier, Equipment, News, ParvisError, Portal, Site } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import back from 'lucide/dist/esm/icons/chevron-left.mjs';
import { words as french } from './places.fr.ts';
import { allOf } from '../shared/all.ts';
import type { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { date } from '../shared/dates.ts';
import { dotted } from '../shared/dotted.ts';
import { facts } from '../shared/facts.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { addressLine, equipmentName, unbroken } from '../shared/naming.ts';

type Row = Site | Equipment | Dossier;

const lexicon = { fr: french, en: () => import('./places.en.ts') };

/** `<parvis-places>`: a part of the portal. */
export class Places extends CustomerElement {
  static override styles = [
    CustomerElement.styles,
    css`
      :host {
        scroll-margin-top: calc(4em + var(--parvis-top, 0px));
      }
      .places {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }
      .place {
        width: 100%;
        display: block;
        text-align: start;
        position: relative;
        border: 0;
        border-radius: 0;
        padding: calc(3 * var(--u));
      }
      .place::after {
        content: '';
        position: absolute;
        inset: auto calc(3 * var(--u)) 0;
        border-bottom: 1px solid var(--line);
      }
      .list {
        margin-inline: calc(-1 * min(3 * var(--u), var(--parvis-inline-padding, 3 * var(--u))));
      }
      .list > input[type='search'] {
        margin: 0 calc(3 * var(--u)) calc(2 * var(--u));
        width: auto;
      }
      .place[aria-current='true'] {
        background: var(--tint);
        border-radius: var(--radius);
      }
      .place:focus-visible {
        outline-offset: -2px;
      }
      .place > :first-child {
        display: block;
        font-weight: 600;
      }
      .chosen > .list,
      .only > .list,
      .only .back,
      .places:not(.chosen) > section {
        display: none;
      }
      section {
        overflow-wrap: anywhere;
        align-content: start;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: calc(2 * var(--u)) calc(8 * var(--u));
      }
      /* On a line of its own rather than broken at its hyphens. */
      .whole {
        display: inline-block;
        max-width: 100%;
      }
      dt {
        color: var(--quiet);
        font-size: 0.875em;
      }
      .back {
        justify-self: start;
        margin-inline-start: calc(-2 * var(--u));
      }
      h3:focus-visible {
        outline: none;
      }
      @container (min-width: 45em) {
        .places {
          grid-template-columns: minmax(14em, 2fr) minmax(0, 5fr);
          column-gap: calc(10 * var(--u));
          align-items: start;
        }
        .chosen:not(.only) > .list,
        .places:not(.chosen) > section {
          display: grid;
        }
        .only {
          grid-template-columns: minmax(0, 1fr);
        }
        .back {
          display: none;
        }
      }
    `,
  ];
  static override properties = {
    kind: { attribute: false },
    bring: { attribute: false },
    rows: { state: true },
    chosen: { state: true },
    error: { state: true },
    sought: { state: true },
    lost: { state: true },
  };
  declare kind: 'sites' | 'equipment' | 'dossiers';
  /** Loads what shows a dossier, which most customers have none of. Given: it shows interventions, which open places themselves. */
  declare bring: () => Promise<unknown>;
  declare protected rows: readonly Row[] | undefined;
  /** Id of what is chosen. */
  declare chosen: string | undefined;
  declare protected error: ParvisError | undefined;
  /** What is looked for among many. */
  declare protected sought: string;
  /** What shows a dossier did not come. */
  declare protected lost: boolean | undefined;
  readonly #words = new Words(this, lexicon);

  /** Where an intervention that is asked for from here would be. */
  get siteId() {
    if (this.kind === 'sites') return this.chosen;
    const equipment = this.rows as Equipment[] | undefined;
    return equipment?.find(({ id }) => id === this.chosen)?.site?.id;
  }
  get equipmentId() {
    return this.kind === 'equipment' ? this.chosen : undefined;
  }

  constructor() {
    super();
    this.sought = '';
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (!this.hasUpdated || !changed.has('kind')) return;
    this.forget();
    void this.#load();
  }
  protected override connected(connection: Connection) {
    super.connected(connection);
    void this.#load();
  }
  protected override onNews({ changes, missed, up }: News) {
    if (missed || (up && this.error) || changes.some(({ subject }) => /^(site|equipment|dossier)$/.test(subject.type)))
      void this.#load();
  }
  override forget() {
    this.rows = this.chosen = this.error = undefined;
    this.sought = '';
  }
  async #load() {
    const { connection, kind } = this;
    if (!connection) return;
    if (kind === 'dossiers') void this.#bringDossier();
    try {
      const rows = await allOf<'GET /sites' | 'GET /equipment' | 'GET /dossiers'>(
        connection.client.call,
        `GET /${kind}`,
      );
      if (kind !== this.kind) return;
      this.rows = rows;
      this.error = undefined;
    } catch (error) {
      this.error = error as ParvisError;
      this.report(error);
    }
  }

  protected override view(portal: Portal | undefined) {
    const w = this.#words.now;
    const { rows } = this;
    if (this.error && !rows) {
      return this.failed(this.sentence(this.error), () => this.#load());
    }
    if (!rows || !portal) return this.waiting();
    if (!rows.length) return html`<p class="quiet">${w.none[this.kind]}</p>`;
    // The one project of a customer is what they come for.
    const only = this.kind === 'dossiers' && rows.length === 1;
    const chosen = only ? rows[0] : rows.find(({ id }) => id === this.chosen);
    return html`<div class="places ${only ? 'only' : ''} ${chosen ? 'chosen' : ''}">
      <div class="list">
        ${
          rows.length > few
            ? html`<input
                type="search"
                maxlength="120"
                aria-label=${w.search}
                placeholder=${w.search}
                autocomplete="off"
                .value=${this.sought}
                @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
              />`
            : nothing
        }
        <ul>
          ${this.#found(rows).map(
            (row) =>
              html`<li>
                <button class="place" aria-current=${row.id === this.chosen} @click=${() => this.choose(row.id)}>
                  ${this.#name(row)}
                </button>
              </li>`,
          )}
        </ul>
      </div>
      ${chosen ? this.#detail(chosen) : html`<section><p class="quiet">${w.choose}</p></section>`}
    </div>`;
  }
  /** Those of whose name or address each word is a part, whatever its accents. */
  #found(rows: readonly Row[]) {
    const words = folded(this.sought).split(/\s+/);
    return rows.filter((row) => {
      const text = folded(soughtIn(row));
      return words.every((word) => text.includes(word));
    });
  }
  #name(row: Row) {
    if ('address' in row)
      return html`<span dir="auto">${unbroken(row.name)}</span
        ><small class="quiet">${addressLine(row.address)}</small>`;
    if ('customers' in row) {
      const closed = row.status === 'open' ? null : this.#words.now.isClosed;
      return html`<span dir="auto">${unbroken(row.name)}</span
        ><small class="quiet">${dotted(this.common.number(row.number), row.reference, closed)}</small>`;
    }
    return html`<span>${equipmentName(row)}</span
      >${row.site ? html`<small class="quiet" dir="auto">${unbroken(row.site.name)}</small>` : nothing}`;
  }
  #detail(row: Row) {
    const w = this.#words.now;
    const isSite = 'address' in row;
    const isDossier = 'customers' in row;
    const name = isSite || isDossier ? unbroken(row.name) : equipmentName(row);
    return html`<section class="stack">
      <button class="bare back" @click=${() => this.choose(undefined)}>${icon(back)}${w.all[this.kind]}</button>
      <h3 tabindex="-1" dir="auto">${name}</h3>
      ${isDossier ? this.#dossier(row) : this.#work(row, name)}
    </section>`;
  }
  #dossier({ id }: Dossier) {
    if (this.lost)
      return this.failed(this.sentence({ code: navigator.onLine ? 'other' : 'offline' }), this.#bringDossier);
    return html`<parvis-dossier titled dossier-id=${id}><i class="skeleton">&nbsp;</i></parvis-dossier>`;
  }
  readonly #bringDossier = async () => {
    try {
      await this.bring();
      this.lost = undefined;
    } catch (error) {
      this.lost = true;
      this.report(error);
    }
  };
  #work(row: Site | Equipment, name: string) {
    const w = this.#words.now;
    const isSite = 'address' in row;
    return html`${
        isSite
          ? facts(
              [w.address, addressLine(row.address)],
              [w.contact, row.contact && html`<bdi>${row.contact.name}</bdi> ${unbroken(row.contact.phone)}`],
            )
          : facts(
              [w.site, row.site?.name],
              [w.serial, row.serialNumber && html`<span class="whole">${row.serialNumber}</span>`],
              [w.installed, row.installedOn && date(this.language, row.installedOn)],
              [w.warranty, row.warrantyUntil && date(this.language, row.warrantyUntil)],
            )
      }
      <parvis-interventions
        aria-label=${w.interventionsOf(name)}
        site-id=${isSite ? row.id : nothing}
        equipment-id=${isSite ? nothing : row.id}
      ></parvis-interventions>`;
  }
  /** Shows one; undefined goes back to all of them. */
  async choose(id: string | undefined) {
    const before = this.chosen;
    this.chosen = id;
    await this.updateComplete;
    if (!id) {
      const at = this.#found(this.rows ?? []).findIndex((row) => row.id === before);
      this.renderRoot.querySelectorAll<HTMLElement>('.place')[at]?.focus();
      return;
    }
    const heading = this.renderRoot.querySelector('h3');
    if (this.renderRoot.querySelector<HTMLElement>('.list')?.offsetParent !== null) return;
    // On a narrow screen the list has gone: the reader goes along, with the tabs still in sight.
    heading?.focus({ preventScroll: true });
    this.scrollIntoView();
  }
}

/** Few enough to be seen at once. */
const few = 10;
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const soughtIn = (row: Row) => {
  if ('address' in row) return `${row.name} ${addressLine(row.address)}`;
  return 'customers' in row ? `${row.number} ${row.name} ${row.reference}` : `${equipmentName(row)} ${row.site?.name}`;
};
