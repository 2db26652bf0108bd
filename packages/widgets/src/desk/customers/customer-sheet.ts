/** One customer: who they are, whom to write to, where the work is done, what their portal shows. */
import { OfflineError, type Customer } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { words as frenchOfFiles } from '../../shared/photos.fr.ts';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import type { PhotoCode, PhotoSentences } from '../../shared/sentences.ts';
import { DossierFile } from '../dossiers/dossier-file.ts';
import { Editing } from '../editing.ts';
import { type Text } from '../fields.ts';
import { NewIntervention } from '../interventions/new-intervention.ts';
import { shownParts, type ShownPart } from '../portal-parts.ts';
import { PuttingAway } from '../put-away.ts';
import { contactLinks } from '../contact-links.ts';
import { Reading } from '../reading.ts';
import { removableFiles, removableFileStyles } from '../removable-files.ts';
import { addressLines, skeleton, sheetStyles } from '../sheet.ts';
import { facts } from '../../shared/facts.ts';
import { addressFields, addressIn } from './address.ts';
import { Contacts } from './contacts.ts';
import { Links } from './links.ts';
import { Places } from './places.ts';
import { Undelivered } from './undelivered.ts';
import { customersWords } from './words.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { DialogOpener } from '../dialog.ts';

const fileLexicon = { fr: frenchOfFiles, en: () => import('../../shared/photos.en.ts') };
/** How many files at a time, as the server takes them. */
const most = 10;
define('parvis-desk-contacts', Contacts);
define('parvis-desk-links', Links);
define('parvis-desk-places', Places);
define('parvis-desk-new-intervention', NewIntervention);
define('parvis-desk-undelivered', Undelivered);

/** What a change may be of to show here. */
const shown = ['customer', 'contact', 'site', 'equipment', 'file'];

/** `<parvis-desk-customer>` */
export class CustomerSheet extends DeskElement {
  static override styles = [
    sheetStyles,
    removableFileStyles,
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
  readonly #words = new Words(this, customersWords);
  readonly #fileWords = new Words(this, fileLexicon);
  readonly #reading = new Reading(this, {
    read: () => this.#readAll(this.open!),
    of: () => this.open,
    turned: () => {
      this.#editing.drop();
      this.#creating.shown = undefined;
    },
    concerns: ({ subject }) => shown.includes(subject.type),
  });
  readonly #form = new Form(this, {
    read: this.#reading.load,
    changing: () => this.#editing.changing(this.item ? [this.item] : []),
  });
  readonly #editing = new Editing<Customer>(this, this.#form);
  readonly #away = new PuttingAway(this, this.#form);
  protected readonly draft = this.#editing.draft(() => this.open ?? undefined);
  /** Of the dialog that creates an intervention. */
  readonly #creating = new DialogOpener(this);
  readonly #dossiers = new DossierFile(this);
  /** What is saved without a form, one after the other: by keyboard some options are passed on the way to another. */
  #saving: Promise<unknown> = Promise.resolve();
  /** How many portal options were chosen and are not saved yet. */
  #choices = 0;

  protected get item(): Customer | undefined {
    return this.#reading.value?.item;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    this.#showParts();
  }
  /** What the list of files needs of the sheet. */
  get #files() {
    return { desk: this.desk, common: this.common, words: this.words, read: this.#reading.load };
  }
  /** For the parts: saved against what there was before, what was refused once would be refused again. */
  readonly #readAgain = async () => {
    await this.#reading.load();
    await this.updateComplete;
  };
  async #readAll(customerId: string) {
    const { customers, sites, equipment } = this.desk.client;
    const theirs = { customerId, limit: 200 };
    const [item, theirSites, theirEquipment] = await Promise.all([
      customers.get(customerId),
      all(sites.list(theirs)),
      all(equipment.list(theirs)),
    ]);
    return { item, places: { sites: theirSites, equipment: theirEquipment } };
  }

  protected override content(): unknown {
    const { value, error } = this.#reading;
    if (error) return this.failed(error, this.#reading.load);
    if (!value) return skeleton();
    const { item, places } = value;
    return html`<article class="stack">
        <div class="row">
          <h2>${item.name}</h2>
          <span class="quiet">${this.common.number(item.number)}</span>
        </div>
        ${item.archivedAt === null ? nothing : html`<p class="notice">${this.#away.words.isArchivedHere}</p>`}
        <parvis-desk-undelivered .desk=${this.desk} .customer=${item}></parvis-desk-undelivered>
        ${this.#editing.now ? this.#customerForm(this.#editing.now) : this.#facts(item)}
        <parvis-desk-contacts .desk=${this.desk} .customer=${item} .readAgain=${this.#readAgain}></parvis-desk-contacts>
        <parvis-desk-links .desk=${this.desk} .customer=${item} .sites=${places.sites}></parvis-desk-links>
        ${this.#dossiers.draw(() => html`<parvis-desk-dossiers-of .desk=${this.desk} .customer=${item}></parvis-desk-dossiers-of>`)}
        <parvis-desk-places
          .desk=${this.desk}
          .customer=${item}
          .places=${places}
          .readAgain=${this.#readAgain}
        ></parvis-desk-places>
        ${this.#portal(item)}
      </article>
      ${
        this.#creating.shown === undefined
          ? nothing
          : html`<parvis-desk-new-intervention
              .desk=${this.desk}
              .customer=${{ id: item.id, name: item.name }}
              .shown=${this.#creating.shown}
              @close=${this.#creating.closed}
              @done=${this.#creating.done}
            ></parvis-desk-new-intervention>`
      }`;
  }

  #facts(item: Customer) {
    const w = this.#words.now;
    return html`${facts(
        [w.address, addressLines(item.address, contactLinks(this, item.name))],
        [w.extra, item.extra && html`<span class="lines">${item.extra}</span>`],
        [this.common.attachments, item.attachments.length ? removableFiles(item.attachments, this.#files) : undefined],
      )}
      ${this.#form.problem()}
      <div class="row">
        <button @click=${this.#creating.open}>${w.createIntervention}</button>
        ${this.linkTo(w.theirInterventions, { section: 'interventions', id: null, filter: { customerId: item.id } }, 'button')}
        ${this.#editing.button(item, w.edit, w.editOf(item.name), '')}
        <label class="button attach"
          >${w.attach}<input
            class="hidden"
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp,application/pdf"
            @change=${this.#attach}
        /></label>
        ${this.#away.buttons(item, {
          name: item.name,
          update: this.desk.client.customers.update,
          question: this.#away.words.binCustomer(item.name),
          gone: () => this.desk.go({ ...this.desk.place, id: null }),
        })}
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
    const refusals = given.length > most ? [w.tooMany(most)] : [];
    const send = async () => {
      const sent = await Promise.allSettled(chosen.map((file) => client.files.upload(file)));
      const cut = sent.find((each) => each.status === 'rejected' && each.reason instanceof OfflineError);
      if (cut) throw (cut as PromiseRejectedResult).reason;
      const fileIds = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
      if (fileIds.length) await client.customers.addAttachments(id, fileIds);
      if (fileIds.length) this.desk.say(this.words.saved);
      // Refused by name, the others kept.
      for (const [index, each] of sent.entries()) {
        if (each.status === 'fulfilled') continue;
        const { code = 'other' } = each.reason as { code?: PhotoCode };
        refusals.push(w.refused(chosen[index]!.name, (w.errors as PhotoSentences)[code] ?? w.errors.other));
      }
    };
    const saved = await (this.#saving = this.#saving.then(() => this.#form.act(send, undefined, '', id)));
    // Where nothing was kept, why is what is said.
    if (!saved || !refusals.length) return;
    if (this.item?.id === id) this.#form.set({ errors: { '': refusals.join(' ') } });
    else this.desk.say(refusals.join(' '));
  };

  #customerForm(item: Customer) {
    const { text } = this.#form;
    const w = this.#words.now;
    const person = item.kind === 'person';
    return this.#editing.draw(
      html`<div class="pair">
          ${person ? text('firstName', w.firstName, item.firstName) : nothing}
          ${text('lastName', person ? w.lastName : w.organizationName, item.lastName, { required: true })}
        </div>
        ${addressFields(text, w, item.address)} ${text('extra', w.extra, item.extra, { rows: 3, hint: w.extraHint })}`,
      w.save,
      (text) => this.#save(text),
    );
  }
  #save(text: Text) {
    const item = this.item!;
    const given = {
      firstName: text('firstName'),
      lastName: text('lastName'),
      address: addressIn(text, item.address),
      extra: text('extra'),
    };
    return this.#editing.change(item, given, this.desk.client.customers.update);
  }

  #portal(item: Customer) {
    const w = this.#words.now;
    return html`<details class="unprinted">
      <summary><h3>${w.portal}</h3></summary>
      <div class="stack">
        ${shownParts.map((part) => {
          const own = item.options[part] ?? null;
          const general = this.desk.company.options[part];
          const options = [
            ['', general ? w.asAllOn : w.asAllOff],
            ['true', w.on],
            ['false', w.off],
          ] as const;
          return this.#form.choice(`part-${part}`, w.parts[part], options, {
            required: true,
            disabled: this.#editing.now !== undefined,
            chosen: String(own ?? ''),
            changed: (value) => this.#setPart(item.id, part, value),
          });
        })}
      </div>
    </details>`;
  }
  #setPart(customerId: string, part: ShownPart, value: string) {
    const { customers } = this.desk.client;
    const options = { [part]: value === '' ? null : value === 'true' };
    this.#choices++;
    const saved = this.#saving.then(() =>
      this.#form.act(
        async () => {
          // Another may be shown by then: what was chosen is saved all the same.
          const item = this.item?.id === customerId ? this.item : await customers.get(customerId);
          const before = { [part]: item.options[part] ?? null };
          return { before, after: await customers.update(item, { options }) };
        },
        ({ before, after }) => customers.update(after, { options: before }),
        undefined,
        customerId,
      ),
    );
    this.#saving = saved.finally(() => {
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
