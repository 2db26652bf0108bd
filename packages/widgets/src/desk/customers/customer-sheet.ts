/** One customer: who they are, whom to write to, where the work is done, what their portal shows. */
import { NotFoundError, OfflineError, type Customer, type PortalPart } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { words as frenchOfFiles } from '../../locales/fr/photos.ts';
import { define } from '../../shared/define.ts';
import { fileList, fileStyles } from '../../shared/files.ts';
import { Words } from '../../shared/locale.ts';
import { Editing } from '../editing.ts';
import { textIn } from '../form.ts';
import { Latest } from '../latest.ts';
import { NewIntervention } from '../interventions/new-intervention.ts';
import { shownParts } from '../portal-parts.ts';
import { splitStyles } from '../split.styles.ts';
import { addressFields, addressIn } from './address.ts';
import { Contacts } from './contacts.ts';
import { Links } from './links.ts';
import { Places, type CustomerPlaces } from './places.ts';

const fileLexicon = { fr: frenchOfFiles, en: () => import('../../locales/en/photos.ts') };
/** How many files at a time, as the server takes them. */
const most = 10;
define('parvis-desk-contacts', Contacts);
define('parvis-desk-links', Links);
define('parvis-desk-places', Places);
define('parvis-desk-new-intervention', NewIntervention);

/** What a change may be of to show here. */
const shown = ['customer', 'contact', 'site', 'equipment'];

/** `<parvis-desk-customer>` */
export class CustomerSheet extends Editing<Customer> {
  static override styles = [
    Editing.styles,
    fileStyles,
    splitStyles,
    css`
      .attach:has(:focus-visible) {
        outline: 2px solid var(--ink);
        outline-offset: 2px;
      }
      .row > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = {
    item: { state: true },
    places: { state: true },
    failure: { state: true },
    creating: { state: true },
  };
  declare protected item: Customer | undefined;
  declare protected places: CustomerPlaces;
  declare protected failure: unknown;
  /** Whether the dialog that creates an intervention is open; false once it was closed with something typed in it. */
  declare protected creating: boolean | undefined;
  readonly #fileWords = new Words(this, fileLexicon);
  readonly #readings = new Latest();
  /** What is saved without a form, one after the other: by keyboard some options are passed on the way to another. */
  #saving: Promise<unknown> = Promise.resolve();
  /** How many portal options were chosen and are not saved yet. */
  #choices = 0;
  #stopLive: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('open') && this.open && this.item?.id !== this.open) {
      this.item = this.editing = this.failure = this.creating = undefined;
      this.wrongs = {};
      void this.read();
    }
    if (changed.has('item')) this.#showParts();
    this.#stopLive ??= this.desk.client.live((event) => {
      if (event.type === 'reset' || (event.type === 'change' && shown.includes(event.change.subject.type))) {
        clearTimeout(this.#timer);
        // Programs write hundreds of rows at once.
        this.#timer = setTimeout(() => void this.read(), 300);
      }
    });
  }
  protected override async read() {
    const id = this.open;
    if (!id) return;
    const { customers, sites, equipment } = this.desk.client;
    const isNewer = this.#readings.inTurn();
    const ofCustomer = { customerId: id, limit: 200 };
    try {
      const [item, theirSites, theirEquipment] = await Promise.all([
        customers.get(id),
        all(sites.list(ofCustomer)),
        all(equipment.list(ofCustomer)),
      ]);
      if (id !== this.open || !isNewer()) return;
      this.item = item;
      this.places = { sites: theirSites, equipment: theirEquipment };
      this.failure = undefined;
    } catch (error) {
      // What is shown stays readable while the network is away.
      if (id === this.open && (!this.item || error instanceof NotFoundError)) this.failure = error;
    }
  }

  protected override content() {
    const { item, places } = this;
    if (this.failure) return this.failed(this.failure, () => this.read());
    if (!item)
      return html`<div class="stack" aria-hidden="true">
        ${[0, 1, 2, 3].map(() => html`<i class="bone">&nbsp;</i>`)}
      </div>`;
    return html`<article class="stack">
        <div class="row">
          <h2>${item.name}</h2>
          <span class="quiet">${this.common.number(item.number)}</span>
        </div>
        ${this.editing ? this.#form(this.editing) : this.#facts(item)}
        <parvis-desk-contacts
          .desk=${this.desk}
          .customer=${item}
          @changed=${() => void this.read()}
        ></parvis-desk-contacts>
        <parvis-desk-links .desk=${this.desk} .customer=${item} .sites=${places.sites}></parvis-desk-links>
        <parvis-desk-places
          .desk=${this.desk}
          .customer=${item}
          .places=${places}
          @changed=${() => void this.read()}
        ></parvis-desk-places>
        ${this.#portal(item)}
      </article>
      ${
        this.creating === undefined
          ? nothing
          : html`<parvis-desk-new-intervention
              .desk=${this.desk}
              .customer=${{ id: item.id, name: item.name }}
              .shown=${this.creating}
              @close=${() => (this.creating &&= false)}
              @done=${() => (this.creating = undefined)}
            ></parvis-desk-new-intervention>`
      }`;
  }

  #facts(item: Customer) {
    const w = this.words.customers;
    const { line1, line2, postalCode, city } = item.address;
    const lines = [line1, line2, `${postalCode} ${city}`].filter((line) => line.trim());
    return html`<dl class="facts">
        ${
          lines.length
            ? html`<dt>${w.address}</dt>
                <dd class="lines">${lines.join('\n')}</dd>`
            : nothing
        }
        ${
          item.extra
            ? html`<dt>${w.extra}</dt>
                <dd class="lines">${item.extra}</dd>`
            : nothing
        }
        ${
          item.attachments.length
            ? html`<dt>${this.common.attachments}</dt>
                <dd>${fileList(item.attachments, this.desk.client, this.common)}</dd>`
            : nothing
        }
      </dl>
      ${this.problem()}
      <div class="row">
        <button @click=${() => (this.creating = true)}>${w.createIntervention}</button>
        ${this.editButton(item, w.edit, w.editOf(item.name), '')}
        <label class="button attach"
          >${w.attach}<input
            class="hidden"
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp,application/pdf"
            @change=${this.#attach}
        /></label>
      </div>`;
  }
  readonly #attach = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const given = [...(input.files ?? [])];
    const chosen = given.slice(0, most);
    input.value = '';
    // Of the customer shown now: another may be by the time all is sent.
    const { id } = this.item!;
    const { client } = this.desk;
    const w = this.#fileWords.now;
    const wrongs = given.length > most ? [w.tooMany(most)] : [];
    const send = async () => {
      const sent = await Promise.allSettled(chosen.map((file) => client.files.upload(file)));
      const cut = sent.find((each) => each.status === 'rejected' && each.reason instanceof OfflineError);
      if (cut) throw (cut as PromiseRejectedResult).reason;
      const fileIds = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
      if (fileIds.length) await client.customers.addAttachments(id, fileIds);
      if (fileIds.length) this.desk.say(this.words.desk.saved);
      // Refused by name, the others kept.
      for (const [index, each] of sent.entries()) {
        if (each.status === 'fulfilled') continue;
        const { code = '' } = each.reason as { code?: string };
        wrongs.push(w.refused(chosen[index]!.name, w.errors[code] ?? w.errors['other']!));
      }
    };
    const saved = await (this.#saving = this.#saving.then(() => this.save(send, undefined, '')));
    // Where nothing was kept, why is what is said.
    if (!saved || !wrongs.length) return;
    if (this.item?.id === id) this.wrongs = { '': wrongs.join(' ') };
    else this.desk.say(wrongs.join(' '));
  };

  #form(item: Customer) {
    const w = this.words.customers;
    const person = item.kind === 'person';
    return html`<form class="stack notice" novalidate @submit=${this.#submit}>
      <div class="pair">
        ${person ? this.text('firstName', w.firstName, item.firstName) : nothing}
        ${this.text('lastName', person ? w.lastName : w.organizationName, item.lastName, { required: true })}
      </div>
      ${addressFields(this.text, w, item.address)}
      ${this.text('extra', w.extra, item.extra, { rows: 3, hint: w.extraHint })} ${this.formEnd(w.save)}
    </form>`;
  }
  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const text = textIn(event);
    const item = this.item!;
    const given = {
      firstName: text('firstName'),
      lastName: text('lastName'),
      address: addressIn(text, item.address),
      extra: text('extra'),
    };
    const { customers } = this.desk.client;
    await this.change(item, given, (thing, change) => customers.update(thing, change));
  };

  #portal(item: Customer) {
    const w = this.words.customers;
    return html`<details>
      <summary><h3>${w.portal}</h3></summary>
      <div class="stack">
        ${shownParts.map((part) => {
          const own = item.options[part] ?? null;
          const general = this.desk.company.options[part];
          return html`<div class="field">
            <label for="part-${part}">${w.parts[part]}</label>
            <select
              id="part-${part}"
              ?disabled=${this.editing !== undefined}
              @change=${(event: Event) => this.#setPart(item.id, part, (event.target as HTMLSelectElement).value)}
            >
              <option value="" ?selected=${own === null}>${general ? w.asAllOn : w.asAllOff}</option>
              <option value="true" ?selected=${own === true}>${w.on}</option>
              <option value="false" ?selected=${own === false}>${w.off}</option>
            </select>
          </div>`;
        })}
      </div>
    </details>`;
  }
  #setPart(customerId: string, part: PortalPart, value: string) {
    const { customers } = this.desk.client;
    this.#choices++;
    this.#saving = this.#saving.then(async () => {
      const { item } = this;
      if (item?.id !== customerId) return;
      const before = item.options[part] ?? null;
      await this.save(
        () => customers.update(item, { options: { [part]: value === '' ? null : value === 'true' } }),
        (after) => customers.update(after, { options: { [part]: before } }),
      );
    });
    void this.#saving.finally(() => {
      this.#choices--;
      this.#showParts();
    });
  }
  /** A select in which somebody chose no longer follows its options. */
  #showParts() {
    if (this.#choices) return;
    for (const part of shownParts) {
      const select = this.renderRoot.querySelector<HTMLSelectElement>(`#part-${part}`);
      if (select) select.value = String(this.item?.options[part] ?? '');
    }
  }
}
