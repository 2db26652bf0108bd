/** `<parvis-intervention-form>`: a customer asks for an intervention. */
import type { Address, ContactDetails, Equipment, Intervention, ParvisError, Portal, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import camera from 'lucide/dist/esm/icons/camera.mjs';
import { words as french } from '../locales/fr/form.ts';
import { mayHaveDrafts, type Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { define } from '../shared/define.ts';
import { ParvisInterventionCreatedEvent } from '../shared/events.ts';
import { describedBy, field } from '../shared/field.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import type { Photos } from '../shared/photos.ts';
import { addressLine, equipmentName } from '../shared/naming.ts';
import type { Changes, Draft } from './draft.ts';
import { formStyles } from './intervention-form.styles.ts';

const lexicon = { fr: french, en: () => import('../locales/en/form.ts') };

/** What stands folded under a line of its own. */
export type Part = 'type' | 'place' | 'contact' | 'fields';

/** The customer has read the confirmation. Stays inside the element around. */
export class InterventionSeenEvent extends Event {
  readonly intervention: Intervention;
  constructor(intervention: Intervention) {
    super('intervention-seen');
    this.intervention = intervention;
  }
}

/**
 * Pre-filled from what the company knows; only the description is compulsory. Keeps a draft on the device until the
 * request has arrived.
 *
 * @attr site-id - The site it starts with, rather than the one the company's records suggest.
 * @attr equipment-id - The piece of equipment it starts with.
 * @slot intro - The company's own words above the form, in place of the heading.
 * @csspart form - The form.
 * @csspart submit - The button that sends it.
 * @csspart message - What the form says about itself: kept, closed, refused.
 * @fires {ParvisInterventionCreatedEvent} parvis-intervention-created - The request has arrived.
 */
export class InterventionForm extends CustomerElement {
  static override styles = [CustomerElement.styles, formStyles];
  static override properties = {
    siteId: { attribute: 'site-id' },
    equipmentId: { attribute: 'equipment-id' },
    changes: { state: true },
    errors: { state: true },
    unfolded: { state: true },
    problem: { state: true },
    sending: { state: true },
    kept: { state: true },
    created: { state: true },
    picking: { state: true },
  };
  declare siteId: string | null | undefined;
  declare equipmentId: string | null | undefined;
  /** What was changed from what the form starts with. */
  declare changes: Changes;
  /** Codes of what is wrong, by field. */
  declare errors: Record<string, string>;
  declare protected unfolded: ReadonlySet<Part>;
  declare protected problem: string | undefined;
  declare protected sending: boolean;
  /** Sent without a network: it waits on this device. */
  declare protected kept: boolean;
  declare protected created: Intervention | undefined;
  declare protected picking: boolean;

  readonly #words = new Words(this, lexicon);
  /** Known by name once they were asked for. */
  site: Site | undefined;
  equipment: Equipment | undefined;
  #details: typeof import('./details.ts') | undefined;
  #drafts: typeof import('./draft.ts') | undefined;
  #draft: Draft | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #started = false;

  constructor() {
    super();
    this.changes = {};
    this.errors = {};
    this.unfolded = new Set();
    this.sending = this.kept = this.picking = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.#resume);
    // A tab that is put away may never come back: what was just typed is kept at once.
    document.addEventListener('visibilitychange', this.#keep);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('online', this.#resume);
    document.removeEventListener('visibilitychange', this.#keep);
    clearTimeout(this.#again);
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { portal, connection } = this;
    if (portal && connection && !this.#started) {
      this.#started = true;
      void this.#start(portal, connection);
    }
  }
  async #start(portal: Portal, { client }: Connection) {
    if (portal.fields.some(({ required, active }) => required && active)) void this.unfold('fields');
    if (mayHaveDrafts()) await this.#restore(portal);
    const { siteId, equipmentId } = this.values;
    // Their names are a detail: should they not come, the address says enough.
    if (siteId && portal.options.sites) this.site ??= await client.sites.get(siteId).catch(() => undefined);
    if (equipmentId && portal.options.equipment) {
      this.equipment ??= await client.equipment.get(equipmentId).catch(() => undefined);
    }
    this.requestUpdate();
  }

  /** What will be sent: what the form started with, and what was changed. */
  get values(): Changes & { fields: NonNullable<Changes['fields']> } {
    const { siteId = null, equipmentId = null } = this.portal?.prefill ?? {};
    return { siteId: this.siteId ?? siteId, equipmentId: this.equipmentId ?? equipmentId, fields: {}, ...this.changes };
  }
  /** Shown, and sent only if it was changed: otherwise the server takes the same from its own records. */
  get address(): Address | undefined {
    return this.changes.address ?? this.#otherSite?.address ?? this.portal?.prefill.address;
  }
  get contact(): ContactDetails | undefined {
    return this.changes.contact ?? this.#otherSite?.contact ?? this.portal?.prefill.contact;
  }
  /** The site, where it is not the one that the head of the portal speaks of. */
  get #otherSite() {
    return this.values.siteId === this.portal?.prefill.siteId ? undefined : this.site;
  }
  /** Takes a change, forgets what was wrong there, and keeps the draft. */
  change(changes: Changes, name = '') {
    this.changes = { ...this.changes, ...changes };
    if (this.#draft) delete this.#draft.sending;
    if (name in this.errors) {
      const { [name]: _, ...errors } = this.errors;
      this.errors = errors;
    }
    this.#soon();
  }
  /** The sentence for what is wrong with a field. */
  wrong(name: string): string | undefined {
    const code = this.errors[name];
    return code && (this.common.fieldErrors[code] ?? this.common.fieldErrors['invalid']);
  }

  protected override view(portal: Portal | undefined) {
    const w = this.#words.now;
    if (portal && !portal.can.includes('create_intervention') && !portal.preview) return this.#closed(portal);
    return html`<form class="stack" part="form" novalidate autocomplete="on" @submit=${this.#submit}>
        <slot name="intro"><h2>${w.title}</h2></slot>
        ${portal?.preview ? html`<p class="notice" part="message">${w.preview}</p>` : nothing}
        ${this.#summary()}
        <fieldset class="stack" ?disabled=${this.kept}>
          ${this.#description()} ${this.#photos(portal)} ${this.#known(portal)}
        </fieldset>
        ${this.problem ? html`<p class="notice bad" part="message" role="alert">${this.problem}</p>` : nothing}
        ${
          this.kept
            ? html`<div class="notice stack" part="message" role="status">
                <p>${w.kept}</p>
                <div class="row">
                  <button type="button" @click=${this.#resume}>${this.common.retry}</button>
                  <button type="button" class="bare" @click=${this.#reopen}>${w.change}</button>
                </div>
              </div>`
            : html`<div class="send">
                <button class="primary wide" part="submit" aria-disabled=${this.sending || !portal || portal.preview}>
                  ${this.sending ? w.sending : w.send}
                </button>
              </div>`
        }
      </form>
      ${this.created && this.#details ? this.#details.created(this.created, this, w, this.common) : nothing}`;
  }
  protected override waiting() {
    return html`<div class="stack" aria-hidden="true">
      <h2><i class="bone short">&nbsp;</i></h2>
      <i class="bone area">&nbsp;</i>
    </div>`;
  }
  #closed({ company }: Portal) {
    const w = this.#words.now;
    return html`<div class="notice stack" part="message">
      <p>${w.closed(company.name)}</p>
      ${company.phone ? html`<p><a href="tel:${company.phone.replaceAll(' ', '')}">${w.call(company.phone)}</a></p>` : nothing}
    </div>`;
  }
  #summary() {
    const names = Object.keys(this.errors);
    if (names.length < 2) return nothing;
    return html`<div class="notice bad" role="alert">
      <p>${this.common.fieldsToCorrect(names.length)}</p>
      <ul>
        ${names.map(
          (name) => html`<li><a href="#${name}" @click=${(event: Event) => this.#goTo(event, name)}>${this.#labelOf(name)}</a></li>`,
        )}
      </ul>
    </div>`;
  }
  #labelOf(name: string) {
    const label = this.renderRoot.querySelector(`label[for="${CSS.escape(name)}"]`)?.firstChild?.nextSibling?.textContent;
    return label?.trim() || this.#words.now[partOf(name) ?? 'description'];
  }
  #goTo(event: Event, name: string) {
    event.preventDefault();
    this.#control(name)?.focus();
  }
  #control(name: string) {
    return this.renderRoot.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  }

  #description() {
    const w = this.#words.now;
    const options = { name: 'description', label: w.description, hint: w.descriptionHint, wrong: this.wrong('description') };
    return field(
      options,
      html`<textarea
        id="description"
        name="description"
        rows="4"
        maxlength="4000"
        required
        aria-invalid=${!!options.wrong}
        aria-describedby=${describedBy(options)}
        .value=${this.changes.description ?? ''}
        @input=${(event: Event) => this.change({ description: (event.target as HTMLTextAreaElement).value }, 'description')}
      ></textarea>`,
    );
  }
  #photos(portal: Portal | undefined) {
    if (this.picking) return html`<parvis-photos @photos-changed=${this.#soon}></parvis-photos>`;
    return html`<div>
      <button type="button" ?disabled=${portal?.preview} @click=${() => this.#openPhotos((photos) => photos.pick())}>
        ${icon(camera)}${this.common.addPhotos}
      </button>
    </div>`;
  }
  async #openPhotos(then: (photos: Photos) => unknown) {
    const { Photos } = await import('../shared/photos.ts');
    define('parvis-photos', Photos);
    this.picking = true;
    await this.updateComplete;
    const photos = this.#picker;
    if (photos) await then(photos);
  }
  get #picker() {
    return this.renderRoot.querySelector<Photos>('parvis-photos');
  }

  /** What the company knows already, each part folded with its present value. */
  #known(portal: Portal | undefined) {
    const w = this.#words.now;
    const active = portal?.fields.some((each) => each.active);
    const parts: Part[] = active ? ['type', 'place', 'contact', 'fields'] : ['type', 'place', 'contact'];
    return html`<section class="known" aria-label=${w.known}>${parts.map((part) => this.#part(part, portal))}</section>`;
  }
  #part(part: Part, portal: Portal | undefined) {
    const w = this.#words.now;
    if (this.unfolded.has(part) && this.#details && portal) return this.#details.editor(part, this, portal);
    return html`<div class="part ${part}">
      <h3>${w[part]}</h3>
      <div>${portal ? this.#valueOf(part, portal) : html`<i class="bone">&nbsp;</i>`}</div>
      <button type="button" class="bare" ?disabled=${!portal} aria-label=${w.changePart(w[part])} @click=${() => this.unfold(part, true)}>
        ${w.change}
      </button>
    </div>`;
  }
  #valueOf(part: Part, { company, fields }: Portal) {
    const w = this.#words.now;
    const { language, address, contact } = this;
    switch (part) {
      case 'type': {
        const type = company.types.find(({ key }) => key === this.values.type);
        return type ? type.label[language] : html`<span class="quiet">${w.noType}</span>`;
      }
      case 'place':
        return html`${this.site || this.equipment
            ? html`<div>${[this.site?.name, this.equipment && equipmentName(this.equipment)].filter(Boolean).join(' · ')}</div>`
            : nothing}
          <div>${address && addressLine(address)}</div>`;
      case 'contact':
        return html`${contact?.name} <span class="quiet">${contact?.phone ?? ''}</span>`;
      case 'fields': {
        const given = fields.filter(({ id }) => this.values.fields[id] !== undefined);
        return given.length ? given.map(({ label }) => label[language]).join(', ') : html`<span class="quiet">${w.noFields}</span>`;
      }
    }
  }
  /** Loads what edits these parts, and shows one of them. */
  async unfold(part: Part, focus = false) {
    const details = await this.#load();
    await details.prepare(part, this);
    this.unfolded = new Set([...this.unfolded, part]);
    await this.updateComplete;
    if (focus) this.renderRoot.querySelector<HTMLElement>(`.editor.${part} :is(input, select)`)?.focus();
  }

  async #load() {
    if (!this.#details) {
      this.#details = await import('./details.ts');
      const sheets = this.#details.styles.flatMap(({ styleSheet }) => styleSheet ?? []);
      (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(...sheets);
    }
    return this.#details;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const { portal } = this;
    if (this.sending || this.kept || !portal || portal.preview) return;
    this.problem = undefined;
    this.errors = this.#check(portal);
    if (Object.keys(this.errors).length) return this.#showErrors();
    this.sending = true;
    await this.#picker?.settle();
    await this.#send();
  };
  #check(portal: Portal): Record<string, string> {
    const { description = '', fields } = this.values;
    const empty = portal.fields.filter(({ id, required, active }) => required && active && (fields[id] ?? '') === '');
    return {
      ...(!description.trim() && { description: 'required' }),
      ...Object.fromEntries(empty.map(({ id }) => [`fields.${id}`, 'required'])),
      ...(this.changes.contact && !this.changes.contact.name.trim() && { 'contact.name': 'required' }),
    };
  }
  async #showErrors() {
    for (const name of Object.keys(this.errors)) {
      const part = partOf(name);
      if (part) await this.unfold(part);
    }
    await this.updateComplete;
    // In the order of the form, which is not that of the refusals.
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  async #send() {
    const { connection, portal } = this;
    if (!connection || !portal) return;
    clearTimeout(this.#again);
    this.sending = true;
    const drafts = (this.#drafts ??= await import('./draft.ts'));
    const draft = this.#snapshot();
    draft.sending ??= { ...this.values, description: this.changes.description ?? '' };
    try {
      const created = await drafts.sendDraft(connection, drafts.draftKey(connection, portal), draft);
      await this.#load();
      this.#clear();
      this.created = created;
      this.dispatchEvent(new ParvisInterventionCreatedEvent(created));
      await this.updateComplete;
      this.renderRoot.querySelector('dialog')?.showModal();
    } catch (error) {
      await this.#failed(error as Partial<ParvisError>);
    } finally {
      this.sending = false;
    }
  }
  async #failed(error: Partial<ParvisError>) {
    this.report(error);
    // No answer came, or none that settles anything: tried again by itself, with growing pauses.
    this.kept = error.retryable ?? false;
    if (this.kept) {
      this.#again = setTimeout(this.#resume, (this.#pause = Math.min(this.#pause * 2, 60_000)));
      return;
    }
    if (error.errors?.length) {
      this.errors = Object.fromEntries(error.errors.map(({ field, code }) => [field, code]));
      await this.#showErrors();
    } else {
      this.problem = error.code === 'idempotency-key-reused' ? this.#words.now.alreadySent : this.sentence(error);
    }
  }
  #pause = 2000;
  readonly #resume = () => {
    if (this.kept && !this.sending) void this.#send();
  };
  readonly #reopen = () => {
    clearTimeout(this.#again);
    this.kept = false;
    if (this.#draft) delete this.#draft.sending;
    this.#soon();
  };
  #clear() {
    clearTimeout(this.#saving);
    this.#draft = undefined;
    this.#picker?.clear();
    this.picking = this.kept = false;
    this.changes = {};
    this.errors = {};
    this.unfolded = new Set([...this.unfolded].filter((part) => part === 'fields'));
  }

  /** The draft as it stands; the key is made with the first of it, and stays. */
  #snapshot(): Draft {
    const photos = this.#picker?.photos ?? this.#draft?.photos ?? [];
    this.#draft = { idempotencyKey: crypto.randomUUID(), ...this.#draft, changes: this.changes, photos };
    return this.#draft;
  }
  readonly #soon = () => {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(this.#keep, 300);
  };
  readonly #keep = async () => {
    const { connection, portal } = this;
    if (!connection || !portal || portal.preview || this.sending) return;
    if (!this.#draft && !Object.keys(this.changes).length && !this.#picker?.photos.length) return;
    const draft = this.#snapshot();
    const drafts = (this.#drafts ??= await import('./draft.ts'));
    await drafts.keepDraft(connection, drafts.draftKey(connection, portal), draft);
  };
  async #restore(portal: Portal) {
    const { connection } = this;
    if (!connection) return;
    const drafts = (this.#drafts ??= await import('./draft.ts'));
    const draft = await drafts.readDraft(drafts.draftKey(connection, portal));
    if (!draft) return;
    const typed = this.changes.description;
    this.#draft = draft;
    // Whoever was quicker than their own draft loses neither.
    this.changes = {
      ...draft.changes,
      ...this.changes,
      ...(typed && { description: [draft.changes.description, typed].filter(Boolean).join('\n') }),
    };
    this.announce(this.#words.now.restored);
    if (draft.changes.siteId) this.site = await connection.client.sites.get(draft.changes.siteId).catch(() => undefined);
    if (draft.photos.length) await this.#openPhotos((photos) => photos.restore(draft.photos));
    if (draft.sending && !typed) await this.#send();
  }

  /** Puts the reader where they can start. */
  focusFirst() {
    this.renderRoot.querySelector('textarea')?.focus();
  }
  /** Closes the confirmation, ready for another request. */
  readonly done = () => {
    const { created } = this;
    this.created = undefined;
    this.renderRoot.querySelector('textarea')?.focus();
    if (created) this.dispatchEvent(new InterventionSeenEvent(created));
  };
}

/** The folded part that a field of the request stands in. */
const partOf = (name: string): Part | undefined =>
  /^type/.test(name)
    ? 'type'
    : /^(siteId|equipmentId|address)/.test(name)
      ? 'place'
      : /^contact/.test(name)
        ? 'contact'
        : /^fields/.test(name)
          ? 'fields'
          : undefined;
