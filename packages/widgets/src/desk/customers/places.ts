/** The sites of a customer and the equipment there, kept at the desk by companies without another program for it. */
import type { Customer, Equipment, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { date } from '../../shared/dates.ts';
import { addressLine, equipmentName } from '../../shared/naming.ts';
import { Editing } from '../editing.ts';
import { namesOf, type Text } from '../fields.ts';
import { PuttingAway } from '../put-away.ts';
import { contactLinks } from '../contact-links.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';
import { addressFields, addressIn } from './address.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from './words.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';

/** How many show without being asked for. */
const few = 8;

export interface CustomerPlaces {
  sites: Site[];
  equipment: Equipment[];
}

/** With its site as a change of it names it. */
const named = (piece: Equipment) => ({ ...piece, siteId: piece.site?.id ?? null });

/** `<parvis-desk-places>` */
export class Places extends DeskElement {
  static override styles = sheetStyles;
  static override properties = {
    customer: { attribute: false },
    places: { attribute: false },
    readAgain: { attribute: false },
    archived: { state: true },
  };
  declare customer: Customer;
  declare places: CustomerPlaces;
  /** Reads them again; resolves once they are handed over. */
  declare readAgain: () => Promise<void>;
  /** Those that are archived, once they were asked for. */
  declare protected archived: CustomerPlaces | undefined;
  readonly #words = new Words(this, customersWords);
  readonly #form = new Form(this, {
    read: async () => {
      await this.readAgain();
      if (this.archived) await this.#readArchived();
    },
    changing: () => this.#editing.changing([...this.places.sites, ...this.places.equipment.map(named)]),
  });
  readonly #away = new PuttingAway(this, this.#form);
  readonly #editing = new Editing<Site | Equipment | 'site' | 'equipment'>(this, this.#form);
  protected readonly draft = this.#editing.draft(() => this.customer.id);

  /** Whether the list is to be opened or closed, as soon as it is there; the rest of the time that is the reader's. */
  #unfold: boolean | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    const { sites, equipment } = this.places;
    if (changed.has('places')) this.#editing.closeIfGone([...sites, ...equipment]);
    if (changed.has('customer') && changed.get('customer')?.id !== this.customer.id) {
      this.#unfold = sites.length + equipment.length <= few;
      this.archived = undefined;
    }
    // What is added is seen.
    if (this.#editing.now !== undefined) this.#unfold = true;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const list = this.renderRoot.querySelector<HTMLDetailsElement>('details:not(.archived)');
    if (!list || this.#unfold === undefined) return;
    list.open = this.#unfold;
    this.#unfold = undefined;
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { sites, equipment } = this.places;
    const count = sites.length + equipment.length;
    const homeless = equipment.filter((piece) => !this.#siteOf(piece));
    return html`<section class="stack" aria-label=${w.places}>
      <h3>${w.places}</h3>
      ${
        count
          ? html`<details>
              <summary>${w.placesCount(sites.length, equipment.length)}</summary>
              <ul ${rows(sites, (site) => this.#site(site))}></ul>
              ${homeless.length && sites.length ? html`<p class="small quiet">${w.nowhere}</p>` : nothing}
              <ul ${rows(homeless, (piece) => this.#piece(piece))}></ul>
            </details>`
          : html`<p class="quiet">${w.noPlaces}</p>`
      }
      ${this.#editing.now === 'site' ? this.#siteForm(undefined) : nothing}
      ${this.#editing.now === 'equipment' ? this.#pieceForm(undefined) : nothing} ${this.#archivedOnes()}
      <div class="row add">
        ${this.#editing.button('site', w.addSite)} ${this.#editing.button('equipment', w.addEquipment)}
      </div>
    </section>`;
  }
  /** While its form is open a piece stays where it was: elsewhere what is typed would be drawn anew, and lost. */
  #siteOf(piece: Equipment) {
    return (this.#editing.edits(piece) ? (this.#editing.now as Equipment) : piece).site?.id;
  }
  /** Read when it is unfolded. */
  #archivedOnes() {
    const w = this.#away.words;
    const { sites, equipment } = this.archived ?? { sites: [], equipment: [] };
    const isNone = this.archived && sites.length + equipment.length === 0;
    return html`<details class="archived unprinted" .open=${this.archived !== undefined} @toggle=${this.#toggled}>
      <summary>${w.archived}</summary>
      ${isNone ? html`<p class="quiet">${w.noneArchived}</p>` : nothing}
      <ul>
        ${sites.map((site) => html`<li>${entry(site.name, addressLine(site.address), this.#putAway(site, site.name, 'sites'))}</li>`)}
        ${equipment.map((piece) => html`<li>${entry(equipmentName(piece), piece.site?.name, this.#putAway(piece, equipmentName(piece), 'equipment'))}</li>`)}
      </ul>
    </details>`;
  }
  readonly #toggled = async (event: Event) => {
    const { open } = event.target as HTMLDetailsElement;
    if (open === (this.archived !== undefined)) return;
    if (!open) this.archived = undefined;
    else await this.#readArchived().catch((error: unknown) => this.report(error));
  };
  async #readArchived() {
    const { sites, equipment } = this.desk.client;
    const { id } = this.customer;
    const theirs = { customerId: id, archived: 'true' as const, limit: 200 };
    const [theirSites, theirEquipment] = await Promise.all([all(sites.list(theirs)), all(equipment.list(theirs))]);
    if (this.customer.id === id) this.archived = { sites: theirSites, equipment: theirEquipment };
  }
  #site(site: Site) {
    const w = this.#words.now;
    const { address, contact } = site;
    const phone = contact && contactLinks(this, contact.name || site.name).phone(contact.phone);
    const head = this.#editing.edits(site)
      ? this.#siteForm(this.#editing.now as Site)
      : entry(
          html`<strong>${site.name}</strong>`,
          html`${addressLine(address)}
          ${contactLinks(this, site.name).route(address)}${contact ? html`<br />${contact.name} ${phone}` : nothing}`,
          [
            this.#history(site.name, { siteId: site.id }),
            this.#editing.button(site, w.edit, w.editOf(site.name)),
            ...this.#putAway(site, site.name, 'sites'),
          ],
        );
    const there = this.places.equipment.filter((piece) => this.#siteOf(piece) === site.id);
    return html`${head}
      <ul class="within" ${rows(there, (piece) => this.#piece(piece))}></ul>`;
  }
  /** All that was done there. */
  #history(name: string, filter: Record<string, string>) {
    const { history, historyOf } = this.#words.now;
    return this.linkTo(history, { section: 'interventions', id: null, filter }, 'button bare', historyOf(name));
  }
  #putAway<Of extends Site | Equipment>(thing: Of, name: string, of: 'sites' | 'equipment') {
    const { update } = this.desk.client[of] as unknown as { update: (thing: Of, change: object) => Promise<Of> };
    return this.#away.buttons(thing, { name, update, isOneOfMany: true }, 'bare', this.#editing.now !== undefined);
  }
  #siteForm(site: Site | undefined) {
    const { text } = this.#form;
    const w = this.#words.now;
    // The first site is most often where the customer is.
    const address = site?.address ?? (this.places.sites.length ? undefined : this.customer.address);
    return this.#editing.draw(
      html`${text('name', w.siteName, site?.name, { required: true, hint: w.siteNameHint })}
        ${addressFields(text, w, address)}
        <div class="pair">
          ${text('contact.name', w.onSpot, site?.contact?.name)}
          ${text('contact.phone', w.phone, site?.contact?.phone, { type: 'tel' })}
        </div>`,
      site ? w.save : w.addSite,
      (text) => this.#saveSite(text, site),
    );
  }
  #saveSite(text: Text, { id }: Partial<Site> = {}) {
    const before = this.places.sites.find((site) => site.id === id);
    const reach = { name: text('contact.name'), phone: text('contact.phone') };
    const given = {
      name: text('name'),
      address: addressIn(text, before?.address),
      contact: reach.name || reach.phone ? { email: '', ...before?.contact, ...reach } : null,
    };
    const { sites } = this.desk.client;
    return this.#editing.keep(before, given, {
      create: () => sites.create({ customerId: this.customer.id, ...given }, this.#form.once),
      update: sites.update,
    });
  }

  #piece(piece: Equipment) {
    const w = this.#words.now;
    if (this.#editing.edits(piece)) return this.#pieceForm(this.#editing.now as Equipment);
    const { serialNumber, installedOn, warrantyUntil } = piece;
    const facts = [
      serialNumber && w.serial(serialNumber),
      installedOn && w.since(date(this.language, installedOn)),
      warrantyUntil && w.warranted(date(this.language, warrantyUntil)),
    ].filter(Boolean);
    const name = equipmentName(piece);
    return entry(name, facts.join(' · '), [
      this.#history(name, { equipmentId: piece.id }),
      this.#editing.button(named(piece), w.edit, w.editOf(name)),
      ...this.#putAway(piece, name, 'equipment'),
    ]);
  }
  #pieceForm(piece: Equipment | undefined) {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    const { sites } = this.places;
    const at = piece ? piece.site?.id : sites.length === 1 ? sites[0]?.id : undefined;
    return this.#editing.draw(
      html`${text('kind', w.what, piece?.kind, { required: true, hint: w.whatHint })}
        <div class="pair">
          ${text('brand', w.brand, piece?.brand)} ${text('model', w.model, piece?.model)}
          ${text('serialNumber', w.serialNumber, piece?.serialNumber)}
        </div>
        ${sites.length ? choice('siteId', w.site, namesOf(sites), { chosen: at }) : nothing}
        <div class="pair">
          ${text('installedOn', w.installedOn, piece?.installedOn ?? '', { type: 'date' })}
          ${text('warrantyUntil', w.warrantyUntil, piece?.warrantyUntil ?? '', { type: 'date' })}
        </div> `,
      piece ? w.save : w.addEquipment,
      (text) => this.#savePiece(text, piece),
    );
  }
  #savePiece(text: Text, { id }: Partial<Equipment> = {}) {
    const before = this.places.equipment.find((piece) => piece.id === id);
    const given = {
      kind: text('kind'),
      brand: text('brand'),
      model: text('model'),
      serialNumber: text('serialNumber'),
      siteId: text('siteId') || null,
      installedOn: text('installedOn') || null,
      warrantyUntil: text('warrantyUntil') || null,
    };
    const { equipment } = this.desk.client;
    return this.#editing.keep<Equipment, typeof given>(before && named(before), given, {
      create: () => equipment.create({ customerId: this.customer.id, ...given }, this.#form.once),
      update: equipment.update,
    });
  }
}
